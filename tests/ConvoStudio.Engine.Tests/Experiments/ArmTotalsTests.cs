using ConvoStudio.Engine.Experiments;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class ArmTotalsTests
{
    [Fact]
    public void Totals_OfFourRewards_EqualHandComputed()
    {
        // Rewards 1, 2, 3, 6: mean 3, sample variance 14/3, standard error √(14/12).
        var totals = new ArmTotals(5, 4, 9, 3, 12, 50, 2, 80);
        Assert.Equal(3, totals.MeanReward);
        Assert.Equal(Math.Sqrt(14.0 / 12), totals.RewardStandardError, 1e-12);
        Assert.Equal((0.5, 20.0), (totals.MeanEngagement, totals.MeanValue));
        Assert.Equal(0.75, totals.Conversion().Estimate);
    }

    [Fact]
    public void Totals_Empty_HaveNoMean()
    {
        Assert.Equal(double.NaN, default(ArmTotals).MeanReward);
        Assert.Equal(double.NaN, new ArmTotals(1, 1, 1, 0, 1, 1, 0, 0).RewardStandardError);
    }

    [Fact]
    public void Add_Parts_IsTheWhole() => Assert.Equal(
        new ArmTotals(11, 22, 33, 44, 55, 66, 77, 88), new ArmTotals(1, 2, 3, 4, 5, 6, 7, 8) + new ArmTotals(10, 20, 30, 40, 50, 60, 70, 80));

    [Fact]
    public void StandardError_EqualRewards_IsNeverNaN() =>
        Assert.True(new ArmTotals(3, 3, 3, 0, 0.1 + 0.1 + 0.1, 0.01 + 0.01 + 0.01, 0, 0).RewardStandardError >= 0);
}
