namespace ConvoStudio.Engine.Simulation;

/// <summary>Multinomial logistic regression with a ridge on everything but the constants, on sparse rows.</summary>
/// <remarks>Minimises −Σ ln p(yᵢ|xᵢ) + λ/2 ‖w‖² by limited-memory BFGS (Nocedal and Wright, Numerical Optimization, 2nd ed., algorithm 7.4) with
/// backtracking. The objective is convex, so the start decides nothing. Weights lie feature by feature, the classes of a feature side by side.</remarks>
internal sealed class MultinomialLogistic(int classes, int features, double[] weights)
{
    private const int MostIterations = 100;
    private const int Memory = 8;
    private const double GradientTolerance = 1e-4;
    private const double Settled = 1e-6;

    public int Classes { get; } = classes;

    public double[] Weights { get; } = weights.Length == classes * features
        ? weights
        : throw new ArgumentException($"{classes} classes of {features} features need {classes * features} weights, not {weights.Length}.", nameof(weights));

    public static MultinomialLogistic Fit(
        IReadOnlyList<SparseRow> rows, IReadOnlyList<int> labels, int classes, int features, double ridge, CancellationToken cancellationToken)
    {
        var weights = new double[classes * features];
        var gradient = new double[weights.Length];
        var value = Objective(rows, labels, classes, ridge, weights, gradient);
        var steps = new LinkedList<(double[] Move, double[] Change, double Curvature)>();
        var (trial, trialGradient) = (new double[weights.Length], new double[weights.Length]);
        for (var iteration = 0; iteration < MostIterations && Norm(gradient) > GradientTolerance * Math.Max(1, Norm(weights)); iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var direction = Direction(gradient, steps);
            var slope = Dot(direction, gradient);
            if (slope >= 0)
            {
                steps.Clear();
                direction = [.. gradient.Select(g => -g)];
                slope = Dot(direction, gradient);
            }
            var (length, trialValue) = (steps.Count == 0 ? 1 / Math.Max(1, Norm(gradient)) : 1.0, double.PositiveInfinity);
            for (var attempt = 0; attempt < 40; attempt++, length /= 2)
            {
                for (var i = 0; i < trial.Length; i++)
                    trial[i] = weights[i] + (length * direction[i]);
                trialValue = Objective(rows, labels, classes, ridge, trial, trialGradient);
                if (trialValue <= value + (1e-4 * length * slope))
                    break;
            }
            if (!(trialValue < value))
                break;
            var (move, change) = (new double[weights.Length], new double[weights.Length]);
            for (var i = 0; i < move.Length; i++)
                (move[i], change[i]) = (trial[i] - weights[i], trialGradient[i] - gradient[i]);
            var curvature = Dot(move, change);
            if (curvature > 1e-12)
                steps.AddLast((move, change, curvature));
            if (steps.Count > Memory)
                steps.RemoveFirst();
            var settled = value - trialValue < Settled * Math.Abs(trialValue);
            (weights, trial, gradient, trialGradient, value) = (trial, weights, trialGradient, gradient, trialValue);
            if (settled)
                break;
        }
        return new MultinomialLogistic(classes, features, weights);
    }

    /// <summary>Probability of each class.</summary>
    public void Probabilities(SparseRow row, Span<double> probabilities) => Softmax(row, Weights, Classes, probabilities);

    /// <summary>Probability of class 1 of two.</summary>
    public double Probability(SparseRow row)
    {
        Span<double> probabilities = stackalloc double[2];
        Probabilities(row, probabilities);
        return probabilities[1];
    }

    private static double Objective(
        IReadOnlyList<SparseRow> rows, IReadOnlyList<int> labels, int classes, double ridge, double[] weights, double[] gradient)
    {
        var value = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            var penalty = i < classes ? 0 : ridge;
            gradient[i] = penalty * weights[i];
            value += penalty * weights[i] * weights[i] / 2;
        }
        Span<double> probabilities = classes <= 512 ? stackalloc double[classes] : new double[classes];
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            Softmax(row, weights, classes, probabilities);
            value -= Math.Log(Math.Max(probabilities[labels[i]], 1e-300));
            probabilities[labels[i]] -= 1;
            for (var k = 0; k < row.Count; k++)
                AddScaled(gradient.AsSpan(row.Number(k) * classes, classes), probabilities, row.Value(k));
        }
        return value;
    }

    private static void Softmax(SparseRow row, double[] weights, int classes, Span<double> probabilities)
    {
        probabilities.Clear();
        for (var k = 0; k < row.Count; k++)
            AddScaled(probabilities, weights.AsSpan(row.Number(k) * classes, classes), row.Value(k));
        var highest = double.NegativeInfinity;
        foreach (var score in probabilities)
            highest = Math.Max(highest, score);
        var sum = 0.0;
        for (var c = 0; c < classes; c++)
            sum += probabilities[c] = Math.Exp(probabilities[c] - highest);
        for (var c = 0; c < classes; c++)
            probabilities[c] /= sum;
    }

    private static double[] Direction(double[] gradient, LinkedList<(double[] Move, double[] Change, double Curvature)> steps)
    {
        double[] direction = [.. gradient.Select(g => -g)];
        var factors = new double[steps.Count];
        var place = steps.Count;
        for (var node = steps.Last; node is not null; node = node.Previous)
        {
            factors[--place] = Dot(node.Value.Move, direction) / node.Value.Curvature;
            AddScaled(direction, node.Value.Change, -factors[place]);
        }
        if (steps.Last is { Value: var last })
        {
            var scale = last.Curvature / Dot(last.Change, last.Change);
            for (var i = 0; i < direction.Length; i++)
                direction[i] *= scale;
        }
        foreach (var (move, change, curvature) in steps)
            AddScaled(direction, move, factors[place++] - (Dot(change, direction) / curvature));
        return direction;
    }

    private static void AddScaled(Span<double> target, ReadOnlySpan<double> source, double factor)
    {
        for (var i = 0; i < target.Length; i++)
            target[i] += factor * source[i];
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static double Norm(double[] a) => Math.Sqrt(Dot(a, a));
}
