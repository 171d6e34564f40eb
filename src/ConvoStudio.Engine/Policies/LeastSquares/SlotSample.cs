namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>Every m-th value of a slot, m doubling whenever there are too many: enough to tell its quantiles.</summary>
internal sealed class SlotSample
{
    private const int Capacity = 128;

    private readonly List<double> _values = new(Capacity);
    private long _every = 1;

    public IReadOnlyList<double> Values => _values;

    public long Every => _every;

    /// <param name="number">Number of the value in its stream, from 0.</param>
    /// <param name="value">The value.</param>
    public void Add(long number, double value)
    {
        if (number % _every != 0)
            return;
        _values.Add(value);
        if (_values.Count < Capacity)
            return;
        _every *= 2;
        for (var i = 0; i < Capacity / 2; i++)
            _values[i] = _values[2 * i];
        _values.RemoveRange(Capacity / 2, Capacity / 2);
    }

    /// <summary>What a slot that came late reads as in the decisions before it.</summary>
    public void FillUp(long count)
    {
        if (_values.Count > 0)
            return;
        for (var number = 0L; number < count; number += _every)
            Add(number, 0);
    }

    public static SlotSample Of(long every, IEnumerable<double> values)
    {
        var sample = new SlotSample { _every = every };
        sample._values.AddRange(values);
        return sample;
    }

    /// <summary>Values above the smallest, one at each of a number of equal shares, without repetition.</summary>
    public double[] Cuts(int parts)
    {
        if (_values.Count < 2)
            return [];
        var sorted = _values.Order().ToArray();
        return [.. Enumerable.Range(1, parts - 1).Select(part => sorted[part * sorted.Length / parts]).Where(cut => cut > sorted[0]).Distinct()];
    }
}
