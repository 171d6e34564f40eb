using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.Baselines;

/// <summary>Logged moves as sparse rows, with a last slot that is always 1 for the intercept.</summary>
/// <param name="Length">Longest context d; the intercept is slot d.</param>
/// <param name="Actions">Distinct action numbers, ascending.</param>
/// <param name="Rows">Context and intercept of each sample.</param>
/// <param name="Classes">Place of each sample's action in <paramref name="Actions"/>.</param>
internal sealed record CloneSamples(int Length, int[] Actions, SparseRow[] Rows, int[] Classes)
{
    public int Count => Rows.Length;

    public static CloneSamples From(IReadOnlyList<(EncodedContext Context, int Action)> samples)
    {
        if (samples.Count == 0)
            throw new ArgumentException("Nothing to fit: there are no samples.", nameof(samples));
        var length = samples.Max(sample => sample.Context.Length);
        int[] actions = [.. samples.Select(sample => sample.Action).Distinct().Order()];
        ArgumentOutOfRangeException.ThrowIfNegative(actions[0], nameof(samples));
        var (padded, known) = (new double[length], new int[length]);
        var rows = new SparseRow[samples.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new();
            foreach (var slot in known.AsSpan(0, PolicyArguments.Unpack(samples[i].Context, length, padded, known)))
                rows[i].Add(slot, padded[slot]);
            rows[i].Add(length, 1);
        }
        return new(length, actions, rows, [.. samples.Select(sample => Array.BinarySearch(actions, sample.Action))]);
    }

    /// <summary>Scale of each slot over all samples, zeros included.</summary>
    public double[] Scales()
    {
        var moments = new RunningMoments[Length];
        var dense = new double[Length + 1];
        foreach (var row in Rows)
        {
            Array.Clear(dense);
            for (var k = 0; k < row.Slots.Length; k++)
                dense[row.Slots[k]] = row.Values[k];
            for (var slot = 0; slot < Length; slot++)
                moments[slot] = moments[slot].Add(dense[slot]);
        }
        return [.. moments.Select(SlotScale.Of)];
    }
}
