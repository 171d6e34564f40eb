using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Numerics;

public sealed class SoftmaxRegressionTests
{
    private static readonly SoftmaxFitOptions Tight = new(2000, 1e-10);

    [Fact]
    public void Objective_AnyWeights_GradientAgreesWithFiniteDifferences()
    {
        const int classes = 5, slots = 7;
        var random = new SplitMix64(1);
        var regression = Random(ref random, 60, classes, slots);
        double[] penalties = [.. Enumerable.Range(1, slots).Select(i => 0.3 * i)];
        var stride = Kernel.Stride(classes);
        var (weights, gradient, other) = (new double[slots * stride], new double[slots * stride], new double[slots * stride]);
        for (var i = 0; i < weights.Length; i++)
            weights[i] = i % stride < classes ? random.NextGaussian() : 0;
        regression.Objective(penalties, weights, gradient);
        for (var i = 0; i < weights.Length; i++)
        {
            if (i % stride >= classes)
            {
                Assert.Equal(0, gradient[i]);
                continue;
            }
            const double step = 1e-5;
            var (above, below) = (weights.ToArray(), weights.ToArray());
            (above[i], below[i]) = (weights[i] + step, weights[i] - step);
            var slope = (regression.Objective(penalties, above, other) - regression.Objective(penalties, below, other)) / (2 * step);
            Assert.Equal(slope, gradient[i], 1e-6);
        }
    }

    [Fact]
    public void Fit_ConstantOnly_GivesTheShares()
    {
        SparseRow[] rows = [.. Enumerable.Range(0, 10).Select(_ => Row(1))];
        var fit = new SoftmaxRegression(rows, [0, 0, 0, 0, 0, 1, 1, 1, 2, 2], 3, 1).Fit([1e-9], Tight, default);
        var probabilities = new double[3];
        fit.Probabilities(Row(1), probabilities);
        Assert.Equal(0.5, probabilities[0], 1e-8);
        Assert.Equal(0.3, probabilities[1], 1e-8);
        Assert.Equal(0.2, probabilities[2], 1e-8);
        Assert.Equal(Math.Log(0.3), fit.LogProbability(Row(1), 1), 1e-8);
    }

    [Fact]
    public void Fit_TwoByTwoTableHardlyPenalized_GivesTheRates()
    {
        // The saturated model reproduces 3 of 10 without and 16 of 20 with the feature.
        var fit = Table().Fit([1e-9, 1e-9], Tight, default);
        Assert.Equal(Math.Log(0.3), fit.LogProbability(Row(1), 1), 1e-8);
        Assert.Equal(Math.Log(0.8), fit.LogProbability(Row(1, 1), 1), 1e-8);
    }

    [Fact]
    public void Fit_TwoByTwoTableWithRidge_IsWhereBruteForceFindsTheMinimum()
    {
        const double first = 0.7, second = 3;
        // Two classes: by symmetry the weights of class 1 are (u, v), those of class 0 (−u, −v).
        double Value(double u, double v) =>
            (3 * Loss(u)) + (7 * Loss(-u)) + (16 * Loss(u + v)) + (4 * Loss(-u - v)) + (first * u * u) + (second * v * v);
        double Loss(double half) => Math.Log(1 + Math.Exp(-2 * half));
        double BestV(double u) => Ternary(v => Value(u, v));
        var bestU = Ternary(u => Value(u, BestV(u)));

        var weights = Table().Fit([first, second], Tight, default).ToWeights();
        Assert.Equal(bestU, weights[1], 1e-6);
        Assert.Equal(BestV(bestU), weights[3], 1e-6);
        Assert.Equal(-weights[1], weights[0], 1e-9);
    }

    [Fact]
    public void Fit_OtherStart_IsTheSameOptimum()
    {
        var random = new SplitMix64(3);
        var regression = Random(ref random, 200, 4, 6);
        double[] penalties = [1, 2, 0.5, 1, 1, 0.01];
        var fit = regression.Fit(penalties, Tight, default).ToWeights();
        var far = new SoftmaxModel(4, 6, [.. Enumerable.Range(0, 24).Select(i => Math.Sin(i) * 20)]);
        var again = regression.Fit(penalties, Tight, default, far).ToWeights();
        for (var i = 0; i < fit.Length; i++)
            Assert.Equal(fit[i], again[i], 1e-7);
    }

