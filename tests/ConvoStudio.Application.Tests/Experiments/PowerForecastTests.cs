using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using Xunit;

namespace ConvoStudio.Application.Tests.Experiments;

public sealed class PowerForecastTests
{
    private static readonly PastUnits Tenth = new([.. Enumerable.Range(0, 1000).Select(i => i % 10 == 0 ? 1.0 : 0)], 1000, 500);
    private static readonly double[] Even = [1, 1];

    [Fact]
    public void Past_MeanAndVariance_AreThoseOfARate() => Assert.Equal((0.1, 0.09), (Tenth.Mean, Math.Round(Tenth.Variance, 12)));

    [Fact]
    public void Of_Days_AreUnitsOverTheTrafficThatTakesPart()
    {
        var forecast = PowerForecast.Of(Tenth, ExperimentPlan.Usual with { Buckets = [new(0, 2500)] }, Even, 0)!;
        Assert.Equal(125, forecast.PerDay);
        Assert.Equal(forecast.Least.Units / 125, forecast.Least.Days!.Value, 1e-9);
        Assert.Contains(forecast.Least, forecast.Steps);
        Assert.All(forecast.Steps.Zip(forecast.Steps.Skip(1)), pair => Assert.True(pair.First.Units > pair.Second.Units));
    }

    [Fact]
    public void Of_NeedsMoreThanAFixedTest_ForWatchingAllAlong()
    {
        // n of all arms for 10 % against 12 % at 80 %, fixed and two-sided: 2 (z₀.₉₇₅ + z₀.₈)² (p₁q₁ + p₂q₂) / d².
        var fixedTest = 2 * Math.Pow(1.959964 + 0.841621, 2) * ((0.1 * 0.9) + (0.12 * 0.88)) / (0.02 * 0.02);
        Assert.InRange(PowerForecast.Of(Tenth, ExperimentPlan.Usual, Even, 0)!.Least.Units, fixedTest, 2.5 * fixedTest);
    }

    [Fact]
    public void Of_UnevenShares_CostWhatTheirVarianceCosts()
    {
        var even = PowerForecast.Of(Tenth, ExperimentPlan.Usual, Even, 0)!.Least.Units;
        // 1/0.1 + 1/0.9 against 2 + 2.
        Assert.Equal(even * ((10 + (1 / 0.9)) / 4), PowerForecast.Of(Tenth, ExperimentPlan.Usual, [9, 1], 0)!.Least.Units, even * 1e-9);
    }

    [Fact]
    public void Of_PastThatDoesNotTell_IsNull()
    {
        Assert.Null(PowerForecast.Of(new PastUnits([], 0, 0), ExperimentPlan.Usual, Even, 0));
        Assert.Null(PowerForecast.Of(new PastUnits([0, 0, 0], 3, 1), ExperimentPlan.Usual, Even, 0));
        Assert.Null(PowerForecast.Of(Tenth, ExperimentPlan.Usual with { LeastEffect = double.NaN }, Even, 0));
    }

    [Fact]
    public void DaysLeft_CountsWhatIsMissing_AndNothingComesIsUnknown()
    {
        var forecast = PowerForecast.Of(Tenth, ExperimentPlan.Usual, Even, 0)!;
        Assert.Equal((forecast.Least.Units - 100) / 50, forecast.DaysLeft(100, 50)!.Value, 1e-9);
        Assert.Equal(0, forecast.DaysLeft(forecast.Least.Units + 1, 0));
        Assert.Null(forecast.DaysLeft(0, 0));
        Assert.Null(PowerForecast.Of(Tenth with { PerDay = 0 }, ExperimentPlan.Usual, Even, 0)!.Least.Days);
    }
}
