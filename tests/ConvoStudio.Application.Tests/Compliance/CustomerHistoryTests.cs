using System.Security.Cryptography;
using System.Text;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Application.Tests.Compliance;

/// <summary>What counts across a customer's conversations is a function of what was known when it was asked.</summary>
public sealed class CustomerHistoryTests
{
    private const string Customer = "c-1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replay_AfterAnImportWasUndone_CountsWhatTheDecisionCounted()
    {
        await using var studio = await StudioHarness.StartAsync(Capped());
        var imported = await ImportAsync(studio);
        var id = await studio.OpenConversationAsync(Customer);
        var with = await OnlyGoldAsync(studio, id);
        Assert.True(with.Forced);
        await WithdrawAsync(studio, imported);
        // The same conversation goes on: its folded state must not keep what no longer counts.
        var without = await OnlyGoldAsync(studio, id);
        Assert.Equal("recommend-gold", without.Action.Key);
        Assert.Equal((0L, imported), (Stored(studio, with).HistoryWithdrawnUpTo, Stored(studio, without).HistoryWithdrawnUpTo));
        await studio.ReopenAsync();
        foreach (var decision in new[] { with, without })
        {
            var replay = await studio.Studio.Replay.ReplayAsync(decision.DecisionId, Token);
            Assert.True(replay.Identical, replay.FirstDifference);
        }
    }

    [Fact]
    public async Task ReadAgain_ARowFromBeforeThisWasKept_CountsByThePlaceOfTheWithdrawal()
    {
        await using var studio = await StudioHarness.StartAsync(Capped());
        var imported = await ImportAsync(studio);
        var id = await studio.OpenConversationAsync(Customer);
        var row = studio.Studio.Log.FindConversation(id)!;
        var before = studio.Studio.Log.LastSequence;
        await WithdrawAsync(studio, imported);
        var old = Stored(studio, await OnlyGoldAsync(studio, id)) with { HistorySequence = before, HistoryWithdrawnUpTo = null };
        Assert.NotEmpty(CustomerHistory.ReadAgain(studio.Studio.Log, row, old, before + 1).Steps);
        Assert.Empty(CustomerHistory.ReadAgain(studio.Studio.Log, row, old, before + 2).Steps);
    }

    private static PlaybookConfiguration Capped() =>
        StudioHarness.Configuration() with { Rules = new([], [RuleDocument.PartOf(RuleText.Parse("r1", 1, "Say recommend at most 1 times per customer."))]) };

    /// <summary>A past conversation of the customer in which gold was recommended; its number.</summary>
    private static async Task<long> ImportAsync(StudioHarness studio)
    {
        var at = studio.Time.GetUtcNow().AddDays(-1);
        var key = HMACSHA256.HashData(studio.Studio.Log.Secret.Span, Encoding.UTF8.GetBytes(Customer));
        var said = new TurnPayload(Speaker.Agent, ["recommend"], "gold", null, null, null, null, null, false);
        var position = await studio.Studio.Log.AppendAsync(
            new LogAppend(
                LogSource.Imported,
                [new(LogKind.Opened, null, at, LogPayloads.Write(new OpenedPayload(null, null, ""))), new(LogKind.Turn, 0, at.AddSeconds(5), LogPayloads.Write(said))],
                Opens: new NewConversation(Guid.CreateVersion7(), null, StudioHarness.Playbook, key, "web", null, null, null)),
            Token);
        return position.ConversationNo!.Value;
    }

    private static async Task WithdrawAsync(StudioHarness studio, long upTo) => await studio.Studio.Log.AppendAsync(
        new LogAppend(LogSource.Imported, [new(LogKind.Withdrawn, null, studio.Time.GetUtcNow(), LogPayloads.Write(new WithdrawnPayload(StudioHarness.Playbook, Guid.Empty, upTo, 1, "test")))]), Token);

    private static DecisionPayload Stored(StudioHarness studio, DecisionAnswer decision) => studio.Studio.Reader.Find(decision.DecisionId).Decision;

    private static async Task<DecisionAnswer> OnlyGoldAsync(StudioHarness studio, Guid id) =>
        StudioHarness.Read<DecisionAnswer>(await studio.Studio.Decisions.DecideAsync(id, ["recommend-gold"], studio.NextIdentity(), Token));
}
