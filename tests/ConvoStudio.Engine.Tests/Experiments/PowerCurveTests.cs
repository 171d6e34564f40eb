using ConvoStudio.Engine.Experiments;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class PowerCurveTests
{
    [Theory]
    [InlineData(ExperimentEngine.Frequentist)]
    [InlineData(ExperimentEngine.Sequential)]
    public void Units_PutBack_HaveThePower(ExperimentEngine engine)
    {
        var design = PowerDesign.OfRate(0.1) with { Engine = engine, Arms = 3 };
        foreach (var effect in new[] { -0.2, 0.05, 0.5 })
            Assert.Equal(0.8, design.Power(effect, PowerCurve.Units(design, effect)), 1e-9);
    }

    [Fact]
    public void Units_FixedSizeAndSmallEffect_IsTheClosedForm()
    {
        // Two arms, deviation 2 at mean 10, +1 %: (1.959964 + 0.841621)² · 2 · 4/0.1² an arm, and the delta method's 1 + (1.01)² instead of 2.
        var units = PowerCurve.Units(new PowerDesign(10, 4), 0.01);
        Assert.Equal(2 * 7.848880 * (4 / 0.01) * (1 + (1.01 * 1.01)), units, 2.0);
    }

    [Fact]
    public void Of_Effects_GivesDaysAtTheTraffic()
    {
        var design = PowerDesign.OfRate(0.05) with { Engine = ExperimentEngine.Sequential, TunedUnits = 20_000 };
        var curve = PowerCurve.Of(design, [0.1, 0.2, 0], 1000);
        Assert.Equal(curve[0].Units / 1000, curve[0].Days);
        Assert.InRange(curve[0].Units / curve[1].Units, 3, 5);
        Assert.Equal(double.PositiveInfinity, curve[2].Days);
        Assert.InRange(PowerCurve.Units(design, 0.1) / PowerCurve.Units(design with { Engine = ExperimentEngine.Frequentist }, 0.1), 1, 3);
        var days = PowerCurve.ByDay(design, 0.2, 1000, 60);
        Assert.Equal(days.Order(), days);
        Assert.Equal(design.Power(0.2, 60_000), days[^1]);
    }

    [Fact]
    public void Of_OutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerCurve.Units(PowerDesign.OfRate(0.1), 0.1, 0.05));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerCurve.Of(PowerDesign.OfRate(0.1), [0.1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerCurve.ByDay(PowerDesign.OfRate(0.1), 0.1, 10, 0));
    }
}
