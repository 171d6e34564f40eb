namespace ConvoStudio.Engine.Numerics;

/// <summary>A symmetric sum of outer products of which only the lower half is kept: row i holds columns 0 to i, padded up to a multiple of 4.</summary>
/// <remarks>A row's place does not depend on d, so more slots only make the array longer.</remarks>
internal static class LowerTriangle
{
    /// <summary>Values needed for d slots, padding included.</summary>
    public static int Length(int slots) => checked((int)RowStart(Kernel.Stride(slots)));

    /// <summary>Where row <paramref name="row"/> begins.</summary>
    public static long RowStart(int row)
    {
        long group = row / 4, place = row % 4;
        return (8 * group * (group + 1)) + (4 * place * (group + 1));
    }

    /// <summary>Adds x·xᵀ; only rows of the listed slots change.</summary>
    /// <param name="triangle">At least <see cref="Length"/> of the slots.</param>
    /// <param name="slots">Slots where x is not zero, ascending.</param>
    /// <param name="x">Padded to the stride.</param>
    public static void AddOuter(double[] triangle, ReadOnlySpan<int> slots, ReadOnlySpan<double> x)
    {
        foreach (var slot in slots)
        {
            var width = Kernel.Stride(slot + 1);
            Kernel.Axpy(x[slot], x[..width], triangle.AsSpan((int)RowStart(slot), width));
        }
    }

    /// <summary>The diagonal, padded to the stride.</summary>
    public static double[] Diagonal(double[] triangle, int slots)
    {
        var diagonal = new double[Kernel.Stride(slots)];
        for (var i = 0; i < slots; i++)
            diagonal[i] = triangle[(int)RowStart(i) + i];
        return diagonal;
    }

    /// <summary>Spreads the triangle over the lower half of a square matrix with the given stride.</summary>
    public static void CopyTo(double[] triangle, int slots, Span<double> square, int stride)
    {
        for (var i = 0; i < slots; i++)
            triangle.AsSpan((int)RowStart(i), i + 1).CopyTo(square[(i * stride)..]);
    }
}
