using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Web.Tests.Api;

public sealed class ManageEndpointsTests : IAsyncLifetime
{
    private const string Playbook = $"/api/v1/playbooks/{ApiHost.Playbook}";
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
    public async Task Key_IsShownOnceAndEndsWithItsRevocation()
    {
        var made = await ApiHost.Created(_client.PostAsync("/api/v1/keys", ApiHost.Text("""{"name":"Widget","scopes":["decide","report"]}""")));
        var (secret, id) = (made["secret"]!.GetValue<string>(), made["key"]!["id"]!.GetValue<string>());
        Assert.Equal(["decide", "report"], made["key"]!["scopes"]!.AsArray().Select(s => s!.GetValue<string>()));
        Assert.DoesNotContain(secret, (await ApiHost.Ok(_client.GetAsync("/api/v1/keys"))).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, (await ApiHost.Ok(_client.GetAsync($"/api/v1/keys/{id}"))).ToJsonString(), StringComparison.Ordinal);
        using var widget = _host.Client(secret);
        await _host.OpenAsync(widget);
        await ApiHost.Ok(_client.DeleteAsync($"/api/v1/keys/{id}"));
        await ApiHost.ProblemAsync(widget.GetAsync("/api/v1/playbooks"), HttpStatusCode.Unauthorized);
        await ApiHost.ProblemAsync(_client.DeleteAsync($"/api/v1/keys/{id}"), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Key_GivesNoMoreScopesThanItHas()
    {
        using var manager = _host.Client(await _host.KeyAsync(Application.Keys.KeyScopes.Manage));
        await ApiHost.ProblemAsync(manager.PostAsync("/api/v1/keys", ApiHost.Text("""{"name":"n","scopes":["decide"]}""")), HttpStatusCode.Forbidden);
        await ApiHost.Created(manager.PostAsync("/api/v1/keys", ApiHost.Text("""{"name":"n","scopes":["manage"]}""")));
    }

    [Fact]
    public async Task Policy_ThatLearns_IsMadeListedAndUsableInAnExperiment()
    {
        var made = await ApiHost.Created(_client.PostAsync($"{Playbook}/policies", ApiHost.Text(
            """{"id":"curious","name":"Curious","kind":"linear-bandit","exploration":"thompson-sampling","expectedConversion":0.03}""")));
        Assert.Equal(("linear-bandit", 0.02, "thompson-sampling", 0.03), (
            made["kind"]!.GetValue<string>(), made["floor"]!.GetValue<double>(), made["learner"]!["exploration"]!.GetValue<string>(),
            made["learner"]!["expectedConversion"]!.GetValue<double>()));
        var listed = (await ApiHost.Ok(_client.GetAsync($"{Playbook}/policies"))).AsArray();
        Assert.Null(listed.Single(p => p!["id"]!.GetValue<string>() == "uniform")!["learner"]);
        Assert.Equal(made.ToJsonString(), listed.Single(p => p!["id"]!.GetValue<string>() == "curious")!.ToJsonString());
        await ApiHost.ProblemAsync(_client.GetAsync("/api/v1/playbooks/none/policies"), HttpStatusCode.NotFound);
        await ApiHost.Created(_client.PostAsync($"{Playbook}/experiments", ApiHost.Text(
            """{"key":"curiosity","name":"c","hypothesis":"h","arms":[{"key":"a","name":"a","policy":"uniform","share":1,"control":true},{"key":"b","name":"b","policy":"curious","share":1}]}""")));
    }

    [Fact]
    public async Task Edit_OfAnOlderVersion_Answers409WithTheNewOne()
    {
        const string edit = """{"acts":["ask"],"utterance":"May I ask?","version":1}""";
        var edited = await ApiHost.Ok(_client.PutAsync($"{Playbook}/actions/ask-budget", ApiHost.Text(edit)));
        Assert.Equal((2, "May I ask?"), (edited["version"]!.GetValue<int>(), edited["utterance"]!.GetValue<string>()));
        var problem = await ApiHost.ProblemAsync(_client.PutAsync($"{Playbook}/actions/ask-budget", ApiHost.Text(edit)), HttpStatusCode.Conflict);
        Assert.Equal(2, problem["currentVersion"]!.GetValue<int>());
    }

    [Fact]
    public async Task Archive_Twice_Answers409()
    {
        Assert.True((await ApiHost.Ok(_client.DeleteAsync($"{Playbook}/actions/ask-budget")))["archived"]!.GetValue<bool>());
        await ApiHost.ProblemAsync(_client.DeleteAsync($"{Playbook}/actions/ask-budget"), HttpStatusCode.Conflict);
        Assert.False((await ApiHost.Ok(_client.PostAsync($"{Playbook}/actions/ask-budget/restore", null)))["archived"]!.GetValue<bool>());
        Assert.True((await ApiHost.Ok(_client.DeleteAsync($"{Playbook}/facts/segment?version=1")))["archived"]!.GetValue<bool>());
        await ApiHost.ProblemAsync(_client.PostAsync($"{Playbook}/facts/segment/restore?version=1", null), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Experiment_GoesItsWayAndNoOther()
    {
        await ApiHost.ProblemAsync(_client.PostAsync("/api/v1/experiments/first/start", null), HttpStatusCode.Conflict);
        var conclusion = """{"arm":"control","learnings":"Nothing moved."}""";
        await ApiHost.ProblemAsync(_client.PostAsync("/api/v1/experiments/first/conclude", ApiHost.Text(conclusion)), HttpStatusCode.Conflict);
        await ApiHost.ProblemAsync(_client.PostAsync("/api/v1/experiments/first/stop", ApiHost.Text("""{"reason":" "}""")), HttpStatusCode.BadRequest);
        const string Why = """{"reason":"Seen enough."}""";
        foreach (var (verb, status, body) in new[] { ("pause", "paused", Why), ("resume", "running", null), ("stop", "stopped", Why), ("conclude", "concluded", conclusion) })
            Assert.Equal(status, (await ApiHost.Ok(_client.PostAsync($"/api/v1/experiments/first/{verb}", body is null ? null : ApiHost.Text(body))))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Results_OfAnExperimentThatNeverStarted_AreZeros()
    {
        await ApiHost.Created(_client.PostAsync($"{Playbook}/experiments", ApiHost.Text(
            """{"key":"draft","name":"Draft","hypothesis":"h","arms":[{"key":"a","name":"A","policy":"uniform","share":1,"control":true},{"key":"b","name":"B","policy":"uniform","share":1}]}""")));
        var results = await ApiHost.Ok(_client.GetAsync("/api/v1/experiments/draft/results"));
        Assert.Equal(("draft", 0), (results["status"]!.GetValue<string>(), results["sequence"]!.GetValue<int>()));
        Assert.All(results["arms"]!.AsArray(), arm =>
        {
            Assert.Equal(0, arm!["conversations"]!.GetValue<int>());
            Assert.Null(arm["conversion"]);
            Assert.Equal((0.0, 1.0), (arm["conversionLow"]!.GetValue<double>(), arm["conversionHigh"]!.GetValue<double>()));
        });
    }

    [Fact]
    public async Task ActionsAndFacts_AddedAndArchivedUnderTraffic_FailNoDecision()
    {
        using var stop = new CancellationTokenSource();
        var traffic = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var decided = 0;
            while (!stop.IsCancellationRequested || decided < 10)
            {
                var id = await _host.OpenAsync(_client);
                await _host.DecideAsync(_client, id);
                decided++;
            }

            return decided;
        })).ToList();
        for (var round = 0; round < 5; round++)
        {
            await ApiHost.Created(_client.PostAsync($"{Playbook}/actions", ApiHost.Json(new { key = $"extra-{round}", acts = new[] { "ask", "recommend" } })));
            await ApiHost.Created(_client.PostAsync($"{Playbook}/facts", ApiHost.Json(new { key = $"fact-{round}", type = "number", usages = new[] { "policy" } })));
            await ApiHost.Ok(_client.DeleteAsync($"{Playbook}/actions/extra-{round}"));
            await ApiHost.Ok(_client.DeleteAsync($"{Playbook}/facts/segment"));
            await ApiHost.Ok(_client.PostAsync($"{Playbook}/facts/segment/restore", null));
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(traffic), decided => Assert.True(decided >= 10));
    }

    [Theory, InlineData("application/x-ndjson"), InlineData("application/gzip"), InlineData("multipart/form-data")]
    public async Task Import_OfEachType_IsReadByItsJob(string type)
    {
        const string line = """{"conversation_id":"c1","turns":[{"speaker":"agent","acts":["greet"]},{"speaker":"customer","acts":["answer"]}],"outcome":{"converted":true}}""";
        var bytes = Encoding.UTF8.GetBytes(line + "\nnot json\n");
        HttpContent content = new ByteArrayContent(type == "application/gzip" ? Gzip(bytes) : bytes);
        if (type == "multipart/form-data")
            content = new MultipartFormDataContent { { content, "file", "chats.jsonl" } };
        else
            content.Headers.ContentType = new MediaTypeHeaderValue(type);
        var ended = new TaskCompletionSource<Application.Jobs.Job>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = _host.Services.GetRequiredService<Application.Jobs.JobService>().Subscribe(job => _ = job.HasEnded && ended.TrySetResult(job));
        var started = await ApiHost.ReadAsync(_client.PostAsync("/api/v1/imports", content), HttpStatusCode.Accepted);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var job = await ApiHost.Ok(_client.GetAsync($"/api/v1/jobs/{started["jobId"]}"));
        Assert.Equal("done", job["state"]!.GetValue<string>());
        var import = await ApiHost.Ok(_client.GetAsync($"/api/v1/imports/{started["importId"]}"));
        var bad = import["firstBadLines"]!.AsArray();
        Assert.True(bad.Count == 1, import.ToJsonString());
        Assert.Equal(2, bad[0]!["line"]!.GetValue<int>());
        Assert.Equal("done", import["state"]!.GetValue<string>());
        await ApiHost.ReadAsync(_client.DeleteAsync($"/api/v1/jobs/{started["jobId"]}"), HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Import_AboveTheLimit_Answers413()
    {
        await using var host = ApiHost.Start(("Imports:MaximumBytes", "1000"));
        using var client = host.Client();
        using var content = new ByteArrayContent(new byte[2000]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/gzip");
        await ApiHost.ProblemAsync(client.PostAsync("/api/v1/imports", content), HttpStatusCode.RequestEntityTooLarge);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
