using System.Net.Http.Json;
using System.Text.Json;

namespace ConvoStudio.Browser.Tests.Journeys;

/// <summary>An agent as a company would write it: plain HTTP with a key.</summary>
internal sealed class AgentClient : IDisposable
{
    private readonly HttpClient _http;

    public AgentClient(Uri address, string key)
    {
        _http = new HttpClient { BaseAddress = address };
        _http.DefaultRequestHeaders.Add("X-Api-Key", key);
    }

    /// <summary>One whole conversation with one decision, up to its final outcome.</summary>
    /// <returns>The decision as answered.</returns>
    public async Task<JsonElement> ConverseAsync(string playbook, string customer)
    {
        var opened = await PostAsync($"api/v1/playbooks/{playbook}/conversations",
            new { idempotencyKey = customer, customerKey = customer, channel = "web", facts = new { }, consents = Array.Empty<object>() });
        var path = $"api/v1/conversations/{opened.GetProperty("conversationId").GetGuid()}";
        await PostAsync($"{path}/turns", new { idempotencyKey = "hello", speaker = "customer", acts = new[] { "greet" } });
        var decision = await PostAsync($"{path}/decisions", new { idempotencyKey = "what-next" });
        await PostAsync($"{path}/turns", new
        {
            idempotencyKey = "said",
            speaker = "agent",
            acts = decision.GetProperty("action").GetProperty("acts"),
            decisionId = decision.GetProperty("decisionId").GetGuid(),
            execution = "followed",
        });
        await PostAsync($"{path}/turns", new { idempotencyKey = "answer", speaker = "customer", acts = new[] { "agree" } });
        await PostAsync($"{path}/outcomes", new { idempotencyKey = "bought", metric = "converted", value = 1, final = true });
        return decision;
    }

    public async Task<JsonElement> GetAsync(string path) => await _http.GetFromJsonAsync<JsonElement>(path);

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
