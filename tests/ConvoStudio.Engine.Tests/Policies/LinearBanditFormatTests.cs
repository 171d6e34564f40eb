using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Exploration;
using Xunit;

namespace ConvoStudio.Engine.Tests.Policies;

public sealed class LinearBanditFormatTests
{
    /// <summary>Written by the build before version 2: floor 0.05, γ = 12 · (n + 1)^0.4, ridge 1.5, shared block; 70 decisions on three slots, actions 1 and 4.</summary>
    private const string Version1 =
        "Q1NMQgEAAAAEAgAAAAAAAJqZmZmZmak/AAAAAAAAKECamZmZmZnZPwAAAAAAAPg/AQAAAAMAAABGAAAAAAAAAEAAAAAAAAAAAAAAAAAA+D8BAAAAAJ0HQP//" +
        "////p9U/AAAAAAAA8D8AAAAAAAAAAAAAAAAAAFC8AAAAAACAYUAYX/EVX/HVP6/4iq/4ii9ABdDFyn/l0T/G5zty2+5XP6MnXgjS7ng/ZVwKwsenzT8AAAAA" +
        "AADYO297+7pYub0/gztJeGpkg78AAAAAAADgO6pnMXapNfA/AgAAAAEAAAAjAAAAAAAAAP///////y1AAAAAAAAAoDySJEmSJEkWQAAAAAAAgEFAAAAAAAAA" +
        "AAAAAAAAAIBRQAAAAAAAAChAAAAAAAAACMAAAAAAAAAoQOsybMRWrNg/C3NsNWgRaj/S6TCqNc+zP9sNhfIluKQ/7d9/LRTJWr+hY83P/32MPyIKqsHIWqS/" +
        "nOdDrTxedD+9RN37u/S+PwQAAAAjAAAAAAAAAAAAAAAAAC5AAAAAAAAAAAC2bdu2bdsSQAAAAAAAgEFAAAAAAAAAAAAAAAAAAIBRQAAAAAAAAChAAAAAAAAA" +
        "CEAAAAAAAAAoQAC0UCKj2to/KH0055GyUT98jVfbreWav9oNhfIluKQ/7N9/LRTJWj+hY83P/32MPyAKqsHIWqS/nOdDrTxedL+6RN37u/S+PxN0svIQfkwv" +
        "A4C2B9KBbQKZyUtnudQt4MC0NQzOETnY" +
        "" +
        "";

    [Fact]
    public void Load_Version1_AnswersToTheBitAsItDid()
    {
        var learner = LinearBanditLearner.Load(Convert.FromBase64String(Version1));
        Assert.Equal(new LinearBanditSettings(0.05, 1.5) { Exploration = ExplorationSettings.SquareCb(12, 0.4) }, learner.Settings);
        var (weights, scores, widths) = LinearBanditRuns.Ask(learner.Snapshot(), [1, 1, 0], [1, 2, 4]);
        // Answers of the build that wrote the bytes.
        Assert.Equal([856076758, 376540441, 3062350097], weights);
        Assert.Equal([4600966918713365386, 4598735346198907885, 4601567499965452344], scores.Select(BitConverter.DoubleToInt64Bits));
        Assert.All(widths, width => Assert.True(width > 0));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Load_AnyExploration_ContinuesBitForBit(ExplorationKind kind)
    {
        var exploration = Exploration.ActionProbabilitiesTests.Default(kind);
        var learner = new LinearBanditLearner(6, new LinearBanditSettings(0.01, PriorReward: 0.03) { Exploration = exploration });
        LinearBanditRuns.LearnAll(learner, new SyntheticBandit(6, 3, 8).Decisions(100));
        var loaded = LinearBanditLearner.Load(LinearBanditSaveTests.Saved(learner));
        Assert.Equal(learner.Settings, loaded.Settings);
        double[] x = [1, 0.3, -2, 1, 0.5, 4];
        var (one, other) = (LinearBanditRuns.Ask(learner.Snapshot(), x, [0, 1, 2, 7]), LinearBanditRuns.Ask(loaded.Snapshot(), x, [0, 1, 2, 7]));
        Assert.Equal(one.Weights, other.Weights);
        Assert.Equal(one.Scores, other.Scores);
        Assert.Equal(one.Widths, other.Widths);
    }

    [Fact]
    public void Learn_ExpectedReward_IsTheSameModelOfTheDifferences()
    {
        var decisions = new SyntheticBandit(5, 3, 11).Decisions(200);
        var (plain, expecting) = (new LinearBanditLearner(5, new()), new LinearBanditLearner(5, new(PriorReward: 0.25)));
        double[] x = [1, 0.3, -2, 1, 0.5];
        Assert.All(LinearBanditRuns.Ask(expecting.Snapshot(), x, [0, 1, 9]).Scores, score => Assert.Equal(0.25, score));
        LinearBanditRuns.LearnAll(plain, [.. decisions.Select(d => d with { Reward = d.Reward - 0.25 })]);
        LinearBanditRuns.LearnAll(expecting, decisions);
        var (without, with) = (LinearBanditRuns.Ask(plain.Snapshot(), x, [0, 1, 9]), LinearBanditRuns.Ask(expecting.Snapshot(), x, [0, 1, 9]));
        for (var i = 0; i < 3; i++)
            Assert.Equal(without.Scores[i] + 0.25, with.Scores[i], 1e-12);
    }

    public static TheoryData<ExplorationKind> Kinds => Exploration.ActionProbabilitiesTests.Kinds;
}
