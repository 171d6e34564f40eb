using System.Net;
using System.Text.Json.Nodes;

namespace ConvoStudio.Web.Tests.Api;

public sealed class ExperimentEndpointsTests : IAsyncLifetime
{
    private const string Create = $"/api/v1/playbooks/{ApiHost.Playbook}/experiments";
    private const string Arms = """[{"key":"a","name":"A","policy":"uniform","share":1,"control":true},{"key":"b","name":"B","policy":"uniform","share":1}]""";
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
    public async Task Create_WithAPlan_ComesBackInTheSameWords()
    {
        const string plan = """{"metric":"engagement","leastEffect":0.03,"alpha":0.1,"unit":"customer","audience":[{"fact":"segment","test":"is-one-of","values":["loyal"]},{"fact":"channel","test":"is-known"}],"traffic":0.5,"layer":"offers","guardrails":[{"metric":"conversion","margin":0.02,"effect":"pause-arm"}],"allocation":{"floor":0.1,"ceiling":0.7,"controlShare":0.3,"burnIn":50,"every":25,"exposureBudget":1000,"purpose":"lose-least"}}""";
        var made = await MakeAsync("planned", plan);
        var view = made["plan"]!;
        Assert.Equal(
            ("engagement", 0.03, 0.1, "customer", 0.5, "offers"),
            (Word(view, "metric"), Number(view, "leastEffect"), Number(view, "alpha"), Word(view, "unit"), Number(view, "traffic"), Word(view, "layer")));
        Assert.Equal("""[{"fact":"segment","test":"is-one-of","values":["loyal"]},{"fact":"channel","test":"is-known","values":[]}]""", view["audience"]!.ToJsonString());
        Assert.Equal("""[{"metric":"conversion","margin":0.02,"effect":"pause-arm","harm":"falls","limit":"control"}]""", view["guardrails"]!.ToJsonString());
        Assert.Equal(
            (0.1, 0.7, 0.3, 50, 25, 1000),
            (Number(view["allocation"]!, "floor"), Number(view["allocation"]!, "ceiling"), Number(view["allocation"]!, "controlShare"), Number(view["allocation"]!, "burnIn"), Number(view["allocation"]!, "every"), Number(view["allocation"]!, "exposureBudget")));
        Assert.Equal(("lose-least", 0.5), (Word(view["allocation"]!, "purpose"), Number(view["allocation"]!, "topShare")));
        Assert.Equal(made.ToJsonString(), (await ApiHost.Ok(_client.GetAsync("/api/v1/experiments/planned"))).ToJsonString());
    }

    [Fact]
    public async Task Create_WithACapAndGuardrailsThatMustNotRise_ComesBackInTheSameWords()
    {
        const string plan = """{"metric":"value","leastEffect":5,"cap":500,"guardrails":[{"metric":"hand-over","margin":0.02},{"metric":"conversion","margin":0.08,"limit":"fixed"},{"metric":"opt-out","margin":0.01,"harm":"rises","limit":"fixed","effect":"pause-arm"}]}""";
        var view = (await MakeAsync("capped", plan))["plan"]!;
        Assert.Equal(500, Number(view, "cap"));
        Assert.Equal(
            ["hand-over rises control pause-experiment", "conversion falls fixed pause-experiment", "opt-out rises fixed pause-arm"],
            view["guardrails"]!.AsArray().Select(g => $"{Word(g!, "metric")} {Word(g!, "harm")} {Word(g!, "limit")} {Word(g!, "effect")}"));
    }

    [Fact]
    public async Task Create_WithoutAPlan_HasTheUsualOne()
    {
        var plan = (await MakeAsync("plain", null))["plan"]!;
        Assert.Equal(("conversion", 0.02, "conversation", 1.0, "main"), (Word(plan, "metric"), Number(plan, "leastEffect"), Word(plan, "unit"), Number(plan, "traffic"), Word(plan, "layer")));
        Assert.Null(plan["allocation"]);
    }

