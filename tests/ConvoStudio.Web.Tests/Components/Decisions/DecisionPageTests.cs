using System.Security.Claims;
using System.Text.Json;
using Bunit;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.ConversationLists;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Segments;
using ConvoStudio.Application.Simulations;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Compliance;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Conversations;
using ConvoStudio.Web.Components.Decisions;
using ConvoStudio.Web.Components.Home;
using ConvoStudio.Web.Components.Playbooks;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Web.Tests.Components.Decisions;

/// <summary>The page on a real studio with a small playbook: what it shows is what the row holds.</summary>
public sealed class DecisionPageTests : ComponentTest, IClassFixture<StudioApp>
{
    private static int _requests;
    private readonly Studio _studio;

    public DecisionPageTests(StudioApp app)
    {
        _studio = app.Services.GetRequiredService<Studio>();
        var databases = app.Services.GetRequiredService<IDbContextFactory<StudioDbContext>>();
        Services.AddSingleton(databases);
        Services.AddScoped<CurrentPerson>();
        Services.AddScoped<PageActor>();
        Services.AddSingleton(_studio);
        Services.AddSingleton(app.Services.GetRequiredService<RehearsalBottles>());
        Services.AddSingleton(app.Services.GetRequiredService<RehearsalService>());
        Services.AddSingleton(app.Services.GetRequiredService<SegmentService>());
        Services.AddSingleton(app.Services.GetRequiredService<IProtectedStore>());
        Services.AddSingleton(app.Services.GetRequiredService<ConversationIndexes>());
        Services.AddScoped<StudioViews>();
        Services.AddSingleton(app.Services.GetRequiredService<ConversationApprovals>());
        Services.AddSingleton(app.Services.GetRequiredService<PlaybookService>());
        Services.AddSingleton<IHttpContextAccessor, HttpContextAccessor>();
        Services.AddScoped<CurrentPlaybook>();
        Services.AddScoped<HomeItems>();
        using var database = databases.CreateDbContext();
        var user = database.Users.Single(one => one.Email == StudioApp.Email);
        AddAuthorization().SetAuthorized(StudioApp.Email).SetRoles([.. Roles.All]).SetClaims(new Claim(ClaimTypes.NameIdentifier, user.Id));
    }

    [Fact]
    public async Task Decision_ShowsEveryAllowedActionWithItsWeight_TheBlockedOne_AndWhatWasKnown()
    {
        var (_, decision) = await DecideAsync();
        var page = Render<DecisionPage>(p => p.Add(d => d.Id, decision.DecisionId));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-eligible]").Count));
        // Uniform over two: half of 2³² each.
        Assert.All(page.FindAll("[data-eligible]"), row => Assert.Contains("2,147,483,648", row.TextContent, StringComparison.Ordinal));
        Assert.Contains("recommend: gold", page.Find("[data-blocked='adults-only']").TextContent, StringComparison.Ordinal);
        Assert.Contains("segment = loyal", page.Find("[data-context]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Uniform answers", page.Find("[data-route]").TextContent, StringComparison.Ordinal);
        Assert.Contains("by chance", page.Find("[data-why]").TextContent, StringComparison.Ordinal);
        Assert.EndsWith("?turn=1", page.Find("[data-conversation]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_SaysIdentical_AndListsEveryHop()
    {
        var (_, decision) = await DecideAsync();
        var page = Render<DecisionPage>(p => p.Add(d => d.Id, decision.DecisionId));
        page.WaitForElement("[data-replay]").Click();
        page.WaitForAssertion(() => Assert.Equal("identical", page.Find("[data-replay-result]").GetAttribute("data-replay-result")));
        var hops = (await _studio.Replay.ReplayAsync(decision.DecisionId)).Hops;
        Assert.Equal(hops.Count, page.FindAll("[data-hops] li").Count);
        // A hop without words would show its key.
        Assert.DoesNotContain("Hop-", page.Find("[data-hops]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownDecision_SaysSo()
    {
        var page = Render<DecisionPage>(p => p.Add(d => d.Id, Guid.Parse("0a1c40b6-9cd5-8149-a2f2-af0000ffffff")));
        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-state=empty]")));
    }

    [Theory, InlineData("followed", null, "what was drawn"), InlineData("overridden", "hand-over", "something else: hand over")]
    public async Task Conversation_MarksTheDecidedTurn_AndSaysWhatWasExecuted(string execution, string? executed, string words)
    {
        var (conversation, decision) = await DecideAsync();
        await _studio.Conversations.AddTurnAsync(
            conversation, new AddTurn(Speaker.Agent, ["ask"], Text: "How much do you spend?", DecisionId: decision.DecisionId, Execution: execution, Executed: executed), Next());
        var page = Render<ConversationPage>(p => p.Add(c => c.Id, conversation));
        page.WaitForAssertion(() => Assert.Contains(words, page.Find("[data-execution]").TextContent, StringComparison.Ordinal));
        var turn = page.Find("[data-turn='1']");
        Assert.Contains("How much do you spend?", turn.TextContent, StringComparison.Ordinal);
        Assert.Equal("true", turn.QuerySelector("[data-decided]")!.GetAttribute("aria-current"));
        Assert.Equal(2, page.FindAll("[data-chance]").Count);
        Assert.Single(page.FindAll("[data-chance].on"));
    }

    private async Task<(Guid Conversation, DecisionAnswer Decision)> DecideAsync()
    {
        await _studio.Configurations.ActivateAsync(Configuration(), "test");
        var facts = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            ["segment"] = JsonSerializer.SerializeToElement("loyal"),
            ["minor"] = JsonSerializer.SerializeToElement(true),
        };
        var opened = await _studio.Conversations.OpenAsync(new OpenConversation("test", "small", "c-1", "crm-77", "web", null, null, null, facts, null), Next());
        var id = JsonSerializer.Deserialize(opened.Body.Span, AnswerJson.Default.OpenedAnswer)!.ConversationId;
        var answer = await _studio.Decisions.DecideAsync(id, null, Next());
        return (id, JsonSerializer.Deserialize(answer.Body.Span, AnswerJson.Default.DecisionAnswer)!);
    }

    private static RequestIdentity Next() => RequestIdentity.Of($"decision-page-{Interlocked.Increment(ref _requests)}", "test", []);

    private static PlaybookConfiguration Configuration() => new(
        "small", 1,
        new PlaybookPart(
            "Small", "en", [new("ask"), new("recommend"), new("hand-over")],
            [new FactDefinition("segment", FactType.Category, FactUsages.Policy, ["new", "loyal"]), new FactDefinition("minor", FactType.Flag, FactUsages.Rules, [])],
            [new TalkTrackAction(0, "ask-budget", ["ask"]), new TalkTrackAction(1, "recommend-gold", ["recommend"], "gold"), new TalkTrackAction(2, "hand-over", ["hand-over"])],
            Fallback: 2),
        new EncoderSchema([new EncoderSlot(SlotSource.Bias), new EncoderSlot(SlotSource.FactWord, "segment", "new"), new EncoderSlot(SlotSource.FactWord, "segment", "loyal")]),
        new RulesPart([new ActionRule("adults-only", ActionRuleForm.ForbidWhenFact, ["recommend"], "minor", FactComparison.Equal, FactValue.Of(true))]),
        new RewardDefinition(), [new PolicyPart("uniform", "Uniform", PolicyKind.Uniform)], [], new RoutingPart("uniform"));
}
