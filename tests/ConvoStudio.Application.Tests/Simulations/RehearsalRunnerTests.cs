using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Simulations;
using ConvoStudio.Engine.Compliance;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;
using ConvoStudio.Engine.Simulation;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ConvoStudio.Application.Tests.Simulations;

public sealed class RehearsalRunnerTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("convostudio-").FullName;

    [Fact]
    public async Task Run_SameSeedTwice_GivesTheSameBytes()
    {
        var (first, _) = await RunAsync("a", seed: 5, conversations: 40);
        var (second, _) = await RunAsync("b", seed: 5, conversations: 40);
        var (other, _) = await RunAsync("c", seed: 6, conversations: 40);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task Run_BanditTwice_MovesTheSameSharesAtTheSamePlace_WhoeverLooksMeanwhile()
    {
        var (first, moves) = await RunBanditAsync("bandit-a", looked: false);
        var (second, again) = await RunBanditAsync("bandit-b", looked: true);
        Assert.True(moves.Count >= 2);
        Assert.Equal(moves.Select(m => m.Sequence), again.Select(m => m.Sequence));
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Run_BreachedGuardrail_PausesTheExperimentInTheBottleToo()
    {
        var plan = Plan(seed: 4, conversations: 400);
        var experiment = plan.Configuration.Experiments[0];
        var handOver = plan.Configuration.Definition.Fallback;
        plan = plan with
        {
            Configuration = plan.Configuration with
            {
                Policies = [.. plan.Configuration.Policies, new PolicyPart("gives-up", "Gives up", PolicyKind.FixedAction, Floor: 0, Action: handOver)],
                Experiments =
                [
                    experiment with
                    {
                        Arms = [experiment.Arms[0], experiment.Arms[1] with { Policy = "gives-up" }],
                        Plan = ExperimentPlan.Usual with { Guardrails = [new GuardrailPart(ExperimentMetric.Conversion, 0.02, GuardrailEffect.PauseExperiment)] },
                    },
                ],
            },
        };
        await using var runner = await RehearsalRunner.OpenAsync(plan, Path.Combine(_folder, "guardrail.db"), TimeProvider.System);
        await runner.RunAsync(null, default);
        var breach = Assert.Single(runner.Studio.Guardrails.Of("talks"));
        Assert.False(runner.Studio.Configurations.Find("sample")!.Configuration.Experiments[0].Running);
        Assert.DoesNotContain(runner.Studio.Log.Read(breach.Sequence, 100_000), e => e.Kind == LogKind.Assignment);
    }

    private async Task<(string Digest, IReadOnlyList<RecordedReallocation> Moves)> RunBanditAsync(string name, bool looked)
    {
        var plan = Plan(seed: 11, conversations: 150);
        var experiment = plan.Configuration.Experiments[0];
        plan = plan with
        {
            Configuration = plan.Configuration with
            {
                Experiments = [experiment with { Plan = ExperimentPlan.Usual with { Allocation = new AllocationPart(0.05, 0.9, 0.3, BurnIn: 20, Every: 20) } }],
            },
        };
        await using var runner = await RehearsalRunner.OpenAsync(plan, Path.Combine(_folder, $"{name}.db"), TimeProvider.System);
        // Somebody who looks makes frames at other moments; nothing of the run may hang on it.
        await runner.RunAsync(
            _ =>
            {
                if (looked)
                    runner.Studio.Metrics.Advance(heartbeat: true);
                return ValueTask.CompletedTask;
            }, default);
        return (LogDigest.Of(runner.Studio.Log), runner.Studio.Shares.Of("talks"));
    }

    [Fact]
    public async Task Run_EveryDecision_ReplaysIdentically()
    {
        await using var runner = await RehearsalRunner.OpenAsync(Plan(seed: 9, conversations: 30), Path.Combine(_folder, "replay.db"), TimeProvider.System);
        await runner.RunAsync(null, default);
        var replayed = 0;
        foreach (var entry in runner.Studio.Log.Read(0, 100_000).Where(e => e.Kind == LogKind.Decision))
        {
            var result = await runner.Studio.Replay.ReplayAsync(LogPayloads.Read<DecisionPayload>(entry).DecisionId);
            Assert.True(result.Identical, result.FirstDifference);
            replayed++;
        }

        Assert.True(replayed > 60);
    }

    [Fact]
    public async Task Run_Board_EqualsACountOverTheLog()
    {
        await using var runner = await RehearsalRunner.OpenAsync(Plan(seed: 3, conversations: 60), Path.Combine(_folder, "board.db"), TimeProvider.System);
        await runner.RunAsync(null, default);
        var frame = runner.Studio.Metrics.Latest("talks")!;
        // Counted by SQL over the rows, with nothing of the fold's code.
        Assert.Equal(
            Sql("board.db", "SELECT json_extract(CAST(payload AS TEXT), '$.arm'), count(*) FROM log WHERE kind = 9 GROUP BY 1 ORDER BY 1"),
            frame.Arms.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => (a.Key, (double)a.Totals.Conversations)));
        Assert.Equal(
            Sql("board.db", """
                SELECT json_extract(CAST(a.payload AS TEXT), '$.arm'), sum(json_extract(CAST(o.payload AS TEXT), '$.value') > 0) FROM log a JOIN log o USING (conversation_no)
                WHERE a.kind = 9 AND o.kind = 4 AND json_extract(CAST(o.payload AS TEXT), '$.metric') = 'converted' GROUP BY 1 ORDER BY 1
                """),
            frame.Arms.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => (a.Key, (double)a.Totals.Conversions)));
        Assert.Equal(
            Sql("board.db", "SELECT json_extract(CAST(payload AS TEXT), '$.arm'), count(*) FROM log WHERE kind = 2 GROUP BY 1 ORDER BY 1"),
            frame.Arms.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => (a.Key, (double)a.Totals.Decisions)));
        // Reward: each decision earns 0.2 by the mood of the customer's answer before the next decision, and 0.8 when the conversation converted.
        var rewards = Sql("board.db", """
            WITH d AS (SELECT seq, conversation_no c, lead(seq, 1, 1e18) OVER (PARTITION BY conversation_no ORDER BY seq) next FROM log WHERE kind = 2),
                 r AS (SELECT d.c, 0.2 * (SELECT CASE count(*) WHEN 0 THEN 0 ELSE coalesce((1 + avg(json_extract(CAST(t.payload AS TEXT), '$.sentiment'))) / 2, 1) END FROM log t WHERE t.conversation_no = d.c AND t.kind = 1 AND t.seq > d.seq AND t.seq < d.next
                                                AND coalesce(json_extract(CAST(t.payload AS TEXT), '$.speaker'), 0) = 1)
                         + 0.8 * (SELECT coalesce(json_extract(CAST(o.payload AS TEXT), '$.value'), 0) > 0 FROM log o WHERE o.conversation_no = d.c AND o.kind = 4
                                  AND json_extract(CAST(o.payload AS TEXT), '$.metric') = 'converted') reward FROM d),
                 m AS (SELECT c, avg(reward) reward FROM r GROUP BY c)
            SELECT json_extract(CAST(a.payload AS TEXT), '$.arm'), sum(coalesce(m.reward, 0)) FROM log a LEFT JOIN m ON m.c = a.conversation_no WHERE a.kind = 9 GROUP BY 1 ORDER BY 1
            """);
        foreach (var (arm, sum) in rewards)
            Assert.Equal(sum, frame.Arms.Single(a => a.Key == arm).Totals.RewardSum, 1e-9);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<(string Digest, long Rows)> RunAsync(string name, int seed, int conversations)
    {
        await using var runner = await RehearsalRunner.OpenAsync(Plan(seed, conversations), Path.Combine(_folder, $"{name}.db"), TimeProvider.System);
        await runner.RunAsync(null, default);
        return (LogDigest.Of(runner.Studio.Log), runner.Studio.Log.LastSequence);
    }

    private List<(string Arm, double Count)> Sql(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, file)};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<(string, double)> rows = [];
        while (reader.Read())
            rows.Add((reader.GetString(0), reader.GetDouble(1)));
        return rows;
    }

    private static RehearsalPlan Plan(int seed, int conversations)
    {
        var samples = SampleConversations.Generate(1, 300);
        var outcomeActs = SampleConversations.OutcomeActs.ToHashSet(StringComparer.Ordinal);
        var facts = SampleConversations.Facts;
        var moves = MoveExtractor.Extract(samples, outcomeActs);
        TalkTrackAction[] actions =
        [
            .. moves.Moves.Select((m, i) => new TalkTrackAction(i, m.Key, m.Acts)), new TalkTrackAction(moves.Moves.Count, "hand-over", ["hand-over"]),
        ];
        var configuration = new PlaybookConfiguration(
            "sample", 1,
            new PlaybookPart(
                "Sample", "en", [.. SampleConversations.AgentActs.Concat(SampleConversations.CustomerActs).Distinct(StringComparer.Ordinal).Select(a => new ActPart(a, outcomeActs.Contains(a)))],
                facts, actions, moves.Moves.Count),
            EncoderSchemaBuilder.Build(null, facts, SampleConversations.CustomerActs, SampleConversations.AgentActs, null, outcomeActs),
            new RulesPart([]), new RewardDefinition(),
            [new PolicyPart("uniform", "Uniform", PolicyKind.Uniform), new PolicyPart("learner", "Learner", PolicyKind.LinearBandit)],
            [new ExperimentPart("talks", "Talks", 1, true, [new ArmPart("control", "Uniform", "uniform", 1, true), new ArmPart("treatment", "Learner", "learner", 1, false)])],
            new RoutingPart("uniform"));
        var customers = CustomerModelFitter.Fit(samples, new CustomerModelOptions(outcomeActs));
        return new RehearsalPlan(configuration, [], customers, conversations, seed);
    }
}
