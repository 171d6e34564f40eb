using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Policies;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Policies.Exploration;
using ConvoStudio.Engine.Rewards;
using Xunit;

namespace ConvoStudio.Application.Tests.Policies;

/// <summary>A live studio whose experiment has an arm for every way of learning.</summary>
public sealed class LearnerKindsTests
{
    private static readonly IActor Analyst = Actor.Person("a", "Ana", [Roles.Analyst]);

    private static readonly NewLearner[] Learners =
    [
        .. Enum.GetValues<ExplorationKind>().Select(kind => new NewLearner($"linear-{(int)kind}", kind.ToString(), PolicyKind.LinearBandit, 0.05, kind, ExpectedConversion: 0.03)),
        new("adaptive", "Adaptive", PolicyKind.AdaptiveBandit, ExpectedConversion: 0.03),
        new("beta", "Beta", PolicyKind.BetaThompson), new("gaussian", "Gaussian", PolicyKind.GaussianThompson, ExpectedConversion: 0.03),
    ];

    [Fact]
    public async Task Play_ArmOfEachKind_RestartAndReplayAreIdentical()
    {
        await using var harness = await PlayedAsync(checkpointEvery: 40);
        var learnt = Learners.ToDictionary(l => l.Id, l => Bytes(harness, l.Id));
        Assert.Equal(Learners.Length, learnt.Values.Select(Convert.ToHexString).Distinct().Count());
        await harness.ReopenAsync();
        foreach (var learner in Learners)
        {
            Assert.NotNull(harness.Studio.Log.FindCheckpoint($"{StudioHarness.Playbook}/{learner.Id}", long.MaxValue));
            Assert.Equal(learnt[learner.Id], Bytes(harness, learner.Id));
        }

        using var fresh = new LearnerWorker(harness.Studio.Log, LogSource.Live, new PolicySnapshotStore());
        await fresh.FoldAllAsync();
        var rows = Decisions(harness);
        Assert.Equal(Learners.Select(l => l.Id).Order(StringComparer.Ordinal), rows.Select(r => r.Policy).Distinct().Order(StringComparer.Ordinal));
        foreach (var row in rows)
        {
            var result = await harness.Studio.Replay.ReplayAsync(row.DecisionId);
            Assert.True(result.Identical, $"{row.Policy}: {result.FirstDifference}");
        }
    }

    [Fact]
    public async Task Explain_EachKind_PartsAddToScoreAndChance()
    {
        await using var harness = await PlayedAsync();
        foreach (var row in Decisions(harness))
        {
            var explanation = harness.Studio.Explainer.Explain(Analyst, row.DecisionId);
            var learner = Learners.Single(l => l.Id == row.Policy);
            Assert.True(explanation.Faithful);
            Assert.Equal(learner.Exploration ?? (learner.Kind == PolicyKind.AdaptiveBandit ? ExplorationKind.LinUcb : ExplorationKind.ThompsonSampling), explanation.Exploration);
            // What the page adds up is what the policy compared: the bound that won is the greatest.
            if (explanation.Exploration is ExplorationKind.LinUcb)
                Assert.Equal(explanation.Actions.Max(a => a.Score + a.Bonus), explanation.Actions.MaxBy(a => a.OwnChance)!.Score + explanation.Actions.MaxBy(a => a.OwnChance)!.Bonus, 1e-9);
            for (var i = 0; i < row.Eligible.Count; i++)
            {
                var action = explanation.Actions[i];
                Assert.Equal(row.Scores[i], action.Start + action.Reasons.Sum(r => r.Part), 1e-10);
                Assert.Equal(row.Weights[i] / 4294967296.0, explanation.FloorShare + action.OwnChance, 1e-9);
                Assert.Equal(explanation.Exploration is ExplorationKind.LinUcb or ExplorationKind.RegCbOpt && row.Widths[i] > 0, action.Bonus != 0);
                Assert.True(learner.Kind is PolicyKind.LinearBandit or PolicyKind.AdaptiveBandit || action.Reasons.Count == 0);
            }
        }
    }

    [Fact]
    public async Task Replay_SettingsChangedInTheLog_AreNoticed()
    {
        await using var harness = await PlayedAsync(conversations: 9);
        var row = Decisions(harness)[0];
        var hash = harness.Studio.Configurations.Find(StudioHarness.Playbook)!.Configuration.Policies.Single(p => p.Id == row.Policy).ParametersHash!;
        await harness.Studio.DisposeAsync();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={harness.LogPath};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"UPDATE blob SET bytes = CAST(replace(CAST(bytes AS TEXT), '0.', '1.') AS BLOB) WHERE hex(hash32) = '{hash.ToUpperInvariant()}'";
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        await Assert.ThrowsAsync<InvalidDataException>(harness.OpenAsync);
    }

    private static async Task<StudioHarness> PlayedAsync(int conversations = 63, int checkpointEvery = 10_000)
    {
        var harness = await StudioHarness.StartAsync(checkpointEvery: checkpointEvery);
        var configuration = StudioHarness.Configuration(2);
        var settings = Learners.Select(l => l.Settings(configuration.Reward).Save()).ToList();
        await harness.Studio.Configurations.ActivateAsync(
            configuration with
            {
                Policies = [configuration.Policies[0], .. Learners.Select((l, i) => new PolicyPart(l.Id, l.Name, l.Kind, ConfigurationHash.Of(settings[i]), l.Floor))],
                Experiments = [new ExperimentPart("kinds", "Kinds", 1, true, [.. Learners.Select((l, i) => new ArmPart(l.Id, l.Name, l.Id, 1, i == 0))])],
            },
            "test", [.. settings.DistinctBy(s => ConfigurationHash.Of(s)).Select(s => new LogBlob(Convert.FromHexString(ConfigurationHash.Of(s)), "policy-parameters", 1, s))]);
        for (var i = 0; i < conversations; i++)
        {
            await harness.PlayAsync(i);
            if (i % 5 == 0)
                await harness.Studio.Learner.AdvanceAsync();
        }

        await harness.Studio.Learner.AdvanceAsync();
        return harness;
    }

    private static byte[] Bytes(StudioHarness harness, string policy) => harness.Studio.Learner.Save(StudioHarness.Playbook, policy)!;

    private static List<DecisionPayload> Decisions(StudioHarness harness) =>
        [.. harness.Studio.Log.Read(0, 10_000).Where(e => e.Kind == LogKind.Decision).Select(e => LogPayloads.Read<DecisionPayload>(e))];
}
