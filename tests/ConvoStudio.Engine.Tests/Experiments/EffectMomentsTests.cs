using ConvoStudio.Engine.Experiments;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class EffectMomentsTests
{
    public static TheoryData<long, double, double, long, double, double> Nothing => new()
    {
        { 0, 0, 0, 0, 0, 0 },
        { 0, 0, 0, 10, 12, 40 },
        { 1, 3, 9, 10, 12, 40 },
        { 10, 20, 40, 10, 12, 40 },
        { 10, 0, 40, 10, 12, 40 },
    };

    [Theory]
    [MemberData(nameof(Nothing))]
    public void Of_NothingToSay_IsUninformativeEverywhere(long n, double sum, double squares, long m, double otherSum, double otherSquares)
    {
        var moments = EffectMoments.Of(new MeanSums(n, sum, squares).Moments, new MeanSums(m, otherSum, otherSquares).Moments, EffectScale.Relative);
        Assert.True(moments.IsDegenerate);
        Assert.Equal(EffectTest.Uninformative, WelchTest.Of(moments));
        Assert.Equal(EffectTest.Uninformative, new AsymptoticConfidenceSequence().Of(moments, Alternative.Greater));
        Assert.Equal(0.5, GaussianPosterior.Of(moments, EffectScale.Relative, GaussianPrior.Flat).ChanceToWin);
        Assert.True(double.IsNaN(RemainingTraffic.Of(moments, EffectScale.Relative, 0.1).ScalingFactor));
    }

    [Fact]
    public void Of_CupedParts_AddUpAndNarrow()
    {
        double[] pre = [1, 4, 2, 8, 5, 7, 1.5, 3], noise = [0.25, -0.25, 0.25, -0.25, 0.5, -0.5, 0, 0];
        CupedSums Arm(double shift, int from, int to) =>
            Enumerable.Range(from, to - from).Aggregate(default(CupedSums), (sums, i) => sums.Add((2 * pre[i]) + noise[i] + shift, pre[i]));
        CupedSums control = Arm(0, 0, 8), treatment = Arm(0.5, 0, 8);
        Assert.Equal(control, Arm(0, 0, 3) + Arm(0, 3, 8));
        var adjusted = EffectMoments.Of(control, treatment, EffectScale.Absolute);
        var plain = EffectMoments.Of(control.Post.Moments, treatment.Post.Moments, EffectScale.Absolute);
        Assert.Equal(0.5, adjusted.Effect, 1e-9);
        Assert.InRange(adjusted.StandardError, 0, plain.StandardError / 10);
    }

    [Fact]
    public void Of_CovariateWithoutVariance_IsTheUnadjustedResult()
    {
        var post = new MeanSums(50, 100, 400);
        var control = new CupedSums(post, new(50, 0, 0), 0);
        var treatment = new CupedSums(new(50, 130, 500), new(50, 0, 0), 0);
        Assert.Equal(
            EffectMoments.Of(post.Moments, treatment.Post.Moments, EffectScale.Relative), EffectMoments.Of(control, treatment, EffectScale.Relative));
    }

    [Fact]
    public void Of_NegatedRatio_HasTheSameStandardError()
    {
        // A negative baseline must not change the width: |control| divides.
        var control = Ratio([12, 19, 16, 24, 21], 1);
        var treatment = Ratio([17, 12, 23, 28, 14], 1);
        var effect = EffectMoments.Of(control, treatment, EffectScale.Relative, 0.5);
        var negated = EffectMoments.Of(Ratio([12, 19, 16, 24, 21], -1), Ratio([17, 12, 23, 28, 14], -1), EffectScale.Relative, 0.5);
        Assert.Equal(-effect.Effect, negated.Effect, 1e-12);
        Assert.Equal(effect.StandardError, negated.StandardError, 1e-12);
    }

    [Fact]
    public void Of_StratumWithoutVariance_JoinsTheLargest()
    {
        var large = (new MeanSums(40, 80, 260), new MeanSums(40, 90, 300));
        var small = (new MeanSums(2, 4, 8), new MeanSums(1, 2, 4));
        var other = (new MeanSums(20, 60, 300), new MeanSums(20, 70, 380));
        var joined = (large.Item1 + small.Item1, large.Item2 + small.Item2);
        Assert.Equal(PostStratification.Of([joined, other], EffectScale.Absolute), PostStratification.Of([large, small, other], EffectScale.Absolute));
    }

    [Fact]
    public void Of_Interaction_SeesAnEffectThatDependsOnTheOtherExperiment()
    {
        MeanSums Cell(double mean, long n) => new(n, n * mean, n * ((mean * mean) + 1));
        var apart = ExperimentInteraction.Of(Cell(1, 1000), Cell(1.2, 1010), Cell(1, 990), Cell(1.2, 1000));
        Assert.InRange(apart.AssignmentPValue, 0.5, 1);
        Assert.Equal(1, apart.EffectPValue, 1e-9);
        var together = ExperimentInteraction.Of(Cell(1, 1000), Cell(1.2, 1000), Cell(1, 1000), Cell(0.8, 500));
        Assert.InRange(together.AssignmentPValue, 0, 1e-10);
        Assert.Equal(-0.4, together.Difference, 1e-12);
        Assert.InRange(together.EffectPValue, 0, 1e-5);
    }

    private static CupedRatioSums Ratio(double[] numerators, double sign)
    {
        double[] denominators = [1, 2, 1.5, 2.5, 2], earlier = [16, 11, 21, 19, 26], before = [1.5, 1, 2, 2, 2.5];
        var sums = default(CupedRatioSums);
        for (var i = 0; i < numerators.Length; i++)
        {
            double m = sign * numerators[i], d = denominators[i], p = sign * earlier[i], q = before[i];
            sums += new CupedRatioSums(
                default(MeanSums).Add(m), default(MeanSums).Add(d), default(MeanSums).Add(p), default(MeanSums).Add(q), m * d, m * p, m * q, d * p, d * q, p * q);
        }
        return sums;
    }
}