    [Theory]
    [InlineData("""{"traffic":1.5}""", "plan.traffic")]
    [InlineData("""{"traffic":0}""", "plan.traffic")]
    [InlineData("""{"leastEffect":0,"alpha":0.6}""", "plan.alpha plan.leastEffect")]
    [InlineData("""{"metric":"luck"}""", "plan.metric")]
    [InlineData("""{"audience":[{"fact":"minor","test":"is-one-of","values":["true"]}]}""", "plan.audience[0]")]
    [InlineData("""{"audience":[{"fact":"channel","test":"is-known"},{"fact":"none","test":"at-least","values":["x"]}]}""", "plan.audience[1]")]
    [InlineData("""{"guardrails":[{"metric":"conversion","margin":0,"effect":"pause-arm"}]}""", "plan.guardrails[0]")]
    [InlineData("""{"guardrails":[{"margin":0.1}]}""", "plan.guardrails[0]")]
    [InlineData("""{"allocation":{"floor":0.9,"ceiling":0.95,"controlShare":0.5}}""", "plan.allocation")]
    [InlineData("""{"allocation":{"controlShare":1}}""", "plan.allocation plan.allocation.controlShare")]
    [InlineData("""{"layer":"Not a key"}""", "plan.layer")]
    [InlineData("""{"cap":500}""", "plan.cap")]
    [InlineData("""{"metric":"complaint"}""", "plan.metric")]
    [InlineData("""{"guardrails":[{"metric":"complaint","margin":1,"limit":"fixed"}]}""", "plan.guardrails[0]")]
    public async Task Create_WrongPlan_NamesThePlace(string plan, string fields)
    {
        var problem = await ApiHost.ProblemAsync(_client.PostAsync(Create, Body("wrong", plan)), HttpStatusCode.BadRequest);
        Assert.Equal(fields.Split(' '), problem["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Create_ArmWithoutPolicy_NamesTheArm()
    {
        const string arms = """[{"key":"a","name":"A","policy":"uniform","share":1,"control":true},{"key":"b","name":"B","share":1}]""";
        var problem = await ApiHost.ProblemAsync(_client.PostAsync(Create, ApiHost.Text($$"""{"key":"w","name":"W","hypothesis":"h","arms":{{arms}}}""")), HttpStatusCode.BadRequest);
        Assert.Equal("Choose a policy.", problem["errors"]!["arms[1].policy"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task Put_ADraft_WritesItAnew_AndAnOlderVersionIsAConflict()
    {
        await MakeAsync("draft", null);
        var edited = await ApiHost.Ok(_client.PutAsync("/api/v1/experiments/draft", Edit(1, """{"traffic":0.25}""")));
        Assert.Equal((0.25, "Anew", 2), (Number(edited["plan"]!, "traffic"), Word(edited, "name"), (int)Number(edited, "version")));
        var problem = await ApiHost.ProblemAsync(_client.PutAsync("/api/v1/experiments/draft", Edit(1, "{}")), HttpStatusCode.Conflict);
        Assert.Equal(2, problem["currentVersion"]!.GetValue<int>());
        await ApiHost.ProblemAsync(_client.PutAsync("/api/v1/experiments/none", Edit(1, "{}")), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Put_ARunningOne_NamesTheClone()
    {
        var version = (int)Number(await ApiHost.Ok(_client.GetAsync("/api/v1/experiments/first")), "version");
        var problem = await ApiHost.ProblemAsync(_client.PutAsync("/api/v1/experiments/first", Edit(version, "{}")), HttpStatusCode.Conflict);
        Assert.Contains("Clone it", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_LayerTakenByAnother_IsRefusedByName_AndTheChecklistSaidSo()
    {
        await MakeAsync("second", null);
        var room = (await ApiHost.Ok(_client.GetAsync("/api/v1/experiments/second/launch-checklist"))).AsArray().Single(line => Word(line!, "question") == "room")!;
        Assert.Equal("blocks", Word(room, "state"));
        var problem = await ApiHost.ProblemAsync(_client.PostAsync("/api/v1/experiments/second/start", null), HttpStatusCode.Conflict);
        Assert.Contains("First has the rest", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        await ApiHost.Ok(_client.PostAsync("/api/v1/experiments/first/traffic", ApiHost.Text("""{"traffic":0.4}""")));
        await ApiHost.ProblemAsync(_client.PostAsync("/api/v1/experiments/second/start", null), HttpStatusCode.Conflict);
        await ApiHost.Ok(_client.PostAsync("/api/v1/experiments/second/traffic", ApiHost.Text("""{"traffic":0.6}""")));
        Assert.Equal("running", Word(await ApiHost.Ok(_client.PostAsync("/api/v1/experiments/second/start", null)), "status"));
        var full = await ApiHost.ProblemAsync(_client.PostAsync("/api/v1/experiments/first/traffic", ApiHost.Text("""{"traffic":0.5}""")), HttpStatusCode.BadRequest);
        Assert.NotNull(full["errors"]!["traffic"]);
    }

    [Fact]
    public async Task Tester_IsShownByNoteAlone_AndCanBeRemoved()
    {
        const string tester = """{"customerKey":"customer-7","arm":"treatment","note":"Mara"}""";
        var added = await ApiHost.Ok(_client.PostAsync("/api/v1/experiments/first/testers", ApiHost.Text(tester)));
        Assert.DoesNotContain("customer-7", added.ToJsonString(), StringComparison.Ordinal);
        var one = Assert.Single(added["plan"]!["testers"]!.AsArray())!;
        Assert.Equal(("Mara", "treatment"), (Word(one, "note"), Word(one, "arm")));
        var again = await ApiHost.ProblemAsync(_client.PostAsync("/api/v1/experiments/first/testers", ApiHost.Text(tester)), HttpStatusCode.BadRequest);
        Assert.NotNull(again["errors"]!["customerKey"]);
        var removed = await ApiHost.Ok(_client.DeleteAsync($"/api/v1/experiments/first/testers/{Word(one, "id")}"));
        Assert.Empty(removed["plan"]!["testers"]!.AsArray());
        await ApiHost.ProblemAsync(_client.DeleteAsync($"/api/v1/experiments/first/testers/{Word(one, "id")}"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Arms_OfFixedShares_AreRefusedWithTheSafeWay_AndTheControlNeverGoes()
    {
        const string third = """{"key":"c","name":"C","policy":"uniform","share":1}""";
        var refused = await ApiHost.ProblemAsync(_client.PostAsync("/api/v1/experiments/first/arms", ApiHost.Text(third)), HttpStatusCode.Conflict);
        Assert.Contains("Clone it", refused["detail"]!.GetValue<string>(), StringComparison.Ordinal);

        await MakeAsync("bandit", """{"allocation":{},"layer":"other"}""");
        Assert.Equal(3, (await ApiHost.Ok(_client.PostAsync("/api/v1/experiments/bandit/arms", ApiHost.Text(third))))["arms"]!.AsArray().Count);
        const string why = """{"reason":"Clearly worse."}""";
        var control = await ApiHost.ProblemAsync(_client.PostAsync("/api/v1/experiments/bandit/arms/a/retire", ApiHost.Text(why)), HttpStatusCode.Conflict);
        Assert.Contains("The control cannot be retired", control["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        await ApiHost.ProblemAsync(_client.PostAsync("/api/v1/experiments/bandit/arms/none/retire", ApiHost.Text(why)), HttpStatusCode.NotFound);
        var retired = (await ApiHost.Ok(_client.PostAsync("/api/v1/experiments/bandit/arms/b/retire", ApiHost.Text(why))))["arms"]!.AsArray().Single(arm => Word(arm!, "key") == "b")!;
        Assert.Equal((true, "Clearly worse."), (retired["retired"]!.GetValue<bool>(), Word(retired, "retiredReason")));
        await ApiHost.ProblemAsync(_client.PostAsync("/api/v1/experiments/bandit/arms/c/retire", ApiHost.Text(why)), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Notes_AndConclusion_StayWithTheExperiment()
    {
        var noted = await ApiHost.Ok(_client.PostAsync("/api/v1/experiments/first/notes", ApiHost.Text("""{"text":"The campaign began.","at":"2026-01-02T03:04:05Z"}""")));
        var note = Assert.Single(noted["notes"]!.AsArray())!;
        Assert.Equal(("The campaign began.", DateTimeOffset.Parse("2026-01-02T03:04:05Z", System.Globalization.CultureInfo.InvariantCulture)), (Word(note, "text"), note["at"]!.GetValue<DateTimeOffset>()));
        var empty = await ApiHost.ProblemAsync(_client.PostAsync("/api/v1/experiments/first/notes", ApiHost.Text("{}")), HttpStatusCode.BadRequest);
        Assert.NotNull(empty["errors"]!["text"]);

        var stopped = await ApiHost.Ok(_client.PostAsync("/api/v1/experiments/first/stop", ApiHost.Text("""{"reason":"Seen enough."}""")));
        Assert.Equal("Seen enough.", Word(stopped, "statusReason"));
        var against = await ApiHost.ProblemAsync(_client.PostAsync("/api/v1/experiments/first/conclude", ApiHost.Text("""{"arm":"treatment","learnings":"l"}""")), HttpStatusCode.BadRequest);
        Assert.NotNull(against["errors"]!["reason"]);
        var concluded = await ApiHost.Ok(_client.PostAsync("/api/v1/experiments/first/conclude", ApiHost.Text("""{"arm":"treatment","learnings":"l","reason":"The board wants it."}""")));
        Assert.Equal(("treatment", "not-enough-evidence", true), (Word(concluded["conclusion"]!, "arm"), Word(concluded["conclusion"]!, "verdict"), concluded["conclusion"]!["againstVerdict"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Segments_AsJsonAndCsv_HoldTheSameRows_AndOfferNoProtectedFact()
    {
        await new LiveTraffic(_host.Studio, ApiHost.Playbook).PlayAsync(120, (number, _) => number % 3 == 0, number => number % 40 == 0 ? "kiosk" : "web");
        var view = await ApiHost.Ok(_client.GetAsync("/api/v1/experiments/first/segments"));
        Assert.Equal(("channel", "control", "treatment", "conversion"), (Word(view, "by"), Word(view, "control"), Word(view, "treatment"), Word(view, "metric")));
        var rows = view["segments"]!.AsArray();
        Assert.Equal(["is:kiosk", "is:web"], rows.Select(row => Word(row!, "segment")));
        Assert.True(rows[0]!["tooFew"]!.GetValue<bool>());
        Assert.Null(rows[0]!["controlConversations"]);
        Assert.Equal(117, Number(rows[1]!, "controlConversations") + Number(rows[1]!, "treatmentConversations"));
        Assert.InRange(Number(rows[1]!, "lift"), Number(rows[1]!, "liftLow"), Number(rows[1]!, "liftHigh"));

        var csv = await (await _client.GetAsync("/api/v1/experiments/first/segments?format=csv")).EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("first,channel,is:kiosk,,,control,treatment,1,,,", lines[1], StringComparison.Ordinal);

        Assert.Equal("segment", Word(await ApiHost.Ok(_client.GetAsync("/api/v1/experiments/first/segments?by=segment")), "by"));
        var problem = await ApiHost.ProblemAsync(_client.GetAsync("/api/v1/experiments/first/segments?by=minor&arm=control&format=xml"), HttpStatusCode.BadRequest);
        Assert.Equal(["arm", "by", "format"], problem["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("minor", problem["errors"]!["by"]!.ToJsonString(), StringComparison.Ordinal);
        await ApiHost.ProblemAsync(_client.GetAsync("/api/v1/experiments/none/segments"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Segments_OfADraft_AreNone()
    {
        await MakeAsync("quiet", null);
        var view = await ApiHost.Ok(_client.GetAsync("/api/v1/experiments/quiet/segments"));
        Assert.Equal((0, 0.0), (view["segments"]!.AsArray().Count, Number(view, "sequence")));
    }

    private Task<JsonNode> MakeAsync(string key, string? plan) => ApiHost.Created(_client.PostAsync(Create, Body(key, plan)));

    private static StringContent Body(string key, string? plan) =>
        ApiHost.Text($$"""{"key":"{{key}}","name":"{{key}}","hypothesis":"h","arms":{{Arms}}{{(plan is null ? "" : $",\"plan\":{plan}")}}}""");

    private static StringContent Edit(int version, string plan) =>
        ApiHost.Text($$"""{"name":"Anew","hypothesis":"h","arms":{{Arms}},"plan":{{plan}},"version":{{version}}}""");

    private static string Word(JsonNode node, string field) => node[field]!.GetValue<string>();

    private static double Number(JsonNode node, string field) => node[field]!.GetValue<double>();
}
