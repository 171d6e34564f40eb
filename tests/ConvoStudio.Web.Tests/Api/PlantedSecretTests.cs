using System.Text;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Web.Tests.Api;

/// <summary>A protected value is planted, rules act on it, and everything that is written or answered is searched for it.</summary>
public sealed class PlantedSecretTests : IAsyncLifetime
{
    /// <summary>No other number of the tests looks like it.</summary>
    private const string Secret = "48151623421";
    private static readonly IActor Author = Actor.Person("a", "Ana", Roles.All);
    private static readonly IActor Reviewer = Actor.Person("r", "Rita", Roles.All);
    private ApiHost _host = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ApiHost.StartWithPlaybookAsync();
        _client = _host.Client();
        await ApiHost.Created(_client.PostAsync($"/api/v1/playbooks/{ApiHost.Playbook}/facts", ApiHost.Json(new { key = "ward", type = "number", usages = new[] { "rules", "audit" } })));
        await RuleAsync("poor", "Never say recommend when ward is at least 1.", force: true);
        await RuleAsync("dear", "Never say ask when ward is at least 2, else needs approval of role analyst.", force: true);
        await RuleAsync("hand", "When ward is at least 3 hand over and stop saying greet until cleared.", force: true);
        await RuleAsync("later", "Never say greet when ward is known.", force: false);
        await RuleAsync("blind", "The policy must not use ward.", force: true);
        await RuleAsync("alike", "The rate of recommend between groups of ward differs by at most 0.1 with confidence 0.95 and at least 1 conversations per group.", force: true);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task ProtectedValue_IsInNoAnswerOfTheApi_AndInNoFileButItsStore()
    {
        var said = new StringBuilder();
        var opened = await SayAsync(said, HttpMethod.Post, $"/api/v1/playbooks/{ApiHost.Playbook}/conversations", $$"""{"idempotencyKey":"o","customerKey":"c","channel":"web","facts":{"ward":{{Secret}} } }""");
        var conversation = System.Text.Json.Nodes.JsonNode.Parse(opened)!["conversationId"]!.GetValue<Guid>();
        await SayAsync(said, HttpMethod.Post, $"/api/v1/conversations/{conversation}/turns", $$"""{"idempotencyKey":"t","speaker":"customer","acts":["answer"],"facts":{"ward":{{Secret}} } }""");
        var decided = await SayAsync(said, HttpMethod.Post, $"/api/v1/conversations/{conversation}/decisions", """{"idempotencyKey":"d"}""");
        Assert.Contains("Blocked by rule hand: condition true.", decided, StringComparison.Ordinal);
        var decision = System.Text.Json.Nodes.JsonNode.Parse(decided)!["decisionId"]!.GetValue<Guid>();
        await SayAsync(said, HttpMethod.Post, $"/api/v1/conversations/{conversation}/turns", """{"idempotencyKey":"u","speaker":"agent","acts":["recommend"],"product":"gold"}""");
        await SayAsync(said, HttpMethod.Post, $"/api/v1/playbooks/{ApiHost.Playbook}/rule-preview", """{"sentence":"Never say recommend when ward is known.","last":100}""");
        await SayAsync(said, HttpMethod.Post, $"/api/v1/playbooks/{ApiHost.Playbook}/rules/blind/proxy-test", "{}");
        await SayAsync(said, HttpMethod.Post, $"/api/v1/conversations/{conversation}/close", """{"idempotencyKey":"c"}""");
        var read = 0;
        foreach (var path in Paths(conversation, decision))
        {
            await SayAsync(said, HttpMethod.Get, path, null);
            read++;
        }

        Assert.True(read > 20, $"{read} addresses read");
        Assert.DoesNotContain(Secret, said.ToString(), StringComparison.Ordinal);
        await SearchFilesAsync();
    }

    // The store itself must be found by the same search, or the search could not find anything.
    private async Task SearchFilesAsync()
    {
        var data = _host.Services.GetRequiredService<DataFolder>();
        SqliteConnection.ClearAllPools();
        List<string> holding = [];
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(data.LogDatabase)!, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, Xunit.TestContext.Current.CancellationToken);
            if (bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(Secret)) >= 0)
                holding.Add(Path.GetFileName(file));
        }

        Assert.NotEmpty(holding);
        Assert.All(holding, file => Assert.StartsWith("studio.db", file, StringComparison.Ordinal));
    }

    /// <summary>Every address of the API that is read, with what was made here in its places.</summary>
    private IEnumerable<string> Paths(Guid conversation, Guid decision) => _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true && e.RoutePattern.RawText?.StartsWith("/api/v1/", StringComparison.Ordinal) == true)
        .Select(e => e.RoutePattern.RawText!.Replace("{playbook}", ApiHost.Playbook, StringComparison.Ordinal).Replace("{rule}", "poor", StringComparison.Ordinal)
            .Replace("{key}", "first", StringComparison.Ordinal).Replace("{fact}", "ward", StringComparison.Ordinal).Replace("{action}", "ask-budget", StringComparison.Ordinal)
            .Replace("{product}", "gold", StringComparison.Ordinal)
            .Replace("{id:guid}", (e.RoutePattern.RawText!.Contains("/decisions/", StringComparison.Ordinal) ? decision : conversation).ToString(), StringComparison.Ordinal));

    private async Task<string> SayAsync(StringBuilder said, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = ApiHost.Text(body);
        using var answer = await _client.SendAsync(request, Xunit.TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode is < 400 or 404, $"{method} {path}: {(int)answer.StatusCode} {text}");
        said.Append(text).Append(answer.Headers);
        return text;
    }

    private async Task RuleAsync(string key, string sentence, bool force)
    {
        var rules = _host.Services.GetRequiredService<RuleService>();
        var rule = await rules.CreateAsync(Author, ApiHost.Playbook, key, new RuleWriting(sentence));
        rule = await rules.SubmitAsync(Author, ApiHost.Playbook, key, rule.Revision);
        rule = await rules.ApproveAsync(Reviewer, ApiHost.Playbook, key, rule.Revision);
        if (force)
            await rules.PutInForceAsync(Reviewer, ApiHost.Playbook, key, rule.Revision);
    }
}
