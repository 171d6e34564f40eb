using System.Runtime.InteropServices;

namespace ConvoStudio.Engine.Numerics;

/// <summary>One row of numbers of which only those that are not 0 are kept. Slots may come in any order, each at most once.</summary>
internal sealed class SparseRow
{
    private readonly List<int> _slots = [];
    private readonly List<double> _values = [];

    public ReadOnlySpan<int> Slots => CollectionsMarshal.AsSpan(_slots);

    /// <summary>The values of <see cref="Slots"/>, in the same order.</summary>
    public ReadOnlySpan<double> Values => CollectionsMarshal.AsSpan(_values);

    public void Add(int slot, double value)
    {
        _slots.Add(slot);
        _values.Add(value);
    }

    /// <summary>Σ valueᵢ·weight of slot i, in the order of the slots.</summary>
    public double Dot(ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var i = 0; i < _slots.Count; i++)
            sum += _values[i] * weights[_slots[i]];
        return sum;
    }

    /// <summary>Σ x·xᵀ over the rows.</summary>
    /// <returns>Stride · stride values with the stride of <see cref="Kernel.Stride"/>; the lower half alone is filled.</returns>
    public static double[] Gram(IEnumerable<SparseRow> rows, int slots)
    {
        var stride = Kernel.Stride(slots);
        var gram = new double[stride * stride];
        foreach (var row in rows)
        {
            var numbers = row.Slots;
            var values = row.Values;
            for (var i = 0; i < numbers.Length; i++)
            {
                for (var j = 0; j <= i; j++)
                    gram[(Math.Max(numbers[i], numbers[j]) * stride) + Math.Min(numbers[i], numbers[j])] += values[i] * values[j];
            }
        }
        return gram;
    }
}
