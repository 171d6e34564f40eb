using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class BetaComparisonTests
{
    [Fact]
    public void Of_RandomPosteriors_IsWhatABruteSumSays()
    {
        var random = new SplitMix64(5);
        for (var run = 0; run < 60; run++)
        {
            // Counts from a few to a million, up to six deviations apart, rates near 0 and near 1 among them.
            double n = Math.Exp(14 * random.NextDouble()), m = n * Math.Exp(4 * (random.NextDouble() - 0.5)), rate = Math.Exp(-5 * random.NextDouble());
            rate = run % 3 == 0 ? 1 - rate : rate;
            var other = Math.Clamp(rate + (((12 * random.NextDouble()) - 6) * Math.Sqrt(rate * (1 - rate) * ((1 / n) + (1 / m)))), 1e-3, 1 - 1e-3);
            BetaDistribution control = new(0.5 + (rate * n), 0.5 + ((1 - rate) * n)), treatment = new(0.5 + (other * m), 0.5 + ((1 - other) * m));
            Same(Brute(control, treatment), BetaComparison.Of(control, treatment));
        }
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(0.5, 0.5, 3, 1)]
    [InlineData(0.5, 800, 6, 900)]
    [InlineData(2, 3, 400_000, 600_000)]
    public void Of_WideAndNarrow_IsWhatABruteSumSays(double a, double b, double c, double d) =>
        Same(Brute(new(a, b), new(c, d)), BetaComparison.Of(new(a, b), new(c, d)));

    [Fact]
    public void Of_WholeParameters_IsTheClosedForm()
    {
        // ∫ 12x²(1 − x)·(6x² − 8x³ + 3x⁴) dx = 53/70.
        var result = BetaComparison.Of(new(2, 3), new(3, 2));
        Assert.Equal(53.0 / 70, result.ProbabilityTreatmentBetter, 1e-12);
        Assert.Equal(0.2, result.ExpectedLossKeepControl - result.ExpectedLossShipTreatment, 1e-12);
    }

    [Fact]
    public void Of_ArmsSwapped_SwapsTheLosses()
    {
        BetaDistribution one = new(200_001, 1_800_001), other = new(200_301, 1_799_701);
        BetaComparison there = BetaComparison.Of(one, other), back = BetaComparison.Of(other, one);
        Assert.Equal((there.ExpectedLossShipTreatment, there.ExpectedLossKeepControl), (back.ExpectedLossKeepControl, back.ExpectedLossShipTreatment));
        Assert.Equal(1, there.ProbabilityTreatmentBetter + back.ProbabilityTreatmentBetter, 1e-12);
    }

    [Fact]
    public void Of_FarApart_IsCertain_AndCostsTheDifference()
    {
        var result = BetaComparison.Of(new(10_000, 990_000), new(500_000, 500_000));
        Assert.Equal((1.0, 0.0), (result.ProbabilityTreatmentBetter, result.ExpectedLossShipTreatment));
        Assert.Equal(0.49, result.ExpectedLossKeepControl, 1e-14);
    }

    /// <remarks>At these counts, ten deviations apart, a panel's sum was once below 0, and the next ones were always more than nothing beside it: it never ended.</remarks>
    [Fact]
    public async Task Of_TenDeviationsApart_Ends()
    {
        var result = await EndsAsync(() => BetaComparison.Of(new(835, 992), new(1402, 424)));
        Assert.Equal(1, result.ProbabilityTreatmentBetter);
        Assert.InRange(result.ExpectedLossShipTreatment, 0, 1e-80);
        Assert.Equal((1402.0 / 1826) - (835.0 / 1827), result.ExpectedLossKeepControl, 1e-14);
    }

    [Fact]
    public async Task Of_AsAnExperimentGrows_FarBeyondDoubt_EndsAtEveryLook()
    {
        foreach (var (control, treatment) in ((double, double)[])[(0.45, 0.777), (0.777, 0.45), (0.02, 0.4), (0.3, 0.5), (0.001, 0.999), (0.1, 0.12)])
        {
            await EndsAsync(() =>
            {
                var random = new SplitMix64(11);
                double a = 0, b = 0, c = 0, d = 0;
                for (var unit = 0; unit < 6000; unit++)
                {
                    var (inControl, draw) = (random.NextDouble() < 0.5, random.NextDouble());
                    a += inControl && draw < control ? 1 : 0;
                    b += inControl && draw >= control ? 1 : 0;
                    c += !inControl && draw < treatment ? 1 : 0;
                    d += !inControl && draw >= treatment ? 1 : 0;
                    var result = BetaComparison.Of(new(1 + a, 1 + b), new(1 + c, 1 + d));
                    Assert.InRange(result.ProbabilityTreatmentBetter, 0, 1);
                    Assert.True(result.ExpectedLossShipTreatment >= 0 && result.ExpectedLossKeepControl >= 0);
                }

                return true;
            });
        }
    }

    // What does not end cannot be asked for its answer; a minute is hundreds of times what it takes.
    private static Task<T> EndsAsync<T>(Func<T> compute) => Task.Run(compute).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

    private static void Same(BetaComparison expected, BetaComparison actual)
    {
        Assert.Equal(expected.ProbabilityTreatmentBetter, actual.ProbabilityTreatmentBetter, 1e-9 * expected.ProbabilityTreatmentBetter);
        Assert.Equal(expected.ExpectedLossShipTreatment, actual.ExpectedLossShipTreatment, 1e-9 * expected.ExpectedLossShipTreatment);
        Assert.Equal(expected.ExpectedLossKeepControl, actual.ExpectedLossKeepControl, 1e-9 * expected.ExpectedLossKeepControl);
    }

    // Trapezoids over the log odds: they are exact to the last digits for what is smooth and dies out at both ends, with steps this far below every deviation.
    private static BetaComparison Brute(BetaDistribution control, BetaDistribution treatment)
    {
        double Deviation(BetaDistribution arm) => Math.Sqrt((1 / arm.Alpha) + (1 / arm.Beta));
        double Center(BetaDistribution arm) => Math.Log(arm.Alpha / arm.Beta);
        var step = Math.Min(0.3, Math.Min(Deviation(control), Deviation(treatment)) / 4);
        // A parameter below 1 has a tail as long as its inverse.
        double from = Math.Min(Center(control) - (16 * Deviation(control)) - (40 / control.Alpha), Center(treatment) - (16 * Deviation(treatment)) - (40 / treatment.Alpha));
        double to = Math.Max(Center(control) + (16 * Deviation(control)) + (40 / control.Beta), Center(treatment) + (16 * Deviation(treatment)) + (40 / treatment.Beta));
        double better = 0, ship = 0, keep = 0;
        for (var u = from; u < to; u += step)
        {
            var (x, y) = BetaDistribution.Logistic(u);
            var below = control.Tails(x, y);
            var own = treatment.Tails(x, y);
            better += step * Math.Exp(SaddlePoint.LogBetaPower(treatment.Alpha, treatment.Beta, x, y)) * below.Lower;
            ship += step * x * y * own.Lower * below.Upper;
            keep += step * x * y * below.Lower * own.Upper;
        }
        return new(better, ship, keep);
    }
}
