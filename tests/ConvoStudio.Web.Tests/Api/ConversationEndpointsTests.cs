using System.Net;
using System.Text.Json.Nodes;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.People;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Web.Tests.Api;

public sealed class ConversationEndpointsTests : IAsyncLifetime
{
    private ApiHost _host = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ApiHost.StartWithPlaybookAsync();
        _client = _host.Client();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task WholeConversation_IsAnsweredAndReplaysIdentically()
    {
        var id = await _host.OpenAsync(_client);
        var decision = await _host.DecideAsync(_client, id);
        Assert.Equal(0, decision["turn"]!.GetValue<int>());
        Assert.Equal(4294967296UL, decision["eligible"]!.AsArray().Aggregate(0UL, (sum, e) => sum + e!["weight"]!.GetValue<ulong>()));
        Assert.Equal("first", decision["experiment"]!.GetValue<string>());
        var decisionId = decision["decisionId"]!.GetValue<Guid>();
        var turn = await ApiHost.Created(_client.PostAsync($"/api/v1/conversations/{id}/turns", ApiHost.Json(new
        {
            idempotencyKey = _host.NextKey(),
            speaker = "agent",
            acts = decision["action"]!["acts"]!.AsArray().Select(a => a!.GetValue<string>()),
            decisionId,
            execution = "followed",
        })));
        Assert.Equal(0, turn["turn"]!.GetValue<int>());
        await ApiHost.Created(PostAsync(id, "outcomes", """{"idempotencyKey":"o1","metric":"converted","value":1,"final":true}"""));
        await ApiHost.Ok(PostAsync(id, "close", """{"idempotencyKey":"c1"}"""));

        var row = await ApiHost.Ok(_client.GetAsync($"/api/v1/decisions/{decisionId}"));
        Assert.Equal(decision["action"]!["key"]!.GetValue<string>(), row["action"]!["key"]!.GetValue<string>());
        Assert.Equal(0.5, row["assignmentProbability"]!.GetValue<double>());
        Assert.Contains(row["context"]!.AsArray(), slot => slot!["key"]?.GetValue<string>() == "segment" && slot["word"]?.GetValue<string>() == "loyal");
        Assert.DoesNotContain("minor", row.ToJsonString(), StringComparison.Ordinal);
        var replay = await ApiHost.Ok(_client.GetAsync($"/api/v1/decisions/{decisionId}/replay"));
        Assert.True(replay["identical"]!.GetValue<bool>(), replay.ToJsonString());
        Assert.Null(replay["firstDifference"]);

        _host.Studio.Metrics.Advance();
        var results = await ApiHost.Ok(_client.GetAsync("/api/v1/experiments/first/results"));
        Assert.False(results["simulated"]!.GetValue<bool>());
        var arm = results["arms"]!.AsArray().Single(a => a!["key"]!.GetValue<string>() == decision["arm"]!.GetValue<string>())!;
        Assert.Equal((1, 1, 1, 0), (arm["conversations"]!.GetValue<int>(), arm["finished"]!.GetValue<int>(), arm["conversions"]!.GetValue<int>(), arm["pending"]!.GetValue<int>()));
        // Wilson, n = 1, one success, z = 1.959964: low = (1 + z²/2 − z²/2) / (1 + z²) = 1 / (1 + z²) = 0.2065.
        Assert.Equal(0.2065, arm["conversionLow"]!.GetValue<double>(), 4);
    }

