using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class WatchedPowerTests
{
    [Theory]
    [InlineData(0.1, 0.03, 1, 1)]
    [InlineData(0.3, 0.04, 1, 3)]
    public void Units_OfRates_AreThoseOfTheSimulatedRule(double rate, double effect, uint control, uint treatment)
    {
        var units = WatchedPower.OfRates(rate, effect, (double)control / (control + treatment)).Units();
        var traffic = new ResampledTraffic([.. Enumerable.Range(0, 1000).Select(i => i < 1000 * rate ? 1.0 : 0)]);
        Near(0.8, ExperimentSimulator.Run(traffic, new SimulationSettings((int)units, 10, 600) { Shares = [control, treatment] }, [new(effect, EffectScale.Absolute)])[0]);
    }

    [Fact]
    public void At_Means_IsThatOfTheSimulatedRule()
    {
        var random = new SplitMix64(3);
        var traffic = new ResampledTraffic([.. Enumerable.Range(0, 4000).Select(_ => 10 + (4 * random.NextGaussian()))]);
        foreach (var (units, effect) in ((int, double)[])[(3000, 0.5), (6000, 0.4), (9000, 0.3)])
            Near(WatchedPower.OfMeans(effect, 16).At(units), ExperimentSimulator.Run(traffic, new SimulationSettings(units, 10, 500) { LeastUnits = 200 }, [new(effect, EffectScale.Absolute)])[0]);
    }

    [Fact]
    public void Units_PutBack_HaveThePower_AndAreFewerThanForOneLook()
    {
        var watched = WatchedPower.OfMeans(0.02, 1);
        Assert.Equal(0.8, watched.At(watched.Units()), 1e-9);
        Assert.InRange(watched.Units() / PowerCurve.Units(new PowerDesign(100, 1, Engine: ExperimentEngine.Sequential), 0.0002), 0.45, 0.75);
        Assert.Equal(double.PositiveInfinity, WatchedPower.OfMeans(0, 1).Units());
        Assert.Equal(WatchedPower.OfMeans(0.02, 1).Units(), WatchedPower.OfMeans(-0.02, 1).Units());
    }

    [Fact]
    public void Units_MorePowerOrASmallerEffect_AreMore()
    {
        Assert.True(WatchedPower.OfRates(0.1, 0.02).Units(0.9) > WatchedPower.OfRates(0.1, 0.02).Units(0.8));
        Assert.True(WatchedPower.OfRates(0.1, 0.01).Units() > 3 * WatchedPower.OfRates(0.1, 0.02).Units());
        Assert.Throws<ArgumentOutOfRangeException>(() => WatchedPower.OfMeans(0.1, 0).Units());
        Assert.Throws<ArgumentOutOfRangeException>(() => WatchedPower.OfMeans(0.1, 1).Units(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => WatchedPower.OfMeans(0.1, 1).At(0));
    }

    // Three errors of 500 runs: what the closed form leaves out is less.
    private static void Near(double power, SimulatedPower simulated) =>
        Assert.InRange(simulated.RightWay.Estimate, power - 0.055, power + 0.055);
}
