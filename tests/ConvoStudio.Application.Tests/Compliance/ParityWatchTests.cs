using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Compliance.Parity;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Application.Tests.Compliance;

public sealed class ParityWatchTests
{
    private const string Sentence = "The rate of recommend between groups of minor differs by at most 0.2 with confidence 0.95 and at least 20 conversations per group.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Advance_GroupsTreatedDifferently_IsBroken_AndAgainAfterARestart()
    {
        await using var studio = await StudioHarness.StartAsync(With());
        await TalkAsync(studio, minor: true, conversations: 40, recommended: 0);
        await TalkAsync(studio, minor: false, conversations: 40, recommended: 40);
        using var watch = Watch(studio);
        var reading = Assert.Single(await watch.AdvanceAsync(StudioHarness.Playbook, Token));
        Assert.Equal(("fair", 1, false, "uniform", ParityVerdict.Broken), (reading.Rule, reading.Version, reading.Shadow, reading.Champion, reading.Result.Verdict));
        Assert.Equal(("false", "true"), (reading.Largest!.Higher, reading.Largest.Lower));
        await studio.ReopenAsync();
        using var again = Watch(studio);
        Assert.Equal(reading.Result.Gaps, Assert.Single(await again.AdvanceAsync(StudioHarness.Playbook, Token)).Result.Gaps);
    }

    [Fact]
    public async Task Advance_OneMoreConversation_ShowsNothingOfIt()
    {
        await using var studio = await StudioHarness.StartAsync(With());
        await TalkAsync(studio, minor: true, conversations: 20, recommended: 5);
        await TalkAsync(studio, minor: false, conversations: 19, recommended: 19);
        using var watch = Watch(studio);
        var before = Assert.Single(await watch.AdvanceAsync(StudioHarness.Playbook, Token));
        Assert.Equal([new("true", 20, 5)], before.Result.Rates.Select(r => r.Group));
        Assert.Equal(1, before.Result.LeftOut);
        await TalkAsync(studio, minor: true, conversations: 19, recommended: 19);
        var during = Assert.Single(await watch.AdvanceAsync(StudioHarness.Playbook, Token));
        Assert.Equal(before.Result.Rates, during.Result.Rates);
        await TalkAsync(studio, minor: true, conversations: 1, recommended: 0);
        Assert.Equal([new("true", 40, 24)], Assert.Single(await watch.AdvanceAsync(StudioHarness.Playbook, Token)).Result.Rates.Select(r => r.Group));
    }

    [Fact]
    public async Task Advance_ConversationsThatGoOn_DoNotCount()
    {
        await using var studio = await StudioHarness.StartAsync(With());
        for (var i = 0; i < 25; i++)
            await studio.OpenConversationAsync($"open-{i}", StudioHarness.Facts("loyal", 1, minor: true));
        using var watch = Watch(studio);
        var reading = Assert.Single(await watch.AdvanceAsync(StudioHarness.Playbook, Token));
        Assert.Equal((0, 0), (reading.Result.Rates.Count, reading.Result.LeftOut));
    }

    [Fact]
    public async Task Advance_AnotherChampion_BeginsAnew_AnotherConfigurationDoesNot()
    {
        await using var studio = await StudioHarness.StartAsync(With());
        await TalkAsync(studio, minor: true, conversations: 20, recommended: 0);
        using var watch = Watch(studio);
        var began = Assert.Single(await watch.AdvanceAsync(StudioHarness.Playbook, Token)).Since;
        await studio.Studio.Configurations.ActivateAsync(With() with { Version = 2 }, "test", cancellationToken: Token);
        Assert.Equal(20, Assert.Single(Assert.Single(await watch.AdvanceAsync(StudioHarness.Playbook, Token)).Result.Rates).Group.Conversations);
        studio.Time.Advance(TimeSpan.FromHours(1));
        await studio.Studio.Configurations.ActivateAsync(With() with { Version = 3, Routing = new RoutingPart("learner") }, "test", cancellationToken: Token);
        var anew = Assert.Single(await watch.AdvanceAsync(StudioHarness.Playbook, Token));
        Assert.Equal(("learner", 0, began.AddHours(1)), (anew.Champion, anew.Result.Rates.Count, anew.Since));
        // A monitor that begins after both finds the same moment in the log.
        using var late = Watch(studio);
        Assert.Equal(anew.Since, Assert.Single(await late.AdvanceAsync(StudioHarness.Playbook, Token)).Since);
    }

    [Fact]
    public async Task Advance_RuleInShadow_IsWatchedToo_AndOthersAreNot()
    {
        var part = RuleDocument.PartOf(RuleText.Parse("fair", 1, Sentence));
        var other = RuleDocument.PartOf(RuleText.Parse("other", 1, "Never say recommend."));
        await using var studio = await StudioHarness.StartAsync(StudioHarness.Configuration() with { Rules = new([], [other], [part]) });
        using var watch = Watch(studio);
        Assert.True(Assert.Single(await watch.AdvanceAsync(StudioHarness.Playbook, Token)).Shadow);
        Assert.Empty(await watch.AdvanceAsync("unheard", Token));
    }

    private static ParityWatch Watch(StudioHarness studio) => new(studio.Studio.Log, studio.Studio.Configurations, studio.Studio.Store.Protected);

    private static PlaybookConfiguration With() => StudioHarness.Configuration() with { Rules = new([], [RuleDocument.PartOf(RuleText.Parse("fair", 1, Sentence))]) };

    private static async Task TalkAsync(StudioHarness studio, bool minor, int conversations, int recommended)
    {
        for (var i = 0; i < conversations; i++)
        {
            var id = await studio.OpenConversationAsync($"{minor}-{i}", StudioHarness.Facts("loyal", 100, minor));
            await studio.SayAsync(id, Speaker.Agent, i < recommended ? "recommend" : "ask");
            await studio.Studio.Conversations.CloseAsync(id, studio.NextIdentity(), Token);
        }
    }
}
