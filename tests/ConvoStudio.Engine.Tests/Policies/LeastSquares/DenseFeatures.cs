using MathNet.Numerics.LinearAlgebra;

namespace ConvoStudio.Engine.Tests.Policies.LeastSquares;

/// <summary>One action's model solved at once by a library over the raw decisions: standardised slots (two passes), all products and squares, weights for what was forgotten.</summary>
internal sealed class DenseFeatures
{
    private readonly double[] _means;
    private readonly double[] _deviations;
    private readonly bool[] _indicators;
    private readonly bool[] _constant;
    private readonly double _root;
    private readonly bool _pairs;
    private readonly Matrix<double> _inverse;
    private readonly Vector<double> _coefficients;

    /// <param name="scaled">Contexts the slots are standardised by: all up to the last milestone.</param>
    /// <param name="rows">Decisions of the action.</param>
    /// <param name="weights">What is left of each.</param>
    public DenseFeatures(IReadOnlyList<double[]> scaled, IReadOnlyList<TestDecision> rows, IReadOnlyList<double> weights, bool pairs)
    {
        var length = scaled[0].Length;
        _pairs = pairs;
        _means = [.. Enumerable.Range(0, length).Select(j => scaled.Average(x => x[j]))];
        _deviations = [.. Enumerable.Range(0, length).Select(j => Math.Max(Math.Sqrt(scaled.Average(x => Math.Pow(x[j] - _means[j], 2))), 0.01 * Math.Abs(_means[j])))];
        _indicators = [.. Enumerable.Range(0, length).Select(j => scaled.All(x => x[j] is 0 or 1))];
        _constant = [.. Enumerable.Range(0, length).Select(j => scaled.All(x => x[j] == scaled[0][j]))];
        _root = Math.Sqrt(Math.Max(1, Enumerable.Range(0, length).Sum(j => _constant[j] ? 0 : _indicators[j] ? _means[j] : 1)));
        var size = Features(scaled[0]).Count;
        var matrix = Matrix<double>.Build.Dense(size, size, (i, j) => i != j ? 0 : i == 0 ? 0.1 : 1);
        var right = Vector<double>.Build.Dense(size);
        for (var i = 0; i < rows.Count; i++)
        {
            var f = Features(rows[i].Values);
            matrix += weights[i] * f.OuterProduct(f);
            right += weights[i] * rows[i].Reward * f;
        }
        _inverse = matrix.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(size));
        _coefficients = _inverse * right;
    }

    public (double Score, double Width) Predict(double[] x)
    {
        var f = Features(x);
        return (f * _coefficients, Math.Sqrt(f * (_inverse * f)));
    }

    private Vector<double> Features(double[] x)
    {
        double[] slots = [.. x.Select((value, j) => _constant[j] ? 0 : (_indicators[j] ? value : (value - _means[j]) / _deviations[j]) / _root)];
        var features = new List<double> { 1 };
        features.AddRange(slots);
        for (var j = 0; j < slots.Length && _pairs; j++)
        {
            for (var i = 0; i <= j; i++)
            {
                if (!_constant[i] && !_constant[j] && (i != j || !_indicators[j]))
                    features.Add(slots[i] * slots[j]);
            }
        }
        return Vector<double>.Build.DenseOfEnumerable(features);
    }
}
