using MathNet.Numerics.LinearAlgebra;

namespace ConvoStudio.Engine.Tests.Policies;

/// <summary>The joint model solved at once by a library: coefficients [β, θ of each action], penalties λ·s² with the scales of the last milestone.</summary>
internal sealed class DenseRidge
{
    private readonly int _length;
    private readonly List<int> _actions;
    private readonly bool _shared;
    private readonly Matrix<double> _inverse;
    private readonly Vector<double> _coefficients;

    public DenseRidge(IReadOnlyList<TestDecision> decisions, int length, bool shared, double ridge, IEnumerable<int>? alsoActions = null)
    {
        (_length, _shared) = (length, shared);
        _actions = [.. decisions.Select(d => d.Action).Concat(alsoActions ?? []).Distinct().Order()];
        var penalties = Penalties(decisions, length, ridge);
        var size = length * (_actions.Count + 1);
        var matrix = Matrix<double>.Build.Dense(size, size, (i, j) => i == j ? penalties[i % length] : 0);
        var right = Vector<double>.Build.Dense(size);
        foreach (var decision in decisions)
        {
            var features = Features(decision.Values, decision.Action);
            matrix += features.OuterProduct(features);
            right += features * decision.Reward;
        }
        _inverse = matrix.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(size));
        _coefficients = _inverse * right;
    }

    public (double Score, double Width) Predict(double[] x, int action)
    {
        var features = Features(x, action);
        return (features * _coefficients, Math.Sqrt(features * (_inverse * features)));
    }

    private Vector<double> Features(double[] x, int action)
    {
        var features = Vector<double>.Build.Dense(_length * (_actions.Count + 1));
        var offset = _length * (1 + _actions.IndexOf(action));
        for (var i = 0; i < x.Length; i++)
        {
            features[i] = _shared ? x[i] : 0;
            features[offset + i] = x[i];
        }
        return features;
    }

    /// <summary>Two passes over the decisions up to the last milestone, found by counting back.</summary>
    private static double[] Penalties(IReadOnlyList<TestDecision> decisions, int length, double ridge)
    {
        var milestone = decisions.Count;
        while (milestone > 0 && !(milestone % 10_000 == 0 || (milestone >= 64 && (milestone & (milestone - 1)) == 0)))
            milestone--;
        var penalties = new double[length];
        for (var slot = 0; slot < length; slot++)
        {
            var values = decisions.Take(milestone).Select(d => slot < d.Values.Length ? d.Values[slot] : 0).ToArray();
            if (values.Distinct().Count() <= 1)
            {
                penalties[slot] = ridge;
                continue;
            }
            var mean = values.Average();
            var variance = values.Average(value => (value - mean) * (value - mean));
            penalties[slot] = ridge * Math.Max(variance, 0.01);
        }
        return penalties;
    }
}
