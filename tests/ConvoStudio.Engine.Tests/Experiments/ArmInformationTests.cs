using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class ArmInformationTests
{
    [Fact]
    public void Of_TwoGaussianArms_IsTheClosedForm()
    {
        // D = θ₁ − θ₀ is normal(δ, s²). Regret of arm 0: E[max(D, 0)]. E[θᵢ | D > 0] − E[θᵢ] = ±σᵢ²/s · φ(δ/s)/Φ(δ/s), and the same with −δ for D < 0.
        double m0 = 0.2, s0 = 0.3, m1 = 0.5, s1 = 0.4, delta = m1 - m0, s = Math.Sqrt((s0 * s0) + (s1 * s1)), z = delta / s;
        double phi = Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI), up = StandardNormal.Cdf(z), down = StandardNormal.Cdf(-z);
        var information = ArmInformation.Of([BeliefCurve.OfGaussian(m0 - m1, s0), BeliefCurve.OfGaussian(0, s1)], 0);
        Assert.Equal((delta * up) + (s * phi), information.Regrets[0], 1e-8);
        Assert.Equal((-delta * down) + (s * phi), information.Regrets[1], 1e-8);
        double Lesson(double deviation) => phi * phi * Math.Pow(deviation, 4) / (s * s) * ((1 / up) + (1 / down));
        Assert.Equal(Lesson(s0), information.Lessons[0], 1e-8);
        Assert.Equal(Lesson(s1), information.Lessons[1], 1e-8);
    }

    [Fact]
    public void Of_BetaArms_IsWhatASumOverTheCubeSays()
    {
        BetaDistribution[] arms = [new(12, 30), new(40, 70), new(5, 9)];
        var information = ArmInformation.Of([.. arms.Select(arm => BeliefCurve.OfBeta(arm))], arms[1].Mean);
        var (regrets, lessons) = Cube(arms);
        for (var i = 0; i < arms.Length; i++)
        {
            Assert.Equal(regrets[i], information.Regrets[i], 1e-4);
            Assert.Equal(lessons[i], information.Lessons[i], 1e-5);
        }
    }

    [Fact]
    public void Of_WideNarrowAndHopelessArms_IsFinite_AndTheHopelessOneTeachesNothing()
    {
        var information = ArmInformation.Of([BeliefCurve.OfBeta(new(1, 1)), BeliefCurve.OfBeta(new(500_000, 500_000)), BeliefCurve.OfBeta(new(1000, 999_000))], 0.5);
        Assert.All(information.Regrets.Concat(information.Lessons), value => Assert.True(double.IsFinite(value) && value >= 0, $"{value}"));
        Assert.Equal(0, information.Lessons[2], 1e-12);
        // E[max(U, ½)] = 5/8.
        Assert.Equal([0.125, 0.125, 0.624], information.Regrets.Select(regret => Math.Round(regret, 4)));
    }

    // Midpoints of 150³ cells: three densities and the best of each cell.
    private static (double[] Regrets, double[] Lessons) Cube(BetaDistribution[] arms)
    {
        const int cells = 150;
        double[][] densities = [.. arms.Select(arm => Enumerable.Range(0, cells).Select(k => Math.Exp(SaddlePoint.LogBetaPower(arm.Alpha, arm.Beta, At(k), 1 - At(k))) / (At(k) * (1 - At(k))) / cells).ToArray())];
        double[] best = new double[3], mean = new double[3];
        var given = new double[3, 3];
        double all = 0, top = 0;
        for (var a = 0; a < cells; a++)
            for (var b = 0; b < cells; b++)
                for (var c = 0; c < cells; c++)
                {
                    double[] values = [At(a), At(b), At(c)];
                    double weight = densities[0][a] * densities[1][b] * densities[2][c], max = values.Max();
                    // Cells of equal midpoints belong to all of them.
                    double winners = values.Count(value => value == max);
                    all += weight;
                    top += weight * max;
                    for (var j = 0; j < 3; j++)
                    {
                        mean[j] += weight * values[j];
                        if (values[j] != max)
                            continue;
                        best[j] += weight / winners;
                        for (var i = 0; i < 3; i++)
                            given[i, j] += weight / winners * values[i];
                    }
                }
        return (
            [.. Enumerable.Range(0, 3).Select(i => (top - mean[i]) / all)],
            [.. Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 3).Sum(j => best[j] / all * Math.Pow((given[i, j] / best[j]) - (mean[i] / all), 2)))]);
        static double At(int cell) => (cell + 0.5) / cells;
    }
}
