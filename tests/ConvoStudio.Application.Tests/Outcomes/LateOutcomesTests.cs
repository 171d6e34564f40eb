using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Outcomes;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Contexts;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ConvoStudio.Application.Tests.Outcomes;

public sealed class LateOutcomesTests
{
    [Fact]
    public async Task Record_ByIdByExternalIdAndByCustomer_FindsTheConversation()
    {
        await using var harness = await StudioHarness.StartAsync();
        var first = await OpenAsync(harness, "anna", "chat-1");
        harness.Time.Advance(TimeSpan.FromDays(3));
        var second = await OpenAsync(harness, "anna", "chat-2");
        var opened = harness.Time.GetUtcNow();
        harness.Time.Advance(TimeSpan.FromDays(2));
        var results = await RecordAsync(
            harness, By(new(first)), By(new(ExternalId: "chat-2")), By(new(CustomerKey: "anna", At: opened.AddDays(-1)), "value", 20), By(new(CustomerKey: "anna", At: opened.AddDays(1)), "value", 30));
        Assert.All(results, r => Assert.Equal(LateOutcomeStatus.Recorded, r.Status));
        Assert.Equal([first, second, first, second], results.Select(r => r.ConversationId!.Value));
        Assert.Equal(20, await harness.Studio.Store.ReadAsync(first, c => c.FindOutcome("value", null), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Record_WhatFitsNoConversation_SaysWhy_AndStoresNothing()
    {
        await using var harness = await StudioHarness.StartAsync();
        var now = harness.Time.GetUtcNow();
        var known = await OpenAsync(harness, "anna", "twice");
        await OpenAsync(harness, "bert", "twice");
        var before = harness.Studio.Log.LastSequence;
        var results = await RecordAsync(
            harness, By(new(Guid.NewGuid())), By(new(ExternalId: "none")), By(new(ExternalId: "twice")), By(new(CustomerKey: "nobody", At: now)),
            By(new(CustomerKey: "anna", At: now.AddDays(40))), By(new(known), value: 0.5), By(new(known)) with { OccurredAt = now.AddHours(1) },
            By(new(known)) with { OccurredAt = now.AddDays(-3) }, By(new(known)) with { Playbook = "none" });
        Assert.Equal(
            [
                OutcomeReason.NoSuchConversation, OutcomeReason.NoSuchConversation, OutcomeReason.SeveralMatch, OutcomeReason.NoSuchConversation, OutcomeReason.NoConversationNear,
                OutcomeReason.ValueOutOfRange, OutcomeReason.TimeOutOfRange, OutcomeReason.BeforeConversation, OutcomeReason.NoSuchPlaybook,
            ],
            results.Select(r => r.Reason));
        Assert.All(results, r => Assert.EndsWith(".", r.Message, StringComparison.Ordinal));
        Assert.Equal(before, harness.Studio.Log.LastSequence);
    }

    [Fact]
    public async Task Record_AfterTheDecisionsWereLearnt_IsTheAmendmentTheConversationsOwnRoadMakes()
    {
        await using var harness = await StudioHarness.StartAsync();
        var (mine, other) = (await harness.PlayAsync(1), await harness.PlayAsync(3));
        await harness.Studio.Outcomes.RecordAsync(other, new RecordOutcome("converted", 1), harness.NextIdentity(), TestContext.Current.CancellationToken);
        var result = Assert.Single(await RecordAsync(harness, By(new(mine))));
        Assert.Equal((LateOutcomeStatus.Amendment, mine), (result.Status, result.ConversationId));
        var (late, direct) = (LastAmendment(harness, mine), LastAmendment(harness, other));
        Assert.Equal(direct, late);
        Assert.Equal(new AmendmentPayload("converted", 1, 0, null), late);
    }

    [Fact]
    public async Task Record_TheSameAgain_IsToldAndNotDoubled_AlsoInOneBatchAndAsAnotherBatch()
    {
        await using var harness = await StudioHarness.StartAsync();
        var id = await OpenAsync(harness, "anna", "chat-1");
        Assert.Equal([LateOutcomeStatus.Recorded, LateOutcomeStatus.SameAsBefore], (await RecordAsync(harness, By(new(id)), By(new(ExternalId: "chat-1")))).Select(r => r.Status));
        var before = harness.Studio.Log.LastSequence;
        Assert.Equal(LateOutcomeStatus.SameAsBefore, Assert.Single(await RecordAsync(harness, By(new(id)))).Status);
        Assert.Equal(before, harness.Studio.Log.LastSequence);
        // The same value said to be final settles the conversation; then another value amends it.
        Assert.Equal(
            [LateOutcomeStatus.Recorded, LateOutcomeStatus.SameAsBefore, LateOutcomeStatus.Amendment],
            (await RecordAsync(harness, By(new(id)) with { Final = true }, By(new(id)) with { Final = true }, By(new(id), value: 0))).Select(r => r.Status));
    }

    [Fact]
    public async Task Check_SaysWhatRecordWouldSay_AndStoresNothing()
    {
        await using var harness = await StudioHarness.StartAsync();
        var settled = await harness.PlayAsync(1);
        var open = await OpenAsync(harness, "anna", "chat-1");
        var before = harness.Studio.Log.LastSequence;
        var late = new LateOutcomes(harness.Studio, harness.Time);
        LateOutcome[] rows = [By(new(settled)), By(new(settled), value: 0), By(new(ExternalId: "chat-1")), By(new(ExternalId: "none"))];
        List<LateOutcomeResult> told = [];
        foreach (var row in rows)
            told.Add(await late.CheckAsync(row, 30, TestContext.Current.CancellationToken));
        Assert.Equal(before, harness.Studio.Log.LastSequence);
        Assert.Equal([LateOutcomeStatus.Amendment, LateOutcomeStatus.SameAsBefore, LateOutcomeStatus.Recorded, LateOutcomeStatus.Unmatched], told.Select(r => r.Status));
        // Another order, so that the first row does not change what the second one meets.
        Assert.Equal([told[1], told[0], told[2], told[3]], await RecordAsync(harness, rows[1], rows[0], rows[2], rows[3]));
        Assert.Equal(open, told[2].ConversationId);
    }

    [Fact]
    public async Task Record_ConversationOfAnUndoneImport_IsNotMatched_AlsoAfterAReopening()
    {
        await using var harness = await StudioHarness.StartAsync();
        var (old, young) = (Guid.NewGuid(), Guid.NewGuid());
        var last = await ImportAsync(harness, old, "old");
        var withdrawn = new WithdrawnPayload(StudioHarness.Playbook, Guid.NewGuid(), last, 1, "Ana");
        await harness.Studio.Log.AppendAsync(new LogAppend(LogSource.Imported, [new NewLogEntry(LogKind.Withdrawn, null, harness.Time.GetUtcNow(), LogPayloads.Write(withdrawn))]), TestContext.Current.CancellationToken);
        await ImportAsync(harness, young, "young");
        await OpenAsync(harness, "anna", "live");
        foreach (var reopened in (bool[])[false, true])
        {
            if (reopened)
                await harness.ReopenAsync();
            Assert.Equal(["live", "young"], harness.Studio.Log.ListConversations(StudioHarness.Playbook, null).Select(c => c.ExternalId));
            Assert.Equal(["young"], harness.Studio.Log.ListConversations(StudioHarness.Playbook, LogSource.Imported).Select(c => c.ExternalId));
            var results = await RecordAsync(harness, By(new(old)), By(new(ExternalId: "old")), By(new(ExternalId: "young"), value: reopened ? 0 : 1));
            Assert.Equal([OutcomeReason.Withdrawn, OutcomeReason.Withdrawn, null], results.Select(r => r.Reason));
        }
    }

    [Fact]
    public async Task LookUps_GoByIndex()
    {
        await using var harness = await StudioHarness.StartAsync();
        await using var connection = new SqliteConnection($"Data Source={harness.LogPath};Mode=ReadOnly");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Contains("conversation_external", Plan(connection, "SELECT no FROM conversation WHERE external_id = 'x' AND +playbook = 'y' ORDER BY no"), StringComparison.Ordinal);
        Assert.Contains(
            "conversation_customer", Plan(connection, "SELECT no FROM conversation WHERE customer_no = (SELECT no FROM customer WHERE key_hmac = x'00') AND +playbook = 'y' ORDER BY no DESC LIMIT 100"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddTurn_WithoutActs_IsStoredAsUnlabelled_AndReadsAsATurnWithoutActs()
    {
        await using var harness = await StudioHarness.StartAsync();
        var id = await OpenAsync(harness, "anna", "chat-1");
        await harness.Studio.Conversations.AddTurnAsync(id, new AddTurn(Speaker.Customer, null), harness.NextIdentity(), TestContext.Current.CancellationToken);
        await harness.SayAsync(id, Speaker.Customer);
        await harness.SayAsync(id, Speaker.Customer, Unlabelled.Word);
        await harness.SayAsync(id, Speaker.Customer, "answer", Unlabelled.Word);
        var row = harness.Studio.Log.FindConversation(id)!;
        var acts = harness.Studio.Log.ReadConversation(row.No).Where(e => e.Kind == LogKind.Turn).Select(e => string.Join('+', LogPayloads.Read<TurnPayload>(e).Acts));
        Assert.Equal(["unlabelled", "unlabelled", "unlabelled", "answer"], acts);
        await harness.ReopenAsync();
        var state = await harness.Studio.Store.ReadAsync(id, c => c.State, TestContext.Current.CancellationToken);
        Assert.Equal((4, 4), (state.TurnCount, state.CustomerTurnCount));
        Assert.Equal(["answer"], state.CustomerActs.Keys);
    }

    private static LateOutcome By(OutcomeReference reference, string metric = "converted", double value = 1) => new(reference, StudioHarness.Playbook, metric, value);

    private static Task<LateOutcomeResult[]> RecordAsync(StudioHarness harness, params LateOutcome[] outcomes) =>
        new LateOutcomes(harness.Studio, harness.Time).RecordAsync(outcomes, 30, _ => harness.NextIdentity(), patient: false, TestContext.Current.CancellationToken);

    private static AmendmentPayload LastAmendment(StudioHarness harness, Guid id) =>
        LogPayloads.Read<AmendmentPayload>(harness.Studio.Log.ReadConversation(harness.Studio.Log.FindConversation(id)!.No).Last(e => e.Kind == LogKind.Amendment));

    private static async Task<Guid> OpenAsync(StudioHarness harness, string customer, string externalId) => StudioHarness.Read<OpenedAnswer>(await harness.Studio.Conversations.OpenAsync(
        new OpenConversation("key", StudioHarness.Playbook, customer, externalId, "web", null, null, null, null, null), harness.NextIdentity())).ConversationId;

    private static async Task<long> ImportAsync(StudioHarness harness, Guid id, string externalId)
    {
        var now = harness.Time.GetUtcNow();
        var opens = new NewConversation(id, externalId, StudioHarness.Playbook, System.Security.Cryptography.SHA256.HashData(id.ToByteArray()), "imported", null, null, null);
        var position = await harness.Studio.Log.AppendAsync(new LogAppend(
            LogSource.Imported,
            [new NewLogEntry(LogKind.Opened, null, now, LogPayloads.Write(new OpenedPayload(null, null, ""))), new NewLogEntry(LogKind.Closed, null, now, LogPayloads.Write(new EndedPayload("imported")))],
            Opens: opens));
        return position.ConversationNo!.Value;
    }

    private static string Plan(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        using var reader = command.ExecuteReader();
        List<string> steps = [];
        while (reader.Read())
            steps.Add(reader.GetString(3));
        return string.Join(" / ", steps);
    }
}
