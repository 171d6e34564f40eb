using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>Carries sums kept in one basis into another, exactly: with f the old features and f' = Tf the new, Σf'f'ᵀ = TΣffᵀTᵀ and Σrf' = TΣrf.</summary>
/// <remarks>A row of T has at most four terms: a slot is a·f + b, a product (a·f + b)(a'·f' + b'). A pair that is new starts with an empty history.</remarks>
internal sealed class BasisChange
{
    private readonly int[] _starts;
    private readonly List<(int Feature, double Factor)> _terms = [];
    private readonly int _fromStride;
    private readonly FeatureBasis _to;

    public BasisChange(FeatureBasis from, FeatureBasis to)
    {
        (_fromStride, _to) = (from.Stride, to);
        _starts = new int[to.Length + 1];
        _terms.Add((0, 1));
        _starts[1] = 1;
        var row = 1;
        for (var j = 0; j < to.SlotCount; j++)
        {
            var (a, b) = Affine(from, to, j);
            AddTerm(1 + j, a);
            AddTerm(0, b);
            _starts[++row] = _terms.Count;
        }
        var steps = Places(from.Steps, 1 + from.SlotCount);
        foreach (var step in to.Steps)
        {
            if (steps.TryGetValue(step, out var place))
                AddTerm(place, to.StepFactor / from.StepFactor);
            _starts[++row] = _terms.Count;
        }
        var places = Places(from.Pairs, 1 + from.SlotCount + from.Steps.Length);
        foreach (var pair in to.Pairs)
        {
            if (places.TryGetValue(pair, out var place))
            {
                var (a, b) = Affine(from, to, pair.First);
                var (c, d) = Affine(from, to, pair.Second);
                AddTerm(place, a * c);
                AddTerm(1 + pair.First, a * d);
                AddTerm(1 + pair.Second, b * c);
                AddTerm(0, b * d);
            }
            _starts[++row] = _terms.Count;
        }
    }

    /// <summary>TΣffᵀTᵀ of a lower triangle.</summary>
    public double[] OfGram(double[] gram, int fromLength)
    {
        var stride = _fromStride;
        var full = new double[stride * stride];
        LowerTriangle.CopyTo(gram, fromLength, full, stride);
        for (var i = 0; i < fromLength; i++)
        {
            for (var j = 0; j < i; j++)
                full[(j * stride) + i] = full[(i * stride) + j];
        }
        var result = new double[LowerTriangle.Length(_to.Length)];
        var row = new double[stride];
        for (var i = 0; i < _to.Length; i++)
        {
            Array.Clear(row);
            for (var t = _starts[i]; t < _starts[i + 1]; t++)
                Kernel.Axpy(_terms[t].Factor, full.AsSpan(_terms[t].Feature * stride, stride), row);
            var target = result.AsSpan((int)LowerTriangle.RowStart(i));
            for (var j = 0; j <= i; j++)
                target[j] = Combine(j, row);
        }
        return result;
    }

    /// <summary>The diagonal of TΣffᵀTᵀ as far as the diagonal of Σffᵀ tells: each feature is taken for uncorrelated with the intercept.</summary>
    public double[] OfDiagonal(double[] squares)
    {
        var result = new double[_to.Stride];
        for (var i = 0; i < _to.Length; i++)
        {
            for (var t = _starts[i]; t < _starts[i + 1]; t++)
                result[i] += _terms[t].Factor * _terms[t].Factor * squares[_terms[t].Feature];
        }
        return result;
    }

    /// <summary>TΣrf, padded.</summary>
    public double[] OfVector(double[] sums)
    {
        var result = new double[_to.Stride];
        for (var i = 0; i < _to.Length; i++)
            result[i] = Combine(i, sums);
        return result;
    }

    private static Dictionary<T, int> Places<T>(T[] features, int first)
        where T : notnull
    {
        var places = new Dictionary<T, int>();
        for (var i = 0; i < features.Length; i++)
            places.Add(features[i], first + i);
        return places;
    }

    /// <summary>Coefficients of the new basis that give the old scores, as far as single slots go.</summary>
    public static double[] OfCoefficients(FeatureBasis from, FeatureBasis to, double[] coefficients)
    {
        var result = new double[to.Stride];
        result[0] = coefficients[0];
        for (var j = 0; j < from.SlotCount; j++)
        {
            var (a, b) = Affine(from, to, j);
            if (a == 0)
                continue;
            result[1 + j] = coefficients[1 + j] / a;
            result[0] -= result[1 + j] * b;
        }
        return result;
    }

    private double Combine(int row, double[] values)
    {
        var sum = 0.0;
        for (var t = _starts[row]; t < _starts[row + 1]; t++)
            sum += _terms[t].Factor * values[_terms[t].Feature];
        return sum;
    }

    private void AddTerm(int feature, double factor)
    {
        if (factor != 0)
            _terms.Add((feature, factor));
    }

    /// <summary>New feature of a slot = a·old + b. A slot asleep until now was constant at its old shift.</summary>
    private static (double A, double B) Affine(FeatureBasis from, FeatureBasis to, int slot)
    {
        if (slot >= from.SlotCount)
            return (0, to.Feature(slot, 0));
        var factor = to.Factors[slot];
        return (from.Factors[slot] == 0 ? 0 : factor / from.Factors[slot], (from.Shifts[slot] - to.Shifts[slot]) * factor);
    }
}
