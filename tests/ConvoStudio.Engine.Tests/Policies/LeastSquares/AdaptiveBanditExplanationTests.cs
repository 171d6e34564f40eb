using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Policies.LeastSquares;
using Xunit;
using static ConvoStudio.Engine.Tests.Policies.LeastSquares.AdaptiveBanditRuns;

namespace ConvoStudio.Engine.Tests.Policies.LeastSquares;

/// <summary>The parts of a score add up to it, products and steps included.</summary>
public sealed class AdaptiveBanditExplanationTests
{
    private const int Length = 6;

    [Theory]
    [InlineData(FeatureSets.Slots, false)]
    [InlineData(FeatureSets.Pairs, false)]
    [InlineData(FeatureSets.Steps, false)]
    [InlineData(FeatureSets.Pairs, true)]
    public void Explain_KnownOrNewAction_PartsAddToTheScoreOfTheDecision(FeatureSets features, bool shared)
    {
        var bandit = new SyntheticBandit(Length, 3, 31);
        var learner = Learnt(AdaptiveBanditLearnerTests.Within(bandit, 400), Length, Only(features) with { SharedBlock = shared, PriorMean = 0.2 });
        var snapshot = learner.Snapshot();
        for (var i = 0; i < 10; i++)
        {
            var x = bandit.NextContext();
            var scores = Ask(learner, x, 0, 1, 2, 8).Scores;
            foreach (var (place, action) in ((int, int)[])[(0, 0), (1, 1), (2, 2), (3, 8)])
            {
                foreach (var reference in (EncodedContext[])[default, learner.MeanContext()])
                {
                    var parts = snapshot.Explain(new(x), reference, action);
                    Assert.Equal(scores[place], parts.Score, 1e-5);
                    Assert.Equal(parts.Score, parts.Start + parts.Parts.Sum(), 1e-9);
                    Assert.Equal(action != 8, parts.IsKnown);
                }
            }
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => snapshot.Explain(learner.MeanContext(), default, -1));
    }

    [Fact]
    public void Explain_AtTheReference_NoSlotHasAPart()
    {
        var bandit = new SyntheticBandit(Length, 2, 32);
        var learner = Learnt(bandit.Decisions(100), Length, Only(FeatureSets.Pairs));
        Assert.All(learner.Snapshot().Explain(learner.MeanContext(), learner.MeanContext(), 1).Parts, part => Assert.Equal(0, part));
    }
}
