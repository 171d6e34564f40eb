using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies;

/// <summary>Logged moves as sparse rows: (slot, value) of what is not zero, and a last slot that is always 1 for the intercept.</summary>
internal sealed class CloneSamples
{
    private CloneSamples(int length, int[] actions, int[] classes, int[] starts, int[] slots, double[] values) =>
        (Length, Actions, Classes, _starts, _slots, _values) = (length, actions, classes, starts, slots, values);

    private readonly int[] _starts;
    private readonly int[] _slots;
    private readonly double[] _values;

    /// <summary>Longest context d; the intercept is slot d.</summary>
    public int Length { get; }

    /// <summary>Distinct action numbers, ascending.</summary>
    public int[] Actions { get; }

    /// <summary>Place of each sample's action in <see cref="Actions"/>.</summary>
    public int[] Classes { get; }

    public int Count => Classes.Length;

    public ReadOnlySpan<int> SlotsOf(int sample) => _slots.AsSpan(_starts[sample].._starts[sample + 1]);

    public ReadOnlySpan<double> ValuesOf(int sample) => _values.AsSpan(_starts[sample].._starts[sample + 1]);

    public static CloneSamples From(IReadOnlyList<(EncodedContext Context, int Action)> samples)
    {
        if (samples.Count == 0)
            throw new ArgumentException("Nothing to fit: there are no samples.", nameof(samples));
        var length = samples.Max(sample => sample.Context.Length);
        int[] actions = [.. samples.Select(sample => sample.Action).Distinct().Order()];
        ArgumentOutOfRangeException.ThrowIfNegative(actions[0], nameof(samples));
        var classes = new int[samples.Count];
        var starts = new int[samples.Count + 1];
        var (slots, values) = (new List<int>(), new List<double>());
        var (padded, known) = (new double[length], new int[length]);
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = Array.BinarySearch(actions, samples[i].Action);
            foreach (var slot in known.AsSpan(0, PolicyArguments.Unpack(samples[i].Context, length, padded, known)))
            {
                slots.Add(slot);
                values.Add(padded[slot]);
            }
            slots.Add(length);
            values.Add(1);
            starts[i + 1] = slots.Count;
        }
        return new(length, actions, classes, starts, [.. slots], [.. values]);
    }

    /// <summary>Scale of each slot over all samples, zeros included.</summary>
    public double[] Scales()
    {
        var moments = new RunningMoments[Length];
        var row = new double[Length + 1];
        for (var i = 0; i < Count; i++)
        {
            Array.Clear(row);
            var slots = SlotsOf(i);
            var values = ValuesOf(i);
            for (var k = 0; k < slots.Length; k++)
                row[slots[k]] = values[k];
            for (var slot = 0; slot < Length; slot++)
                moments[slot] = moments[slot].Add(row[slot]);
        }
        return [.. moments.Select(SlotScale.Of)];
    }
}
