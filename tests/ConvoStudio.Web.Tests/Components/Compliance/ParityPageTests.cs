using System.Text.Json;
using Bunit;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Keys;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Compliance.Parity;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Components.Compliance;
using ConvoStudio.Web.Components.Home;

namespace ConvoStudio.Web.Tests.Components.Compliance;

public sealed class ParityPageTests : PageTest
{
    private const string Sentence = "The rate of hand-over between groups of ward differs by at most 0.1 with confidence 0.95 and at least 20 conversations per group.";
    private static readonly IActor Third = Actor.Person("third", "Lea Brandt", Roles.All);
    private int _number;

    private async Task PrepareAsync(string role = Roles.Analyst)
    {
        await SignInAsync(role);
        await CreatePlaybookAsync();
        await Get<FactService>().AddAsync(Other, "cards", "ward", FactType.Category, FactUsages.Rules, ["north", "south", "west"]);
    }

    private async Task WatchAsync()
    {
        var rules = Get<RuleService>();
        var rule = await rules.CreateAsync(Other, "cards", "alike", new RuleWriting(Sentence));
        rule = await rules.SubmitAsync(Other, "cards", "alike", rule.Revision);
        rule = await rules.ApproveAsync(Third, "cards", "alike", rule.Revision);
        await rules.PutInForceAsync(Third, "cards", "alike", rule.Revision);
    }

    private async Task TalkAsync(string ward, int conversations, int said)
    {
        var studio = Get<Studio>();
        for (var i = 0; i < conversations; i++)
        {
            var facts = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["ward"] = JsonDocument.Parse($"\"{ward}\"").RootElement };
            var opened = await studio.Conversations.OpenAsync(new OpenConversation("key", "cards", $"{ward}-{i}", null, "web", null, null, null, facts, null), Next());
            var id = JsonSerializer.Deserialize(opened.Body.Span, AnswerJson.Default.OpenedAnswer)!.ConversationId;
            await studio.Conversations.AddTurnAsync(id, new AddTurn(Speaker.Agent, [i < said ? "hand-over" : "greet"]), Next());
            await studio.Conversations.CloseAsync(id, Next());
        }
    }

    private RequestIdentity Next() => RequestIdentity.Of($"key-{_number++}", "test", []);

    [Fact]
    public async Task GroupsApart_AreSaidLargestFirst_WithTheLimit_AndTheSmallOneIsNotShown()
    {
        await PrepareAsync();
        await WatchAsync();
        await TalkAsync("north", 60, 60);
        await TalkAsync("south", 60, 0);
        await TalkAsync("west", 19, 19);
        var page = Render<ParityPage>();
        Assert.Equal("Broken", page.WaitForElement("[data-parity-verdict]").GetAttribute("data-parity-verdict"));
        Assert.Contains("north over south", page.Find("[data-parity-verdict]").TextContent, StringComparison.Ordinal);
        Assert.Contains("+10.0", page.Find("[data-parity-verdict]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["north", "south"], page.FindAll("[data-group]").Select(row => row.GetAttribute("data-group")));
        Assert.DoesNotContain("west", page.Markup, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("1 group is too small", page.Find("[data-left-out]").TextContent, StringComparison.Ordinal);
        var unwell = Assert.Single(await Get<HomeItems>().ListAsync(), item => item.Href == "/parity");
        Assert.Equal((HomePlace.Unhealthy, Sentence), (unwell.Place, unwell.Text));
    }

    [Fact]
    public async Task NoParityRule_SaysWhatWouldBeHere()
    {
        await PrepareAsync();
        var page = Render<ParityPage>();
        page.WaitForAssertion(() => Assert.Contains("No parity rule is in force", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Csv_HasRatesAndDifferences()
    {
        await PrepareAsync();
        await WatchAsync();
        await TalkAsync("north", 20, 20);
        await TalkAsync("south", 20, 5);
        var page = Render<ParityPage>();
        await page.WaitForElement("[data-csv]").ClickAsync();
        var text = (string)JSInterop.Invocations.Single(call => call.Arguments.Contains("parity.csv")).Arguments.Single(argument => argument is string s && s.Contains("rule,version", StringComparison.Ordinal))!;
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("alike,1,rate,north,,20,20,1,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("alike,1,difference,north,south,,,0.75,", lines[3], StringComparison.Ordinal);
        Assert.Contains(",0.1,broken", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_WithoutTheRole_IsRefused()
    {
        await PrepareAsync();
        await Assert.ThrowsAsync<ForbiddenException>(() => Get<ParityService>().WatchAsync(Actor.Person("s", "S", [Roles.SalesManager]), "cards"));
        await Assert.ThrowsAsync<ForbiddenException>(() => Get<ProxyService>().TestAsync(Actor.Person("d", "D", [Roles.Administrator]), "cards", "alike"));
        await Assert.ThrowsAsync<ForbiddenException>(() => Get<ParityService>().WatchAsync(Actor.Key(Guid.Empty, "k", KeyScopes.Decide | KeyScopes.Manage), "cards"));
    }

    [Fact]
    public async Task Proxy_OnARuleThatForbidsAFact_TellsWhichFactStandsInForIt()
    {
        await PrepareAsync(Roles.ComplianceOfficer);
        await Get<FactService>().AddAsync(Other, "cards", "branch", FactType.Category, FactUsages.Policy, ["upper", "lower"]);
        await Get<RuleService>().CreateAsync(Other, "cards", "blind", new RuleWriting("The policy must not use ward."));
        var page = Render<RuleDetailPage>(p => p.Add(one => one.Key, "blind"));
        await page.WaitForElement("[data-proxy-run]").ClickAsync();
        Assert.Contains("not two groups", page.WaitForElement("[data-proxy=few]").TextContent, StringComparison.Ordinal);
        var studio = Get<Studio>();
        for (var i = 0; i < 60; i++)
        {
            var facts = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
            {
                ["ward"] = JsonDocument.Parse(i % 2 == 0 ? "\"north\"" : "\"south\"").RootElement,
                ["branch"] = JsonDocument.Parse(i % 2 == 0 ? "\"upper\"" : "\"lower\"").RootElement,
            };
            await studio.Conversations.OpenAsync(new OpenConversation("key", "cards", $"c-{i}", null, "web", null, null, null, facts, null), Next());
        }

        await page.Find("[data-proxy-run]").ClickAsync();
        page.WaitForElement("[data-proxy=tells]");
        Assert.NotEmpty(page.FindAll("[data-proxy-fact=branch]"));
        Assert.DoesNotContain("north", page.Markup, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Verdicts_HaveWords() => Assert.All(Enum.GetValues<ParityVerdict>(), verdict => Assert.NotEmpty(Render<ParityBadge>(p => p.Add(badge => badge.Verdict, verdict)).Find(".cs-badge").TextContent));
}
