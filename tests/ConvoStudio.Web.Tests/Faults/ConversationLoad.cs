using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace ConvoStudio.Web.Tests.Faults;

/// <summary>Something a client was answered: it must be in the log exactly once, with these bytes as its stored answer.</summary>
internal sealed record Answered(string Kind, Guid Conversation, string Body);

/// <summary>Clients that talk to a server until it goes away, and remember what they were answered.</summary>
internal sealed class ConversationLoad(HttpClient client, string playbook, string name)
{
    private readonly ConcurrentBag<Answered> _answered = [];
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    /// <summary>Completes with this many answers: a moment under load, however fast the machine is.</summary>
    public required int Enough { get; init; }

    public Task Reached => _reached.Task;

    public IReadOnlyCollection<Answered> Answers => _answered;

    public Task RunAsync(int clients, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, clients).Select(i => TalkAsync($"{name}-{i}", cancellationToken)));

    private async Task TalkAsync(string who, CancellationToken cancellationToken)
    {
        try
        {
            for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
                await ConverseAsync($"{who}-{i}", cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            // The server was killed: what had not been answered by now does not count.
        }
    }

    private async Task ConverseAsync(string key, CancellationToken cancellationToken)
    {
        var opened = await PostAsync("opened", Guid.Empty, $"/api/v1/playbooks/{playbook}/conversations",
            new { idempotencyKey = key, customerKey = key, channel = "web", facts = new { }, consents = Array.Empty<object>() }, cancellationToken);
        var id = opened.GetProperty("conversationId").GetGuid();
        var path = $"/api/v1/conversations/{id}";
        for (var turn = 0; turn < 2; turn++)
        {
            var decision = await PostAsync("decision", id, $"{path}/decisions", new { idempotencyKey = $"d{turn}" }, cancellationToken);
            await PostAsync("turn", id, $"{path}/turns", new
            {
                idempotencyKey = $"a{turn}",
                speaker = "agent",
                acts = decision.GetProperty("action").GetProperty("acts"),
                decisionId = decision.GetProperty("decisionId").GetGuid(),
                execution = "followed",
            }, cancellationToken);
            await PostAsync("turn", id, $"{path}/turns", new { idempotencyKey = $"c{turn}", speaker = "customer", acts = new[] { "state-need" } }, cancellationToken);
        }

        await PostAsync("outcome", id, $"{path}/outcomes", new { idempotencyKey = "o", metric = "converted", value = key.Length % 2, final = true }, cancellationToken);
    }

    private async Task<JsonElement> PostAsync(string kind, Guid conversation, string path, object body, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync(path, body, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
        var answer = JsonDocument.Parse(text).RootElement;
        _answered.Add(new Answered(kind, kind == "opened" ? answer.GetProperty("conversationId").GetGuid() : conversation, text));
        if (Interlocked.Increment(ref _count) == Enough)
            _reached.SetResult();
        return answer;
    }
}
