using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class ExperimentSimulatorTests
{
    private static readonly ResampledTraffic Sales = new([.. Enumerable.Range(0, 500).Select(i => i % 5 == 0 ? 1.0 : 0.0)]);

    [Fact]
    public void Run_Rate_FalseAlarmsAreRareAndPowerGrowsWithTheEffect()
    {
        var settings = new SimulationSettings(3000, LookEvery: 20, Runs: 200) { TunedUnits = 1500 };
        var results = ExperimentSimulator.Run(Sales, settings, [new(0), new(0.15), new(0.5), new(-0.1, EffectScale.Absolute)]);
        Assert.InRange(results[0].Decided.Low, 0, 0.05);
        Assert.Null(results[0].MedianUnits);
        Assert.True(results[1].RightWay.Estimate < results[2].RightWay.Estimate);
        // +50 % of 20 % is 10 points, as is −10 points: 5.6 standard errors at the horizon, against some 3.3 that are asked for.
        Assert.InRange(results[2].RightWay.Estimate, 0.95, 1);
        Assert.InRange(results[3].RightWay.Estimate, 0.95, 1);
        Assert.InRange(results[2].MedianUnits!.Value, 300, 2000);
        Assert.InRange(results[0].MedianWidth, 0.06, 0.12);
    }

    [Fact]
    public void Run_Mean_HasAtLeastThePowerOfTheCurve()
    {
        var random = new SplitMix64(3);
        var traffic = new ResampledTraffic([.. Enumerable.Range(0, 4000).Select(_ => 10 + (4 * random.NextGaussian()))]);
        var settings = new SimulationSettings(4000, LookEvery: 50, Runs: 200) { TunedUnits = 4000, LeastUnits = 200 };
        var result = ExperimentSimulator.Run(traffic, settings, [new(0.045)])[0];
        var curve = new PowerDesign(10, 16, Engine: ExperimentEngine.Sequential, TunedUnits: 4000).Power(0.045, 4000);
        Assert.InRange(curve, 0.5, 0.8);
        Assert.InRange(result.RightWay.High, curve, 1);
        Assert.InRange(result.RightWay.Low, 0, curve + 0.15);
    }

    [Fact]
    public void Run_CovariateThatExplainsMost_NarrowsByWhatItExplains()
    {
        var random = new SplitMix64(8);
        double[] before = [.. Enumerable.Range(0, 4000).Select(_ => random.NextGaussian())], values = [.. before.Select(x => 5 + (0.8 * x) + (0.6 * random.NextGaussian()))];
        var settings = new SimulationSettings(2000, LookEvery: 500, Runs: 20) { LeastUnits = 100 };
        var plain = ExperimentSimulator.Run(new(values), settings, [new(0.02)])[0];
        var adjusted = ExperimentSimulator.Run(new(values, before), settings, [new(0.02)])[0];
        Assert.Equal(0.6, adjusted.MedianWidth / plain.MedianWidth, 0.02);
    }

    [Fact]
    public void Run_ThreeArms_CountsAnAlarmOfAnyTreatmentAndSharesTheErrorRate()
    {
        var settings = new SimulationSettings(1500, LookEvery: 10, Runs: 200) { Shares = [2, 1, 1], TunedUnits = 1000 };
        Assert.InRange(ExperimentSimulator.Run(Sales, settings, [new(0)])[0].Decided.Low, 0, 0.05);
    }

    [Fact]
    public void Run_SameSeed_SameFiguresAndOtherEffectsDoNotMatter()
    {
        var settings = new SimulationSettings(600, LookEvery: 50, Runs: 40);
        var alone = ExperimentSimulator.Run(Sales, settings, [new(0.6)])[0];
        Assert.Equal(alone, ExperimentSimulator.Run(Sales, settings, [new(0), new(0.6)])[1]);
        Assert.NotEqual(alone.MedianWidth, ExperimentSimulator.Run(Sales, settings with { Seed = 2 }, [new(0.6)])[0].MedianWidth);
    }

    [Fact]
    public void Run_Cancelled_StopsAtTheNextRunAndProgressEndsAtOne()
    {
        using var source = new CancellationTokenSource();
        var told = new List<double>();
        var settings = new SimulationSettings(100, Runs: 5);
        ExperimentSimulator.Run(Sales, settings, [new(0), new(0.1)], new Told(told.Add), source.Token);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => i / 10.0), told);
        told.Clear();
        Assert.Throws<OperationCanceledException>(() => ExperimentSimulator.Run(Sales, settings, [new(0)], new Told(share => { told.Add(share); source.Cancel(); }), source.Token));
        Assert.Equal([0.2], told);
    }

    [Theory]
    [InlineData(0.5, EffectScale.Relative, 0.3)]
    [InlineData(-0.5, EffectScale.Relative, 0.1)]
    [InlineData(0.25, EffectScale.Absolute, 0.45)]
    public void Draw_EffectOnARate_MovesItsMeanByThat(double size, EffectScale scale, double mean)
    {
        var effect = new SimulatedEffect(size, scale);
        var (random, sum) = (new SplitMix64(6), 0.0);
        for (var i = 0; i < 40_000; i++)
            sum += Sales.Draw(ref random, effect, Sales.Shift(effect)).Value;
        Assert.Equal(mean, sum / 40_000, 0.01);
    }

    [Fact]
    public void Run_OutOfRange_Throws()
    {
        var settings = new SimulationSettings(100, Runs: 1);
        Assert.Throws<ArgumentException>(() => ExperimentSimulator.Run(Sales, settings, [new(5)]));
        Assert.Throws<ArgumentException>(() => ExperimentSimulator.Run(Sales, settings with { Shares = [1, 0] }, [new(0)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExperimentSimulator.Run(Sales, settings with { Runs = 0 }, [new(0)]));
        Assert.Throws<ArgumentException>(() => new ResampledTraffic([1.0]));
        Assert.Throws<ArgumentException>(() => new ResampledTraffic([1.0, 2.0], [1.0]));
        Assert.Throws<ArgumentException>(() => new ResampledTraffic([1.0, double.NaN]));
    }

    private sealed class Told(Action<double> told) : IProgress<double>
    {
        public void Report(double value) => told(value);
    }
}
