using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Compliance.Sentences;
using Xunit;

namespace ConvoStudio.Application.Tests.Compliance;

public sealed class RuleWatchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Advance_RuleThatCannotBeEvaluated_IsAnAlarm_ForADay()
    {
        await using var studio = await StudioHarness.StartAsync(With("Never say recommend when height is true."));
        var decision = await studio.DecideAsync(await studio.OpenConversationAsync());
        var watch = Watch(studio);
        Assert.Equal(decision.DecisionId, Assert.Single(watch.Alarms(StudioHarness.Playbook)).DecisionId);
        Assert.Empty(watch.Fallbacks(StudioHarness.Playbook));
        Assert.Empty(watch.Alarms("another"));
        studio.Time.Advance(TimeSpan.FromHours(25));
        Assert.Empty(watch.Alarms(StudioHarness.Playbook));
    }

    [Fact]
    public async Task Advance_EverythingBlocked_IsAFallback()
    {
        await using var studio = await StudioHarness.StartAsync(With("Never say greet or ask or recommend or hand-over."));
        var decision = await studio.DecideAsync(await studio.OpenConversationAsync());
        Assert.Equal(decision.DecisionId, Assert.Single(Watch(studio).Fallbacks(StudioHarness.Playbook)).DecisionId);
    }

    [Fact]
    public async Task Advance_ConversationThatNeedsAnApproval_WaitsUntilItIsGiven()
    {
        await using var studio = await StudioHarness.StartAsync(With("Never say recommend, else needs approval of role sales-manager."));
        var (approved, ended) = (await studio.OpenConversationAsync("a"), await studio.OpenConversationAsync("b"));
        await studio.DecideAsync(approved);
        await studio.DecideAsync(ended);
        var watch = Watch(studio);
        Assert.Equal(2, watch.Waiting(StudioHarness.Playbook).Count);
        Assert.Equal(("r1", "sales-manager"), watch.Waiting(StudioHarness.Playbook)[0].Rules.Select(r => (r.Rule, r.Role)).Single());
        await new ConversationApprovals(studio.Studio, studio.Time).ApproveAsync(TestStudio.Sales, approved, "r1", 1, null, Token);
        await studio.Studio.Conversations.CloseAsync(ended, studio.NextIdentity(), Token);
        watch.Advance(Token);
        Assert.Empty(watch.Waiting(StudioHarness.Playbook));
        await studio.DecideAsync(approved);
        watch.Advance(Token);
        Assert.Empty(watch.Waiting(StudioHarness.Playbook));
    }

    [Fact]
    public async Task Waiting_OrdinaryBlock_WaitsForNobody()
    {
        await using var studio = await StudioHarness.StartAsync(With("Never say recommend."));
        await studio.DecideAsync(await studio.OpenConversationAsync());
        Assert.Empty(Watch(studio).Waiting(StudioHarness.Playbook));
    }

    private static RuleWatch Watch(StudioHarness studio)
    {
        var watch = new RuleWatch(studio.Studio.Log, studio.Studio.Configurations, studio.Time);
        watch.Advance(Token);
        return watch;
    }

    private static PlaybookConfiguration With(string sentence)
    {
        var plain = StudioHarness.Configuration();
        return plain with
        {
            Definition = plain.Definition with { Acts = [.. plain.Definition.Acts, new("hand-over")] },
            Rules = new([], [RuleDocument.PartOf(RuleText.Parse("r1", 1, sentence))]),
        };
    }
}
