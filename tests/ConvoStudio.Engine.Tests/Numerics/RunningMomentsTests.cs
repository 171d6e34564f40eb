using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Numerics;

public sealed class RunningMomentsTests
{
    [Fact]
    public void Add_FewValues_GivesTheHandComputedMoments()
    {
        var moments = Of(2, 4, 4, 4, 5, 5, 7, 9);
        Assert.Equal((8L, 5.0, 32.0), (moments.Count, moments.Mean, Math.Round(moments.M2, 12)));
        Assert.Equal(2, moments.StandardDeviation, 12);
        Assert.Equal(32.0 / 7, moments.SampleVariance, 12);
    }

    [Fact]
    public void Add_Nothing_HasNoVariance()
    {
        Assert.Equal(double.NaN, default(RunningMoments).Variance);
        Assert.Equal(double.NaN, Of(1).SampleVariance);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(137), InlineData(999), InlineData(1000)]
    public void Merge_TwoParts_EqualsTheWhole(int split)
    {
        var random = new SplitMix64(11);
        var values = Enumerable.Range(0, 1000).Select(_ => 1e6 + random.NextGaussian()).ToArray();
        var (whole, merged) = (Of(values), Of(values[..split]) + Of(values[split..]));
        Assert.Equal(whole.Count, merged.Count);
        Assert.Equal(whole.Mean, merged.Mean, 1e-6);
        Assert.Equal(whole.M2, merged.M2, 1e-5);
    }

    [Fact]
    public void OfZeros_EqualsAddingZeros() => Assert.Equal(Of(0, 0, 0), RunningMoments.OfZeros(3));

    private static RunningMoments Of(params double[] values) => values.Aggregate(default(RunningMoments), (moments, value) => moments.Add(value));
}