    // Beyond the dense limit another metric leads the way; the optimum must not notice.
    [Theory, InlineData(CurvatureBound.MostDense), InlineData(CurvatureBound.MostDense + 1), InlineData(700)]
    public void Fit_ManySlots_MeetsTheConditionOfTheOptimum(int slots)
    {
        var random = new SplitMix64(4);
        var regression = Random(ref random, 300, 3, slots);
        var penalties = new double[slots];
        Array.Fill(penalties, 0.5);
        var fit = regression.Fit(penalties, new(500, 1e-9), default);
        var gradient = new double[slots * fit.Stride];
        regression.Objective(penalties, fit.Padded, gradient);
        Assert.True(gradient.Max(Math.Abs) <= 300 * 1e-9, $"{gradient.Max(Math.Abs)}");
    }

    [Fact]
    public void Fit_ClassWithoutRows_StaysFiniteAndUnlikely()
    {
        var fit = new SoftmaxRegression([Row(1), Row(1), Row(1)], [0, 0, 2], 3, 1).Fit([SoftmaxRegression.InterceptPenalty], Tight, default);
        Assert.All(fit.ToWeights(), weight => Assert.True(double.IsFinite(weight)));
        Assert.True(fit.LogProbability(Row(1), 1) < Math.Log(0.02));
    }

    [Fact]
    public void Fit_Canceled_Throws() =>
        Assert.Throws<OperationCanceledException>(() => Table().Fit([1, 1], Tight, new CancellationToken(canceled: true)));

    [Fact]
    public void Fit_BadInput_Throws()
    {
        Assert.Throws<ArgumentException>(() => Table().Fit([1], Tight, default));
        Assert.Throws<ArgumentException>(() => Table().Fit([1, 0], Tight, default));
        Assert.Throws<ArgumentException>(() => Table().Fit([1, double.NaN], Tight, default));
        Assert.Throws<ArgumentException>(() => Table().Fit([1, 1], Tight, default, new SoftmaxModel(2, 1, [1, 2])));
        Assert.Throws<ArgumentException>(() => new SoftmaxRegression([Row(1)], [0, 1], 2, 1));
        Assert.Throws<ArgumentException>(() => new SoftmaxRegression([Row(1)], [2], 2, 1));
        Assert.Throws<ArgumentException>(() => new SoftmaxModel(2, 2, [1, 2, 3]));
    }

    private static SoftmaxRegression Table() => new(
        Enumerable.Range(0, 30).Select(i => i < 10 ? Row(1) : Row(1, 1)), Enumerable.Range(0, 30).Select(i => i is < 3 or (>= 10 and < 26) ? 1 : 0), 2, 2);

    private static SoftmaxRegression Random(ref SplitMix64 random, int count, int classes, int slots)
    {
        var (rows, labels) = (new SparseRow[count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            rows[i] = Row(1);
            for (var slot = slots - 1; slot > 0; slot--)
            {
                if (random.NextDouble() < 0.3)
                    rows[i].Add(slot, random.NextGaussian() * (1 + (slot % 3)));
            }
            labels[i] = random.NextInt32(classes);
        }
        return new(rows, labels, classes, slots);
    }

    private static SparseRow Row(params double[] values)
    {
        var row = new SparseRow();
        for (var slot = 0; slot < values.Length; slot++)
            row.Add(slot, values[slot]);
        return row;
    }

    private static double Ternary(Func<double, double> value)
    {
        var (low, high) = (-5.0, 5.0);
        while (high - low > 1e-9)
        {
            var (left, right) = (low + ((high - low) / 3), high - ((high - low) / 3));
            if (value(left) < value(right))
                high = right;
            else
                low = left;
        }
        return (low + high) / 2;
    }
}
