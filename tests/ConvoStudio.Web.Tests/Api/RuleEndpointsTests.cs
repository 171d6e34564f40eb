using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Web.Tests.Api;

public sealed class RuleEndpointsTests : IAsyncLifetime
{
    private const string Rules = $"/api/v1/playbooks/{ApiHost.Playbook}/rules";
    private const string Sentence = "Before recommend the agent must have said ask.";
    private static readonly IActor Rita = Actor.Person("r", "Rita", [Roles.ComplianceOfficer]);
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
    public async Task Road_KeyWritesAndSubmits_APersonApproves_AndTheDecisionIsBlocked()
    {
        var added = await ApiHost.Created(_client.PostAsync(Rules, ApiHost.Json(new { key = "ask-first", sentence = "before recommend the agent must have said greet." })));
        Assert.Equal("draft", added["status"]!.GetValue<string>());
        var edited = await ApiHost.Ok(_client.PutAsync($"{Rules}/ask-first", ApiHost.Json(new { sentence = Sentence, version = added["version"]!.GetValue<int>() })));
        var conflict = await ApiHost.ProblemAsync(_client.PutAsync($"{Rules}/ask-first", ApiHost.Json(new { sentence = Sentence, version = 1 })), HttpStatusCode.Conflict);
        Assert.Equal(2, conflict["currentVersion"]!.GetValue<int>());
        var submitted = await ApiHost.Ok(_client.PostAsync($"{Rules}/ask-first/submit", ApiHost.Json(new { version = edited["version"]!.GetValue<int>() })));
        var service = _host.Services.GetRequiredService<RuleService>();
        var rule = await service.ApproveAsync(Rita, ApiHost.Playbook, "ask-first", submitted["version"]!.GetValue<int>());
        rule = await service.PutInForceAsync(Rita, ApiHost.Playbook, "ask-first", rule.Revision);
        var decision = await _host.DecideAsync(_client, await _host.OpenAsync(_client));
        var blocked = decision["blocked"]!.AsArray().Single()!;
        Assert.Equal(("recommend-gold", "ask-first", 1), (blocked["action"]!.GetValue<string>(), blocked["rule"]!.GetValue<string>(), blocked["version"]!.GetValue<int>()));
        Assert.StartsWith(Sentence, blocked["sentence"]!.GetValue<string>(), StringComparison.Ordinal);
        var replay = await ApiHost.Ok(_client.GetAsync($"/api/v1/decisions/{decision["decisionId"]}/replay"));
        Assert.True(replay["identical"]!.GetValue<bool>());
        await ApiHost.ProblemAsync(_client.DeleteAsync($"{Rules}/ask-first?version={rule.Revision}"), HttpStatusCode.Forbidden);
        var detail = await ApiHost.Ok(_client.GetAsync($"{Rules}/ask-first"));
        Assert.Contains(detail["steps"]!.AsArray(), s => s!["status"]?.GetValue<string>() == "in-force" && s["by"]!.GetValue<string>() == "Rita");
        var list = await ApiHost.Ok(_client.GetAsync($"{Rules}?status=in-force&text=recommend"));
        Assert.Equal((1, 1), (list["total"]!.GetValue<int>(), list["rules"]![0]!["inForce"]!.GetValue<int>()));
        await ApiHost.ProblemAsync(_client.GetAsync($"{Rules}?status=odd"), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Check_GivesTheTreeAndBack_OrThePlaceOfTheMistake()
    {
        var good = await CheckAsync(new { sentence = "never say ask or recommend when minor is true, as in \"Act 7\"." });
        Assert.Equal("Never say ask or recommend when minor is true, as in \"Act 7\".", good["sentence"]!.GetValue<string>());
        var again = await CheckAsync(new { document = good["document"] });
        Assert.Equal(good["sentence"]!.GetValue<string>(), again["sentence"]!.GetValue<string>());
        var bad = (await CheckAsync(new { sentence = "Never say ask wehn minor is true." }))["problems"]![0]!;
        Assert.Equal(15, bad["position"]!.GetValue<int>());
        Assert.Contains("Expected", bad["message"]!.GetValue<string>(), StringComparison.Ordinal);

        Task<JsonNode> CheckAsync(object body) => ApiHost.Ok(_client.PostAsync($"/api/v1/playbooks/{ApiHost.Playbook}/rule-check", ApiHost.Json(body)));
    }

    [Fact]
    public async Task Import_AllOrNothing_WithTheNumbersOfTheLines()
    {
        var bad = await ApiHost.ProblemAsync(ImportAsync("one: Never say ask.\ntwo: Never say shout."), HttpStatusCode.BadRequest);
        Assert.Equal(["line 2"], bad["errors"]!.AsObject().Select(e => e.Key));
        Assert.Equal(0, (await ApiHost.Ok(_client.GetAsync(Rules)))["total"]!.GetValue<int>());
        Assert.Equal(2, (await ApiHost.Created(ImportAsync("one: Never say ask.\ntwo: Never say greet.")))["drafts"]!.GetValue<int>());
        Assert.Equal(2, (await ApiHost.Ok(_client.GetAsync($"{Rules}?status=draft")))["total"]!.GetValue<int>());

        Task<HttpResponseMessage> ImportAsync(string text) =>
            _client.PostAsync($"/api/v1/playbooks/{ApiHost.Playbook}/rule-imports", new StringContent(text, Encoding.UTF8, "text/plain"));
    }

    [Fact]
    public async Task Verify_IsAJob_WhoseResultShowsTheShortestBreach()
    {
        await ApiHost.Created(_client.PostAsync(Rules, ApiHost.Json(new { key = "ask-first", sentence = Sentence })));
        var ended = new TaskCompletionSource<Job>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var told = _host.Services.GetRequiredService<JobService>().Subscribe(job =>
        {
            if (job.HasEnded)
                ended.TrySetResult(job);
        });
        var job = await ApiHost.ReadAsync(_client.PostAsync($"/api/v1/playbooks/{ApiHost.Playbook}/rule-verifications", ApiHost.Json(new { mode = "raw-policy", rules = "with-drafts" })), HttpStatusCode.Accepted);
        Assert.Equal(JobState.Done, (await ended.Task.WaitAsync(Xunit.TestContext.Current.CancellationToken)).State);
        var found = await ApiHost.Ok(_client.GetAsync($"/api/v1/rule-verifications/{job["id"]}"));
        Assert.Equal("breached", found["verdicts"]![0]!["verdict"]!.GetValue<string>());
        Assert.Equal("Agent: recommend (gold)", found["verdicts"]![0]!["conversation"]![0]!.GetValue<string>());
        await ApiHost.ProblemAsync(_client.GetAsync($"/api/v1/rule-verifications/{Guid.NewGuid()}"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Trace_IsJudged_AndAPreviewCountsDecisionsThatWereMade()
    {
        var judged = await ApiHost.Ok(_client.PostAsync($"/api/v1/playbooks/{ApiHost.Playbook}/rule-trace", ApiHost.Text(
            """{"sentence":"Before recommend the agent must have said ask.","events":[{"kind":"agent","at":"2026-11-02T09:00:00Z","acts":["ask"]},{"kind":"agent","at":"2026-11-02T09:01:00Z","acts":["recommend"]},{"kind":"agent","at":"2026-11-02T08:00:00Z","acts":["recommend"]}]}""")));
        Assert.Equal((2, "broken"), (judged.AsArray().Single()!["event"]!.GetValue<int>(), judged[0]!["answer"]!.GetValue<string>()));
        for (var i = 0; i < 3; i++)
            await _host.DecideAsync(_client, await _host.OpenAsync(_client));
        var preview = await ApiHost.Ok(_client.PostAsync($"/api/v1/playbooks/{ApiHost.Playbook}/rule-preview", ApiHost.Json(new { sentence = Sentence, last = 2 })));
        Assert.Equal((2, 2), (preview["decisions"]!.GetValue<int>(), preview["blocked"]!.GetValue<int>()));
        var hidden = await ApiHost.Ok(_client.PostAsync($"/api/v1/playbooks/{ApiHost.Playbook}/rule-preview", ApiHost.Json(new { sentence = "Never say recommend when minor is true." })));
        Assert.Equal(20, hidden["hiddenBelow"]!.GetValue<int>());
        Assert.Null(hidden["blocked"]);
    }

    [Fact]
    public async Task Consent_GivenInTheCourse_OpensTheGate()
    {
        var service = _host.Services.GetRequiredService<RuleService>();
        var writer = Actor.Person("c", "Carl", [Roles.ComplianceOfficer]);
        var rule = await service.CreateAsync(writer, ApiHost.Playbook, "gate", new RuleWriting("Say recommend only with consent for marketing."));
        rule = await service.SubmitAsync(writer, ApiHost.Playbook, "gate", rule.Revision);
        rule = await service.ApproveAsync(Rita, ApiHost.Playbook, "gate", rule.Revision);
        await service.PutInForceAsync(Rita, ApiHost.Playbook, "gate", rule.Revision);
        var id = await _host.OpenAsync(_client);
        Assert.Single((await _host.DecideAsync(_client, id))["blocked"]!.AsArray());
        await ApiHost.Created(_client.PostAsync($"/api/v1/conversations/{id}/consents", ApiHost.Json(new { idempotencyKey = "g", consents = new[] { new { purpose = "marketing", granted = true } } })));
        var after = await _host.DecideAsync(_client, id);
        Assert.Empty(after["blocked"]!.AsArray());
        Assert.True((await ApiHost.Ok(_client.GetAsync($"/api/v1/decisions/{after["decisionId"]}/replay")))["identical"]!.GetValue<bool>());
    }
}
