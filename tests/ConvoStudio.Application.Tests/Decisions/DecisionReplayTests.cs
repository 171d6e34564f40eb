using ConvoStudio.Application.Log;
using ConvoStudio.Application.Tests.Studios;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ConvoStudio.Application.Tests.Decisions;

public sealed class DecisionReplayTests
{
    [Fact]
    public async Task Replay_EveryDecisionAfterReopenAndLaterEdits_IsIdentical()
    {
        await using var harness = await StudioHarness.StartAsync();
        for (var i = 0; i < 12; i++)
        {
            await harness.PlayAsync(i);
            await harness.Studio.Learner.AdvanceAsync();
        }

        var edited = StudioHarness.Configuration(2);
        await harness.Studio.Configurations.ActivateAsync(
            edited with { Reward = edited.Reward with { ConversionWeight = 0.5 }, Definition = edited.Definition with { Actions = [.. edited.Definition.Actions.Select(a => a.Number == 0 ? a with { Archived = true } : a)] } }, "test");
        await harness.PlayAsync(99);
        await harness.ReopenAsync();
        var learnt = 0;
        foreach (var decision in Decisions(harness))
        {
            var result = await harness.Studio.Replay.ReplayAsync(decision.DecisionId);
            Assert.True(result.Identical, result.FirstDifference);
            learnt += decision.Policy == "learner" ? 1 : 0;
        }

        Assert.True(learnt > 3);
    }

    [Fact]
    public async Task Replay_CorruptedWeight_NamesTheHop()
    {
        await using var harness = await StudioHarness.StartAsync();
        await harness.PlayAsync(1);
        var entry = harness.Studio.Log.Read(0, 100).First(e => e.Kind == LogKind.Decision);
        var decision = LogPayloads.Read<DecisionPayload>(entry);
        ulong[] weights = [.. decision.Weights];
        (weights[0], weights[1]) = (weights[0] - 1, weights[1] + 1);
        await ExecuteAsync(harness, "UPDATE log SET payload = $bytes WHERE seq = $seq", ("$bytes", LogPayloads.Write(decision with { Weights = weights })), ("$seq", entry.Sequence));
        var result = await harness.Studio.Replay.ReplayAsync(decision.DecisionId);
        Assert.False(result.Identical);
        Assert.StartsWith("weights", result.FirstDifference);
    }

    [Fact]
    public async Task Replay_CorruptedConfigurationBlob_NamesTheHop()
    {
        await using var harness = await StudioHarness.StartAsync();
        await harness.PlayAsync(1);
        var decision = Decisions(harness)[0];
        await ExecuteAsync(harness, "UPDATE blob SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Card offers', 'Card 0ffers') AS BLOB) WHERE kind = 'configuration'");
        var result = await harness.Studio.Replay.ReplayAsync(decision.DecisionId);
        Assert.False(result.Identical);
        Assert.StartsWith("configuration", result.FirstDifference);
    }

    [Fact]
    public async Task Replay_CorruptedTurn_NamesTheHop()
    {
        await using var harness = await StudioHarness.StartAsync();
        await harness.PlayAsync(1);
        await ExecuteAsync(harness, "UPDATE log SET payload = CAST(replace(CAST(payload AS TEXT), 'answer', 'agree') AS BLOB) WHERE kind = 1");
        var result = await harness.Studio.Replay.ReplayAsync(Decisions(harness)[1].DecisionId);
        Assert.False(result.Identical);
        Assert.StartsWith("context", result.FirstDifference);
    }

    [Fact]
    public async Task Replay_CorruptedCheckpointByte_NamesTheHop()
    {
        await using var harness = await StudioHarness.StartAsync(checkpointEvery: 10);
        for (var i = 0; i < 14; i++)
        {
            await harness.PlayAsync(i);
            await harness.Studio.Learner.AdvanceAsync();
        }

        var last = Decisions(harness).Last(d => d.Policy == "learner");
        Assert.True((await harness.Studio.Replay.ReplayAsync(last.DecisionId)).Identical);
        await ExecuteAsync(harness, "UPDATE blob SET bytes = CAST(substr(bytes, 1, 400) || x'5A' || substr(bytes, 402) AS BLOB) WHERE kind = 'checkpoint'");
        var result = await harness.Studio.Replay.ReplayAsync(last.DecisionId);
        Assert.False(result.Identical);
        Assert.StartsWith("policy", result.FirstDifference);
        // The studio itself folds the log instead, says so, and comes to the same state.
        var before = harness.Studio.Learner.Save(StudioHarness.Playbook, "learner");
        await harness.ReopenAsync();
        Assert.Single(harness.Studio.Learner.Alarms);
        Assert.Equal(before, harness.Studio.Learner.Save(StudioHarness.Playbook, "learner"));
    }

    private static List<DecisionPayload> Decisions(StudioHarness harness) =>
        [.. harness.Studio.Log.Read(0, 10_000).Where(e => e.Kind == LogKind.Decision).Select(LogPayloads.Read<DecisionPayload>)];

    private static async Task ExecuteAsync(StudioHarness harness, string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = new SqliteConnection($"Data Source={harness.LogPath};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        Assert.True(await command.ExecuteNonQueryAsync() > 0);
    }
}
