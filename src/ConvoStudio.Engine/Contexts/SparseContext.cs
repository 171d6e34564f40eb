namespace ConvoStudio.Engine.Contexts;

/// <summary>The slots of an encoded context that are not 0, as a log row holds them.</summary>
/// <param name="Slots">Slot numbers, strictly ascending.</param>
/// <param name="Values">Their values, same length.</param>
public sealed record SparseContext(IReadOnlyList<int> Slots, IReadOnlyList<double> Values)
{
    /// <summary>Leaves the zeros out.</summary>
    public static SparseContext From(ReadOnlySpan<double> dense)
    {
        var count = dense.Length - dense.Count(0.0);
        var (slots, values, next) = (new int[count], new double[count], 0);
        for (var slot = 0; slot < dense.Length; slot++)
        {
            if (dense[slot] == 0)
                continue;
            (slots[next], values[next]) = (slot, dense[slot]);
            next++;
        }
        return new(slots, values);
    }

    /// <summary>Leaves the zeros out.</summary>
    public static SparseContext From(in EncodedContext context) => From(context.Span);

    /// <summary>Puts the zeros back.</summary>
    /// <param name="length">Length d; at least one more than the last slot.</param>
    /// <exception cref="ArgumentException">The lists differ in length, a slot is out of range, or slots are not strictly ascending.</exception>
    public EncodedContext ToDense(int length)
    {
        var values = new double[length];
        CopyTo(values);
        return new EncodedContext(values);
    }

    /// <summary>Puts the zeros back, into the caller's buffer.</summary>
    /// <exception cref="ArgumentException">The lists differ in length, a slot is out of range, or slots are not strictly ascending.</exception>
    public void CopyTo(Span<double> values)
    {
        if (Slots.Count != Values.Count)
            throw new ArgumentException($"{Slots.Count} slots but {Values.Count} values.");
        values.Clear();
        var before = -1;
        for (var i = 0; i < Slots.Count; i++)
        {
            var slot = Slots[i];
            if (slot <= before || slot >= values.Length)
                throw new ArgumentException($"Slot {slot} is out of order or beyond length {values.Length}.");
            values[slot] = Values[i];
            before = slot;
        }
    }
}
