using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Web.Auth;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ConvoStudio.Web.Components.Integrate;

/// <summary>One request of a test conversation and what came back.</summary>
/// <param name="Name">open, customer, decide, …</param>
/// <param name="Status">HTTP status; null when there was no answer.</param>
/// <param name="Repeated">The answer was the stored one of an earlier request.</param>
public sealed record TestStep(string Name, string Path, string Request, int? Status, string Answer, double Milliseconds, bool Repeated)
{
    public bool Good => Status is >= 200 and < 300;
}

/// <summary>Plays one conversation through the HTTP API of this server, as an outside client would, in the sandbox.</summary>
public sealed class TestConversation(IServer server, TimeProvider time)
{
    private const string Root = "/api/v1/sandbox";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Step by step; ends after the first that fails.</summary>
    public async IAsyncEnumerable<TestStep> PlayAsync(Playbook playbook, string key, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var http = new HttpClient { BaseAddress = Address(), Timeout = TimeSpan.FromSeconds(10) };
        http.DefaultRequestHeaders.Add(ApiKeyDefaults.Header, key);
        var id = $"test-{time.GetUtcNow().ToUnixTimeMilliseconds()}";
        string[] acts = [.. playbook.Acts.Where(act => act is { ByCustomer: true, StatesOutcome: false }).OrderBy(act => act.Position).Take(1).Select(act => act.Key)];

        var opened = await PostAsync(http, "open", $"{Root}/playbooks/{playbook.Key}/conversations", new { idempotencyKey = $"{id}-open", customerKey = id, channel = "test" }, cancellationToken);
        yield return opened;
        if (!opened.Good) yield break;
        var conversation = $"{Root}/conversations/{JsonNode.Parse(opened.Answer)!["conversationId"]}";
        var said = await PostAsync(http, "customer", $"{conversation}/turns", new { idempotencyKey = $"{id}-t1", speaker = "customer", acts }, cancellationToken);
        yield return said;
        if (!said.Good) yield break;
        var ask = new { idempotencyKey = $"{id}-d1" };
        var decided = await PostAsync(http, "decide", $"{conversation}/decisions", ask, cancellationToken);
        yield return decided;
        if (!decided.Good) yield break;
        yield return await PostAsync(http, "repeat", $"{conversation}/decisions", ask, cancellationToken);
        var decision = JsonNode.Parse(decided.Answer)!;
        (string Name, string Path, object Body)[] rest =
        [
            ("agent", "turns", new { idempotencyKey = $"{id}-t2", speaker = "agent", acts = decision["action"]!["acts"], decisionId = decision["decisionId"], execution = "followed" }),
            ("answer", "turns", new { idempotencyKey = $"{id}-t3", speaker = "customer", acts }),
            ("outcome", "outcomes", new { idempotencyKey = $"{id}-o1", metric = "converted", value = 1, final = true }),
            ("close", "close", new { idempotencyKey = $"{id}-close" }),
        ];
        foreach (var (name, path, body) in rest)
        {
            var step = await PostAsync(http, name, $"{conversation}/{path}", body, cancellationToken);
            yield return step;
            if (!step.Good) yield break;
        }
    }

    private static async Task<TestStep> PostAsync(HttpClient http, string name, string path, object body, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.Serialize(body);
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var content = new StringContent(request, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return new(name, path, Indented(request), (int)answer.StatusCode, Indented(text), Stopwatch.GetElapsedTime(started).TotalMilliseconds, answer.Headers.Contains("Idempotent-Replay"));
        }
        catch (Exception lost) when (lost is HttpRequestException || (lost is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new(name, path, Indented(request), null, lost.Message, Stopwatch.GetElapsedTime(started).TotalMilliseconds, false);
        }
    }

    private static string Indented(string json)
    {
        try
        {
            return JsonNode.Parse(json)?.ToJsonString(Readable) ?? json;
        }
        catch (JsonException)
        {
            return json;
        }
    }

    // Where the server itself listens: what people type into their browser may be a proxy.
    private Uri Address()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.OrderBy(one => one.StartsWith("https", StringComparison.Ordinal)).FirstOrDefault()
            ?? throw new InvalidOperationException("The server listens nowhere.");
        foreach (var any in (string[])["0.0.0.0", "[::]", "+", "*"])
            address = address.Replace($"//{any}:", "//localhost:", StringComparison.Ordinal);
        return new Uri(address);
    }
}
