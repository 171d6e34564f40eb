using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Keys;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Products;
using Xunit;

namespace ConvoStudio.Application.Tests.Compliance;

/// <summary>People free what rules stop in one conversation; what they did is in the log and in every later decision.</summary>
public sealed class ConversationApprovalsTests
{
    private const string Gold = "recommend-gold";
    private const string Needs = "Never say recommend, else needs approval of role sales-manager.";
    private static readonly IActor Manager = TestStudio.Sales;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Approve_FreesThisConversationOnly_AndTheDecisionSaysSo_AndReplays()
    {
        await using var studio = await StudioHarness.StartAsync(With(Needs));
        var (here, other) = (await studio.OpenConversationAsync("a"), await studio.OpenConversationAsync("b"));
        var before = await studio.DecideAsync(here);
        Assert.Equal(Gold, Assert.Single(before.Blocked).Action);
        await Service(studio).ApproveAsync(Manager, here, "r1", 1, "  good customer ", Token);
        var after = await OnlyGoldAsync(studio, here);
        Assert.Equal((Gold, 0), (after.Action.Key, after.Blocked.Count));
        var approved = Assert.Single(studio.Studio.Reader.Find(after.DecisionId).Decision.Approved!);
        Assert.Equal((2, "r1", 1, Roles.SalesManager), (approved.Action, approved.Rule, approved.Version, approved.Role));
        Assert.True((await OnlyGoldAsync(studio, other)).Forced);
        await studio.ReopenAsync();
        foreach (var decision in new[] { before, after })
        {
            var replay = await studio.Studio.Replay.ReplayAsync(decision.DecisionId, Token);
            Assert.True(replay.Identical, replay.FirstDifference);
        }
        Assert.Equal(Gold, (await OnlyGoldAsync(studio, here)).Action.Key);
    }

    [Fact]
    public async Task Approve_PriceAboveACeiling_IsEligibleAfterwards()
    {
        await using var studio = await StudioHarness.StartAsync(Priced("Say recommend with price above 10 only with approval of compliance-officer."));
        var id = await studio.OpenConversationAsync();
        Assert.True((await OnlyGoldAsync(studio, id)).Forced);
        var waiting = Assert.Single(await Service(studio).WaitingAsync(TestStudio.Compliance, id, Token));
        Assert.Equal(("r1", 1, Roles.ComplianceOfficer, true), (waiting.Rule, waiting.Version, waiting.Role, waiting.MayFree));
        Assert.Equal([Gold], waiting.Actions);
        Assert.False(Assert.Single(await Service(studio).WaitingAsync(Manager, id, Token)).MayFree);
        await Service(studio).ApproveAsync(TestStudio.Compliance, id, "r1", 1, null, Token);
        var decision = await OnlyGoldAsync(studio, id);
        Assert.Equal(Gold, decision.Action.Key);
        Assert.True((await studio.Studio.Replay.ReplayAsync(decision.DecisionId, Token)).Identical);
        Assert.Empty(await Service(studio).WaitingAsync(TestStudio.Compliance, id, Token));
    }

    [Fact]
    public async Task Approve_OfAnEarlierVersion_DoesNotHoldForTheNext()
    {
        await using var studio = await StudioHarness.StartAsync(With(Needs));
        var id = await studio.OpenConversationAsync();
        await Service(studio).ApproveAsync(Manager, id, "r1", 1, null, Token);
        var changed = RuleDocument.PartOf(RuleText.Parse("r1", 2, Needs));
        await studio.Studio.Configurations.ActivateAsync(With(Needs) with { Version = 2, Rules = new([], [changed]) }, "test", cancellationToken: Token);
        Assert.True((await OnlyGoldAsync(studio, id)).Forced);
    }

    [Fact]
    public async Task Approve_ByAnotherRoleOrAKey_IsRefused_AndNothingIsWritten()
    {
        await using var studio = await StudioHarness.StartAsync(With(Needs));
        var id = await studio.OpenConversationAsync();
        var last = studio.Studio.Log.LastSequence;
        await Assert.ThrowsAsync<ForbiddenException>(() => Service(studio).ApproveAsync(TestStudio.Compliance, id, "r1", 1, null, Token));
        await Assert.ThrowsAsync<ForbiddenException>(() => Service(studio).ApproveAsync(Actor.Key(Guid.NewGuid(), "key", (KeyScopes)~0), id, "r1", 1, null, Token));
        Assert.Equal(last, studio.Studio.Log.LastSequence);
    }

