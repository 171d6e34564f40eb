using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Engine.Experiments;
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
    public void Of_Units_AreThoseAtWhichTheEffectIsAsWideAsThePowerAsks_AndMoreThanAFixedTestNeeds()
    {
        const double z = 1.959964, zPower = 0.841621;
        var units = PowerForecast.Of(Tenth, ExperimentPlan.Usual, Even, 0)!.Least.Units;
        // The interval for all looks counts as z standard errors; the relative effect of 10 % → 12 % has the variance v (1 + 1.2²) / (n m²) with n in each arm.
        var error = Math.Sqrt(0.09 * (1 + (1.2 * 1.2)) / (units / 2 * 0.1 * 0.1));
        Assert.Equal(1 + (zPower / z), 0.2 / new AsymptoticConfidenceSequence(0.05, 5000).HalfWidth(error, units), 1e-3);
        var fixedTest = 2 * Math.Pow(z + zPower, 2) * ((0.1 * 0.9) + (0.12 * 0.88)) / (0.02 * 0.02);
        Assert.True(units > fixedTest);
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