    [Fact]
    public async Task RepeatedRequests_GetTheStoredBytesAlsoWhileInFlight()
    {
        var id = await _host.OpenAsync(_client);
        foreach (var (path, body) in new[]
        {
            ($"/api/v1/playbooks/{ApiHost.Playbook}/conversations", """{"idempotencyKey":"same","customerKey":"c","channel":"web"}"""),
            ($"/api/v1/conversations/{id}/turns", """{"idempotencyKey":"same-turn","speaker":"customer","acts":["answer"]}"""),
            ($"/api/v1/conversations/{id}/decisions", """{"idempotencyKey":"same-decision"}"""),
            ($"/api/v1/conversations/{id}/outcomes", """{"idempotencyKey":"same-outcome","metric":"value","value":3}"""),
            ($"/api/v1/conversations/{id}/close", """{"idempotencyKey":"same-close"}"""),
        })
        {
            var before = _host.Studio.Log.LastSequence;
            var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
            {
                using var response = await _client.PostAsync(path, ApiHost.Text(body));
                Assert.True(response.IsSuccessStatusCode, $"{path} {response.StatusCode}");
                return (Replay: response.Headers.Contains("Idempotent-Replay"), Text: await response.Content.ReadAsStringAsync());
            }));
            Assert.Single(answers.Select(a => a.Text).Distinct(StringComparer.Ordinal));
            Assert.Equal(11, answers.Count(a => a.Replay));
            // One entry each; the first decision of a conversation brings its assignment.
            Assert.Equal(before + (path.EndsWith("decisions", StringComparison.Ordinal) ? 2 : 1), _host.Studio.Log.LastSequence);
        }
    }

    [Fact]
    public async Task KeyWithAnotherBody_OrForAnotherOperation_Answers409()
    {
        var id = await _host.OpenAsync(_client);
        await ApiHost.Created(PostAsync(id, "turns", """{"idempotencyKey":"k","speaker":"customer","acts":["answer"]}"""));
        await ApiHost.ProblemAsync(PostAsync(id, "turns", """{"idempotencyKey":"k","speaker":"customer","acts":[]}"""), HttpStatusCode.Conflict);
        await ApiHost.ProblemAsync(PostAsync(id, "decisions", """{"idempotencyKey":"k"}"""), HttpStatusCode.Conflict);
        var open = $"/api/v1/playbooks/{ApiHost.Playbook}/conversations";
        await ApiHost.Created(_client.PostAsync(open, ApiHost.Text("""{"idempotencyKey":"k","customerKey":"c","channel":"web"}""")));
        await ApiHost.ProblemAsync(_client.PostAsync(open, ApiHost.Text("""{"idempotencyKey":"k","customerKey":"d","channel":"web"}""")), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task ClosedConversation_TakesOutcomesOnly()
    {
        var id = await _host.OpenAsync(_client);
        await ApiHost.Ok(PostAsync(id, "close", """{"idempotencyKey":"c"}"""));
        await ApiHost.ProblemAsync(PostAsync(id, "turns", """{"idempotencyKey":"t","speaker":"customer","acts":[]}"""), HttpStatusCode.Conflict);
        await ApiHost.ProblemAsync(PostAsync(id, "decisions", """{"idempotencyKey":"d"}"""), HttpStatusCode.Conflict);
        await ApiHost.ProblemAsync(PostAsync(id, "close", """{"idempotencyKey":"c2"}"""), HttpStatusCode.Conflict);
        await ApiHost.Created(PostAsync(id, "outcomes", """{"idempotencyKey":"o","metric":"value","value":2}"""));
    }

    [Fact]
    public async Task TwoDecisionsAtOnce_AreSerialised()
    {
        var id = await _host.OpenAsync(_client);
        var decisions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _host.DecideAsync(_client, id)));
        Assert.Equal(8, decisions.Select(d => d["decisionId"]!.GetValue<Guid>()).Distinct().Count());
        var sequences = new List<long>();
        foreach (var decision in decisions)
        {
            var row = await ApiHost.Ok(_client.GetAsync($"/api/v1/decisions/{decision["decisionId"]}"));
            Assert.True(row["stateSequence"]!.GetValue<long>() < row["sequence"]!.GetValue<long>());
            sequences.Add(row["stateSequence"]!.GetValue<long>());
        }

        // Each saw the one before it, so no two were made from the same state.
        Assert.Equal(8, sequences.Distinct().Count());
    }

    [Fact]
    public async Task UnknownIds_Answer404()
    {
        var none = Guid.NewGuid();
        await ApiHost.ProblemAsync(PostAsync(none, "turns", """{"idempotencyKey":"t","speaker":"customer","acts":[]}"""), HttpStatusCode.NotFound);
        await ApiHost.ProblemAsync(PostAsync(none, "decisions", """{"idempotencyKey":"t"}"""), HttpStatusCode.NotFound);
        await ApiHost.ProblemAsync(PostAsync(none, "outcomes", """{"idempotencyKey":"t","metric":"value","value":1}"""), HttpStatusCode.NotFound);
        await ApiHost.ProblemAsync(PostAsync(none, "close", """{"idempotencyKey":"t"}"""), HttpStatusCode.NotFound);
        await ApiHost.ProblemAsync(_client.PostAsync("/api/v1/playbooks/none/conversations", ApiHost.Text("""{"idempotencyKey":"t","customerKey":"c","channel":"web"}""")), HttpStatusCode.NotFound);
        foreach (var path in new[] { $"decisions/{none}", $"decisions/{none}/replay", "experiments/none", "experiments/none/results", $"jobs/{none}", $"imports/{none}", $"keys/{none}", "playbooks/none", $"playbooks/{ApiHost.Playbook}/actions/none", $"playbooks/{ApiHost.Playbook}/facts/none" })
            await ApiHost.ProblemAsync(_client.GetAsync($"/api/v1/{path}"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task BlockedAction_NamesItsRuleAndNoProtectedValue()
    {
        var rules = _host.Services.GetRequiredService<RuleService>();
        var (author, reviewer) = (Actor.Person("c", "Carl", [Roles.ComplianceOfficer]), Actor.Person("r", "Rita", [Roles.ComplianceOfficer]));
        var rule = await rules.CreateAsync(author, ApiHost.Playbook, "adults-only", new RuleWriting("Never say recommend when minor is true."));
        rule = await rules.SubmitAsync(author, ApiHost.Playbook, "adults-only", rule.Revision);
        rule = await rules.ApproveAsync(reviewer, ApiHost.Playbook, "adults-only", rule.Revision);
        await rules.PutInForceAsync(reviewer, ApiHost.Playbook, "adults-only", rule.Revision);
        var opened = await ApiHost.Created(_client.PostAsync($"/api/v1/playbooks/{ApiHost.Playbook}/conversations", ApiHost.Text("""{"idempotencyKey":"minor","customerKey":"c","channel":"web","facts":{"minor":true}}""")));
        var decision = await _host.DecideAsync(_client, opened["conversationId"]!.GetValue<Guid>());
        Assert.Equal("adults-only", decision["blocked"]!.AsArray().Single(b => b!["action"]!.GetValue<string>() == "recommend-gold")!["rule"]!.GetValue<string>());
        Assert.DoesNotContain(decision["eligible"]!.AsArray(), e => e!["action"]!.GetValue<string>() == "recommend-gold");
        var row = await ApiHost.Ok(_client.GetAsync($"/api/v1/decisions/{decision["decisionId"]}"));
        Assert.Equal("recommend-gold", row["blocked"]![0]!["action"]!.GetValue<string>());
        Assert.DoesNotContain(row["context"]!.AsArray(), slot => slot!["key"]?.GetValue<string>() == "minor");
    }

    private Task<HttpResponseMessage> PostAsync(Guid id, string what, string body) => _client.PostAsync($"/api/v1/conversations/{id}/{what}", ApiHost.Text(body));
}
