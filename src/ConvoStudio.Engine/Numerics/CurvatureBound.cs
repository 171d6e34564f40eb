namespace ConvoStudio.Engine.Numerics;

/// <summary>Böhning's bound on the curvature of a multinomial logistic likelihood: its Hessian is nowhere above ½ XᵀX, for each class alike.</summary>
/// <remarks>A full step in that metric never overshoots, whatever the correlations and units of the slots. Source: Böhning, Annals of the Institute of
/// Statistical Mathematics 44, 1992. Beyond <see cref="MostDense"/> slots only the diagonal is kept (no bound then, yet a scale for each slot).</remarks>
internal sealed class CurvatureBound
{
    /// <summary>Most slots whose products are all kept: 2 MB and some 30 ms an inverse.</summary>
    public const int MostDense = 512;

    private readonly int _slots;
    private readonly double[] _sums;

    public CurvatureBound(SparseRow[] rows, int slots)
    {
        _slots = slots;
        _sums = slots <= MostDense ? SparseRow.Gram(rows, slots) : Squares(rows, slots);
    }

    /// <summary>The metric ½ XᵀX + penalties, ready to be solved.</summary>
    /// <param name="penalties">Of each slot, each above 0.</param>
    public Metric Plus(ReadOnlySpan<double> penalties)
    {
        var dense = _slots <= MostDense;
        var step = dense ? Kernel.Stride(_slots) + 1 : 1;
        var inverse = Array.ConvertAll(_sums, sum => sum / 2);
        for (var slot = 0; slot < _slots; slot++)
            inverse[slot * step] += penalties[slot];
        if (dense)
            CholeskyInverse.Invert(inverse, _slots);
        else
            inverse = Array.ConvertAll(inverse, value => 1 / value);
        return new(_slots, inverse, dense);
    }

    private static double[] Squares(SparseRow[] rows, int slots)
    {
        var squares = new double[slots];
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Slots.Length; i++)
                squares[row.Slots[i]] += row.Values[i] * row.Values[i];
        }
        return squares;
    }

    /// <summary>The metric's inverse. One thread at a time.</summary>
    public sealed class Metric(int slots, double[] inverse, bool dense)
    {
        private readonly int[] _allSlots = [.. Enumerable.Range(0, slots)];
        private readonly double[] _before = new double[Kernel.Stride(slots)];
        private readonly double[] _after = new double[Kernel.Stride(slots)];

        /// <summary>result = metric⁻¹ · gradient, class by class.</summary>
        /// <param name="gradient">Slots · stride values.</param>
        /// <param name="result">Same shape; overwritten.</param>
        /// <param name="stride">Padded number of classes.</param>
        public void Solve(ReadOnlySpan<double> gradient, Span<double> result, int stride)
        {
            result.Clear();
            if (!dense)
            {
                for (var slot = 0; slot < slots; slot++)
                    Kernel.Axpy(inverse[slot], gradient.Slice(slot * stride, stride), result.Slice(slot * stride, stride));
                return;
            }
            for (var k = 0; k < stride; k++)
            {
                for (var slot = 0; slot < slots; slot++)
                    _before[slot] = gradient[(slot * stride) + k];
                Kernel.SymmetricMultiply(inverse, _allSlots, _before, _after);
                for (var slot = 0; slot < slots; slot++)
                    result[(slot * stride) + k] = _after[slot];
            }
        }
    }
}
