using System.Text.Json;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Application.Tests.Log;

public sealed class LogFieldsTests
{
    private readonly LogFields _fields = new();

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("first", "control", true)]
    [InlineData("first", "blocked", false)]
    public void ReadDecision_AnyDecision_IsWhatTheSerializerReads(string? experiment, string? arm, bool blocked)
    {
        var payload = new DecisionPayload(
            Guid.NewGuid(), "c", "p", "e", "r", "w", "h", "learner", 7, 8, DateTimeOffset.UnixEpoch, 60, "v256-1", [new("experiment", "first", 0.5)], experiment, arm, [0, 1], [0, 1],
            [1, 2], [0.5, 1], [0, 0], blocked ? [new(1, "rule", "hash", "Sentence with \"arm\": \"none\".")] : [], false, 5, 1, [0], [1]);
        var read = _fields.ReadDecision(Row(LogKind.Decision, payload), untilArm: false);
        Assert.Equal((payload.DecisionId, payload.Policy, payload.PolicySequence, experiment, arm, blocked), read);
        var early = _fields.ReadDecision(Row(LogKind.Decision, payload), untilArm: true);
        Assert.Equal(read, early);
    }

    [Theory]
    [InlineData(Speaker.Agent, null, "speaker")]
    [InlineData(Speaker.Agent, null, "hand-over")]
    [InlineData(Speaker.Customer, -0.25, "hand-over-later")]
    public void ReadTurn_AnyTurn_IsWhatTheSerializerReads(Speaker speaker, double? sentiment, string act)
    {
        var facts = new Dictionary<string, FactValue>(StringComparer.Ordinal) { ["sentiment"] = FactValue.Of(true) };
        var payload = new TurnPayload(speaker, ["ask", act], "gold", sentiment, facts, Guid.NewGuid(), "followed", null, true, [new("rule", 1, "hash", "Why.")]);
        Assert.Equal((speaker, sentiment, act == "hand-over"), _fields.ReadTurn(Row(LogKind.Turn, payload)));
    }

    [Fact]
    public void ReadTurn_WithoutActs_HandsNothingOver() =>
        Assert.Equal((Speaker.Agent, 0.5, false), _fields.ReadTurn(new LogRow(1, LogSource.Live, LogKind.Turn, 1, 0, 0, "{\"acts\":null,\"speaker\":0,\"sentiment\":0.5}"u8)));

    [Theory]
    [InlineData("holdout", null, false)]
    [InlineData("holdout", "uniform", true)]
    [InlineData("champion", "uniform", null)]
    public void ReadRoute_FindsTheStep_AmongTheOthers(string step, string? target, bool? expected)
    {
        var payload = System.Text.Encoding.UTF8.GetBytes(System.Text.Json.JsonSerializer.Serialize(new
        {
            policy = "holdout",
            kernelId = (string?)null,
            route = new[] { new { step = "freeze", target = (string?)"x", probability = 1.0 }, new { step, target, probability = 0.5 } },
            experiment = "holdout",
        }));
        Assert.Equal(expected, _fields.ReadRoute(new LogRow(1, LogSource.Live, LogKind.Decision, 1, 0, 0, payload), (name, has) => name == "holdout" ? has : null));
        Assert.Null(_fields.ReadRoute(new LogRow(1, LogSource.Live, LogKind.Decision, 1, 0, 0, "{\"arm\":null}"u8), (_, _) => true));
    }

    [Fact]
    public void ReadOutcome_OutcomesAndAmendments_AreWhatTheSerializerReads()
    {
        var decision = Guid.NewGuid();
        Assert.Equal(("converted", 0.0, false, null), _fields.ReadOutcome(Row(LogKind.Outcome, new OutcomePayload("converted", 0, false, null))));
        Assert.Equal(("value", 12.5, true, decision), _fields.ReadOutcome(Row(LogKind.Outcome, new OutcomePayload("value", 12.5, true, decision))));
        Assert.Equal(("näme", -1e-9, false, decision), _fields.ReadOutcome(Row(LogKind.Amendment, new AmendmentPayload("näme", -1e-9, 3, decision))));
        Assert.Equal(("", 0.0, false, null), _fields.ReadOutcome(new LogRow(1, LogSource.Live, LogKind.Outcome, 1, 0, 0, "{\"value\":0,\"decisionId\":null}"u8)));
    }

    [Fact]
    public void ReadAssignment_MoreNamesThanAreRemembered_AreStillRead()
    {
        for (var i = 0; i < 100; i++)
        {
            var payload = new AssignmentPayload($"experiment-{i}", i, "unit", ["control", $"arm-{i}"], [0, uint.MaxValue], 5, $"arm-{i}", i, Repeats: i % 2 == 1);
            var (experiment, arms, shares, arm, repeats) = _fields.ReadAssignment(Row(LogKind.Assignment, payload));
            Assert.Equal((payload.Experiment, payload.Arm, payload.Repeats), (experiment, arm, repeats));
            Assert.Equal(payload.Arms, arms);
            Assert.Equal(payload.Shares, shares);
        }
    }

    [Fact]
    public void Read_NoJsonOrAnotherType_Throws()
    {
        Assert.ThrowsAny<JsonException>(() => _fields.ReadTurn(new LogRow(1, LogSource.Live, LogKind.Turn, 1, 0, 0, "{\"speaker\""u8)));
        Assert.ThrowsAny<JsonException>(() => _fields.ReadTurn(new LogRow(1, LogSource.Live, LogKind.Turn, 1, 0, 0, "[1]"u8)));
        Assert.ThrowsAny<InvalidOperationException>(() => _fields.ReadTurn(new LogRow(1, LogSource.Live, LogKind.Turn, 1, 0, 0, "{\"speaker\":\"x\"}"u8)));
    }

    [Fact]
    public async Task Scan_FromFileAndFromMemory_GivesTheEntriesThatReadGives()
    {
        await using var harness = await StudioHarness.StartAsync();
        for (var i = 0; i < 5; i++)
            await harness.PlayAsync(i);
        var entries = harness.Studio.Log.Read(0, 10_000).Select(Text).ToList();
        Assert.Equal(entries, Scan(harness, 0));
        await harness.ReopenAsync();
        await harness.PlayAsync(6);
        Assert.Equal(harness.Studio.Log.Read(0, 10_000).Select(Text), Scan(harness, 0));
        Assert.Equal(harness.Studio.Log.Read(4, 10_000).Select(Text), Scan(harness, 4));
    }

    private static List<string> Scan(StudioHarness harness, long after)
    {
        var rows = new List<string>();
        harness.Studio.Log.Scan(after, harness.Studio.Log.LastSequence, (in row) => rows.Add(
            $"{row.Sequence} {row.Source} {row.Kind} {row.ConversationNo} {row.OccurredAtTicks} {row.RecordedAtTicks} {Convert.ToHexString(row.Payload)}"));
        return rows;
    }

    private static string Text(LogEntry entry) =>
        $"{entry.Sequence} {entry.Source} {entry.Kind} {entry.ConversationNo} {entry.OccurredAt.UtcTicks} {entry.RecordedAt.UtcTicks} {Convert.ToHexString(entry.Payload.Span)}";


    private static LogRow Row<T>(LogKind kind, T payload)
        where T : class => new(1, LogSource.Live, kind, 1, 0, 0, LogPayloads.Write(payload));
}
