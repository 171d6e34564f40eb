using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies;

/// <summary>Penalised multinomial logistic regression by accelerated gradient steps in the metric of Böhning's bound, with gradient restarts.</summary>
/// <remarks>The Hessian is nowhere above ½(X'X) + penalties, so a full step in that metric never overshoots: no step length to search, and correlated or
/// unscaled slots cost no extra iterations. Sources: Böhning 1992; Nesterov 1983; restarts: O'Donoghue and Candès 2015. Runs in the kernel's fixed order.</remarks>
internal sealed class SoftmaxRegression
{
    /// <summary>Penalty of the intercepts: only so that the intercept of an action without samples stays finite.</summary>
    private const double InterceptPenalty = 0.01;

    private readonly CloneSamples _samples;
    private readonly int[] _included;
    private readonly double[] _scales;
    private readonly int _rows;
    private readonly int _stride;
    private readonly double[] _gram;

    /// <param name="samples">All samples.</param>
    /// <param name="included">Those to fit on.</param>
    /// <param name="scales">Scale of each slot.</param>
    public SoftmaxRegression(CloneSamples samples, int[] included, double[] scales)
    {
        (_samples, _included, _scales) = (samples, included, scales);
        _rows = samples.Length + 1;
        _stride = Kernel.Stride(samples.Actions.Length);
        _gram = Gram();
    }

    /// <summary>Weights, one padded row for each slot and the intercept.</summary>
    /// <param name="l2">Ridge.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="options">Limits.</param>
    /// <param name="iterated">Called before each iteration; may throw to cancel.</param>
    public double[] Fit(double l2, double[] start, BehaviorCloneFitOptions options, Action iterated)
    {
        var penalties = new double[_rows];
        for (var slot = 0; slot < _samples.Length; slot++)
            penalties[slot] = l2 * _scales[slot] * _scales[slot];
        penalties[^1] = InterceptPenalty;
        var (metric, metricStride) = InverseMetric(penalties);

        var weights = start.ToArray();
        var ahead = start.ToArray();
        var gradient = new double[start.Length];
        var next = new double[start.Length];
        var momentum = 1.0;
        for (var iteration = 0; iteration < options.MaxIterations; iteration++)
        {
            iterated();
            Gradient(ahead, penalties, gradient);
            if (Largest(gradient) <= options.Tolerance * _included.Length)
                return ahead;
            ahead.CopyTo(next, 0);
            for (var row = 0; row < _rows; row++)
            {
                for (var other = 0; other < _rows; other++)
                    Kernel.Axpy(-metric[(row * metricStride) + other], Row(gradient, other), Row(next, row));
            }
            // Momentum that points uphill is dropped.
            var uphill = 0.0;
            for (var i = 0; i < next.Length; i++)
                uphill += gradient[i] * (next[i] - weights[i]);
            var grown = uphill > 0 ? 1 : (1 + Math.Sqrt(1 + (4 * momentum * momentum))) / 2;
            var factor = uphill > 0 ? 0 : (momentum - 1) / grown;
            for (var i = 0; i < next.Length; i++)
                ahead[i] = next[i] + (factor * (next[i] - weights[i]));
            (weights, next, momentum) = (next, weights, grown);
        }
        return weights;
    }

    /// <summary>Mean log probability of the moves of the given samples.</summary>
    public double MeanLogLikelihood(double[] weights, int[] samples)
    {
        var logits = new double[_stride];
        var sum = 0.0;
        foreach (var sample in samples)
        {
            var largest = Logits(weights, sample, logits);
            var total = 0.0;
            for (var k = 0; k < _samples.Actions.Length; k++)
                total += PortableMath.Exp(logits[k] - largest);
            sum += logits[_samples.Classes[sample]] - largest - PortableMath.Log(total);
        }
        return sum / samples.Length;
    }

    private void Gradient(double[] weights, double[] penalties, double[] gradient)
    {
        for (var row = 0; row < _rows; row++)
        {
            var target = Row(gradient, row);
            target.Clear();
            Kernel.Axpy(penalties[row], Row(weights, row), target);
        }
        var errors = new double[_stride];
        var classes = _samples.Actions.Length;
        foreach (var sample in _included)
        {
            var largest = Logits(weights, sample, errors);
            var total = 0.0;
            for (var k = 0; k < classes; k++)
                total += errors[k] = PortableMath.Exp(errors[k] - largest);
            for (var k = 0; k < classes; k++)
                errors[k] /= total;
            errors[_samples.Classes[sample]] -= 1;
            var slots = _samples.SlotsOf(sample);
            var values = _samples.ValuesOf(sample);
            for (var i = 0; i < slots.Length; i++)
                Kernel.Axpy(values[i], errors, Row(gradient, slots[i]));
        }
    }

    /// <returns>The largest logit; padding stays 0.</returns>
    private double Logits(double[] weights, int sample, double[] logits)
    {
        Array.Clear(logits);
        var slots = _samples.SlotsOf(sample);
        var values = _samples.ValuesOf(sample);
        for (var i = 0; i < slots.Length; i++)
            Kernel.Axpy(values[i], Row(weights, slots[i]), logits);
        var largest = logits[0];
        for (var k = 1; k < _samples.Actions.Length; k++)
            largest = Math.Max(largest, logits[k]);
        return largest;
    }

    private double[] Gram()
    {
        var stride = Kernel.Stride(_rows);
        var gram = new double[stride * stride];
        foreach (var sample in _included)
        {
            var slots = _samples.SlotsOf(sample);
            var values = _samples.ValuesOf(sample);
            for (var i = 0; i < slots.Length; i++)
            {
                for (var j = 0; j <= i; j++)
                    gram[(slots[i] * stride) + slots[j]] += values[i] * values[j];
            }
        }
        return gram;
    }

    private (double[] Metric, int Stride) InverseMetric(double[] penalties)
    {
        var stride = Kernel.Stride(_rows);
        var metric = new double[stride * stride];
        for (var i = 0; i < metric.Length; i++)
            metric[i] = _gram[i] / 2;
        for (var row = 0; row < _rows; row++)
            metric[(row * stride) + row] += penalties[row];
        CholeskyInverse.Invert(metric, _rows);
        return (metric, stride);
    }

    private Span<double> Row(double[] matrix, int row) => matrix.AsSpan(row * _stride, _stride);

    private static double Largest(double[] values)
    {
        var largest = 0.0;
        foreach (var value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }
}
