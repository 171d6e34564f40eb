using System.Text;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Policies;
using Microsoft.Data.Sqlite;

namespace ConvoStudio.Web.Tests.Faults;

/// <summary>The server is killed again and again under load. What was answered is there exactly once, and what was learnt is what the log says.</summary>
public sealed class KillTests : IAsyncLifetime
{
    private const string ApiKey = "cs_test_0123456789abcdefghijklmnopqrstuvwxyz";
    private const int Rounds = 20;
    private readonly string _folder = Directory.CreateTempSubdirectory("convostudio-kill-").FullName;

    [Fact]
    public async Task Kill_AtRandomMomentsUnderLoad_LosesAndRepeatsNothingAnswered()
    {
        await SampleFolder.FillAsync(_folder);
        var moments = new Random(20260711);
        List<Answered> answered = [];
        for (var round = 0; round < Rounds; round++)
        {
            await using var server = await ServerProcess.StartAsync(_folder, ApiKey);
            var load = new ConversationLoad(server.Client, SampleFolder.Playbook, $"round-{round}") { Enough = moments.Next(5, 150) };
            using var ending = new CancellationTokenSource();
            var talking = load.RunAsync(clients: 8, ending.Token);
            await Task.WhenAny(load.Reached, talking).WaitAsync(TimeSpan.FromMinutes(1));
            Assert.True(load.Reached.IsCompleted, "The clients stopped before the server was killed.");
            await server.KillAsync();
            await ending.CancelAsync();
            await talking;
            answered.AddRange(load.Answers);
            AssertStoredOnce(load.Answers);
        }

        Assert.True(answered.Count > 20 * Rounds, $"Only {answered.Count} answers in {Rounds} rounds: the load was no load.");
        Assert.Contains(answered, a => a.Kind == "outcome");
        AssertStoredOnce(answered);
        await AssertLearntAsTheLogSaysAsync(answered);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Every answer is the stored answer of exactly one row of its conversation.</summary>
    private void AssertStoredOnce(IEnumerable<Answered> answered)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "log.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT count(*) FROM log WHERE answer = $answer
              AND conversation_no = (SELECT no FROM conversation WHERE public_id = $id) AND kind = $kind
            """;
        var (answer, id, kind) = (command.Parameters.Add("$answer", SqliteType.Blob), command.Parameters.Add("$id", SqliteType.Blob), command.Parameters.Add("$kind", SqliteType.Integer));
        foreach (var one in answered)
        {
            (answer.Value, id.Value) = (Encoding.UTF8.GetBytes(one.Body), one.Conversation.ToByteArray(bigEndian: true));
            kind.Value = (long)Enum.Parse<LogKind>(one.Kind, ignoreCase: true);
            Assert.Equal(1L, command.ExecuteScalar());
        }
    }

    /// <summary>A last server answers; its learner is the fold of the whole log from nothing, to the last bit: every decision it and its killed predecessors made replays identically.</summary>
    private async Task AssertLearntAsTheLogSaysAsync(List<Answered> answered)
    {
        await using var server = await ServerProcess.StartAsync(_folder, ApiKey);
        var decisions = answered.Where(a => a.Kind == "decision").TakeLast(60).ToList();
        foreach (var decision in decisions)
        {
            var id = System.Text.Json.JsonDocument.Parse(decision.Body).RootElement.GetProperty("decisionId").GetGuid();
            var replay = await server.Client.GetStringAsync($"/api/v1/decisions/{id}/replay");
            Assert.True(System.Text.Json.JsonDocument.Parse(replay).RootElement.GetProperty("identical").GetBoolean(), replay);
        }

        await server.KillAsync();
        await using var log = SqliteDecisionLog.Open(new LogOptions { Path = Path.Combine(_folder, "log.db") }, TimeProvider.System);
        var (first, second) = (await FoldAsync(log), await FoldAsync(log));
        Assert.NotNull(first);
        Assert.Equal(first, second);
    }

    private static async Task<byte[]?> FoldAsync(IDecisionLog log)
    {
        var learner = new LearnerWorker(log, LogSource.Live, new PolicySnapshotStore());
        await learner.FoldAllAsync();
        return learner.Save(SampleFolder.Playbook, "learner");
    }
}