    [Fact]
    public async Task Approve_TwiceOrAnotherVersionOrAfterTheEnd_IsRefused()
    {
        await using var studio = await StudioHarness.StartAsync(With(Needs));
        var id = await studio.OpenConversationAsync();
        await Assert.ThrowsAsync<TransitionException>(() => Service(studio).ApproveAsync(Manager, id, "r1", 2, null, Token));
        await Assert.ThrowsAsync<ValidationException>(() => Service(studio).ApproveAsync(Manager, id, "r1", 1, new string('x', 501), Token));
        await Service(studio).ApproveAsync(Manager, id, "r1", 1, null, Token);
        await Assert.ThrowsAsync<TransitionException>(() => Service(studio).ApproveAsync(Manager, id, "r1", 1, null, Token));
        var ended = await studio.OpenConversationAsync("ended");
        await studio.Studio.Conversations.CloseAsync(ended, studio.NextIdentity(), Token);
        await Assert.ThrowsAsync<TransitionException>(() => Service(studio).ApproveAsync(Manager, ended, "r1", 1, null, Token));
        Assert.Empty(await Service(studio).WaitingAsync(Manager, ended, Token));
    }

    [Fact]
    public async Task Clear_AfterAHandOver_LetsTheAgentGoOn_UntilTheNextReason()
    {
        await using var studio = await StudioHarness.StartAsync(With("When the number of answer by the customer is at least 1 hand over and stop saying recommend until cleared."));
        var id = await studio.OpenConversationAsync();
        Assert.Equal(Gold, (await OnlyGoldAsync(studio, id)).Action.Key);
        await studio.SayAsync(id, Speaker.Customer, "answer");
        var stopped = await OnlyGoldAsync(studio, id);
        Assert.True(stopped.Forced);
        var waiting = Assert.Single(await Service(studio).WaitingAsync(TestStudio.Compliance, id, Token));
        Assert.Equal((null, true), (waiting.Role, waiting.MayFree));
        await Assert.ThrowsAsync<ForbiddenException>(() => Service(studio).ClearAsync(TestStudio.Analyst, id, null, Token));
        studio.Time.Advance(TimeSpan.FromSeconds(1));
        await Service(studio).ClearAsync(TestStudio.Compliance, id, "spoke with her", Token);
        var cleared = await OnlyGoldAsync(studio, id);
        Assert.Equal(Gold, cleared.Action.Key);
        await Assert.ThrowsAsync<TransitionException>(() => Service(studio).ClearAsync(TestStudio.Compliance, id, null, Token));
        await studio.ReopenAsync();
        foreach (var decision in new[] { stopped, cleared })
            Assert.True((await studio.Studio.Replay.ReplayAsync(decision.DecisionId, Token)).Identical);
    }

    [Fact]
    public async Task Replay_AnApprovalThatWasTakenOutOfTheRow_NamesTheApprovals()
    {
        await using var studio = await StudioHarness.StartAsync(With(Needs));
        var id = await studio.OpenConversationAsync();
        await Service(studio).ApproveAsync(Manager, id, "r1", 1, null, Token);
        var decision = await OnlyGoldAsync(studio, id);
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={studio.LogPath}"))
        {
            await connection.OpenAsync(Token);
            await using var change = connection.CreateCommand();
            change.CommandText = "UPDATE log SET payload = CAST(replace(CAST(payload AS TEXT), '\"approved\":', '\"disapproved\":') AS BLOB) WHERE kind = 2";
            Assert.Equal(1, await change.ExecuteNonQueryAsync(Token));
        }
        Assert.StartsWith("approvals:", (await studio.Studio.Replay.ReplayAsync(decision.DecisionId, Token)).FirstDifference, StringComparison.Ordinal);
    }

    private static ConversationApprovals Service(StudioHarness studio) => new(studio.Studio, studio.Time);

    private static PlaybookConfiguration With(string sentence) => StudioHarness.Configuration() with { Rules = new([], [RuleDocument.PartOf(RuleText.Parse("r1", 1, sentence))]) };

    private static PlaybookConfiguration Priced(string sentence) => With(sentence) with
    {
        Definition = StudioHarness.Configuration().Definition with { Products = [new OfferedProduct("gold", "Gold card") { Price = 12 }] },
    };

    private static async Task<DecisionAnswer> OnlyGoldAsync(StudioHarness studio, Guid id) =>
        StudioHarness.Read<DecisionAnswer>(await studio.Studio.Decisions.DecideAsync(id, [Gold], studio.NextIdentity(), Token));
}
