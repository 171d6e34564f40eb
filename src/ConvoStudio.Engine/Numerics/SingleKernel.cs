using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ConvoStudio.Engine.Numerics;

/// <summary>The part of the kernel that runs in single precision: widths of confidence, for which seven digits are enough and memory traffic is what costs.</summary>
/// <remarks>Same rules as <see cref="Kernel"/>: products are rounded before they are added and every lane has its fixed share. Matrices are row-major with a
/// stride that is a multiple of 8; the padding is zero.</remarks>
public static class SingleKernel
{
    private const int Lanes = 8;

    /// <summary>Row stride, and padded length, for d features: d rounded up to a multiple of 8.</summary>
    public static int Stride(int length) => (length + Lanes - 1) & -Lanes;

    /// <summary>y = M·x for a symmetric M, adding the rows of the listed features in their order; returns xᵀMx.</summary>
    /// <param name="matrix">Stride · stride values.</param>
    /// <param name="nonzero">Features where x is not zero, ascending.</param>
    /// <param name="x">Padded to the stride.</param>
    /// <param name="y">Padded to the stride; overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static double Quadratic(ReadOnlySpan<float> matrix, ReadOnlySpan<int> nonzero, ReadOnlySpan<float> x, Span<float> y)
    {
        if (x.Length % Lanes != 0 || y.Length != x.Length || matrix.Length != x.Length * x.Length)
            throw new ArgumentException($"A matrix of {matrix.Length} values does not fit vectors of {x.Length} and {y.Length}.");
        if (!nonzero.IsEmpty && (uint)nonzero[^1] >= (uint)x.Length)
            throw new ArgumentException($"Feature {nonzero[^1]} is outside the vector of length {x.Length}.", nameof(nonzero));
        var column = 0;
        for (; column + 64 <= x.Length; column += 64)
            Columns64(matrix, nonzero, x, y, column);
        for (; column + 32 <= x.Length; column += 32)
            Columns32(matrix, nonzero, x, y, column);
        for (; column < x.Length; column += Lanes)
            Columns8(matrix, nonzero, x, y, column);
        return Dot(x, y);
    }

    /// <summary>Rounds every value to single precision, row by row, from one stride to another.</summary>
    /// <param name="source">Rows of <paramref name="sourceStride"/> values.</param>
    /// <param name="sourceStride">A multiple of 4.</param>
    /// <param name="target">As many rows of <paramref name="targetStride"/> values; what is beyond a source row stays.</param>
    /// <param name="targetStride">At least <paramref name="sourceStride"/>.</param>
    /// <param name="rows">Number of rows.</param>
    public static void Narrow(ReadOnlySpan<double> source, int sourceStride, Span<float> target, int targetStride, int rows)
    {
        for (var i = 0; i < rows; i++)
            Narrow(source.Slice(i * sourceStride, sourceStride), target.Slice(i * targetStride, sourceStride));
    }

    /// <summary>Rounds every value to single precision.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static void Narrow(ReadOnlySpan<double> source, Span<float> target)
    {
        if (source.Length != target.Length)
            throw new ArgumentException($"Lengths differ: {source.Length} and {target.Length}.");
        ref var s = ref MemoryMarshal.GetReference(source);
        ref var t = ref MemoryMarshal.GetReference(target);
        nuint i = 0, n = (nuint)source.Length;
        for (; i + 8 <= n; i += 8)
            Vector256.Narrow(Vector256.LoadUnsafe(ref s, i), Vector256.LoadUnsafe(ref s, i + 4)).StoreUnsafe(ref t, i);
        for (; i < n; i++)
            Unsafe.Add(ref t, i) = (float)Unsafe.Add(ref s, i);
    }

    private static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ref var l = ref MemoryMarshal.GetReference(x);
        ref var r = ref MemoryMarshal.GetReference(y);
        Vector256<double> low = default, high = default;
        for (nuint i = 0; i < (nuint)x.Length; i += Lanes)
        {
            var (a, b) = Vector256.Widen(Vector256.LoadUnsafe(ref l, i) * Vector256.LoadUnsafe(ref r, i));
            low += a;
            high += b;
        }
        var sum = low + high;
        return (sum.GetElement(0) + sum.GetElement(1)) + (sum.GetElement(2) + sum.GetElement(3));
    }

    private static void Columns64(ReadOnlySpan<float> matrix, ReadOnlySpan<int> nonzero, ReadOnlySpan<float> x, Span<float> y, int column)
    {
        ref var m = ref Unsafe.Add(ref MemoryMarshal.GetReference(matrix), column);
        ref var v = ref MemoryMarshal.GetReference(x);
        var stride = (nuint)x.Length;
        Vector256<float> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default, a6 = default, a7 = default;
        foreach (var i in nonzero)
        {
            var f = Vector256.Create(Unsafe.Add(ref v, i));
            ref var row = ref Unsafe.Add(ref m, (nuint)(uint)i * stride);
            a0 += f * Vector256.LoadUnsafe(ref row, 0);
            a1 += f * Vector256.LoadUnsafe(ref row, 8);
            a2 += f * Vector256.LoadUnsafe(ref row, 16);
            a3 += f * Vector256.LoadUnsafe(ref row, 24);
            a4 += f * Vector256.LoadUnsafe(ref row, 32);
            a5 += f * Vector256.LoadUnsafe(ref row, 40);
            a6 += f * Vector256.LoadUnsafe(ref row, 48);
            a7 += f * Vector256.LoadUnsafe(ref row, 56);
        }
        ref var r = ref y[column];
        a0.StoreUnsafe(ref r, 0);
        a1.StoreUnsafe(ref r, 8);
        a2.StoreUnsafe(ref r, 16);
        a3.StoreUnsafe(ref r, 24);
        a4.StoreUnsafe(ref r, 32);
        a5.StoreUnsafe(ref r, 40);
        a6.StoreUnsafe(ref r, 48);
        a7.StoreUnsafe(ref r, 56);
    }

    private static void Columns32(ReadOnlySpan<float> matrix, ReadOnlySpan<int> nonzero, ReadOnlySpan<float> x, Span<float> y, int column)
    {
        ref var m = ref Unsafe.Add(ref MemoryMarshal.GetReference(matrix), column);
        ref var v = ref MemoryMarshal.GetReference(x);
        var stride = (nuint)x.Length;
        Vector256<float> a0 = default, a1 = default, a2 = default, a3 = default;
        foreach (var i in nonzero)
        {
            var f = Vector256.Create(Unsafe.Add(ref v, i));
            ref var row = ref Unsafe.Add(ref m, (nuint)(uint)i * stride);
            a0 += f * Vector256.LoadUnsafe(ref row, 0);
            a1 += f * Vector256.LoadUnsafe(ref row, 8);
            a2 += f * Vector256.LoadUnsafe(ref row, 16);
            a3 += f * Vector256.LoadUnsafe(ref row, 24);
        }
        ref var r = ref y[column];
        a0.StoreUnsafe(ref r, 0);
        a1.StoreUnsafe(ref r, 8);
        a2.StoreUnsafe(ref r, 16);
        a3.StoreUnsafe(ref r, 24);
    }

    private static void Columns8(ReadOnlySpan<float> matrix, ReadOnlySpan<int> nonzero, ReadOnlySpan<float> x, Span<float> y, int column)
    {
        ref var m = ref Unsafe.Add(ref MemoryMarshal.GetReference(matrix), column);
        ref var v = ref MemoryMarshal.GetReference(x);
        var stride = (nuint)x.Length;
        Vector256<float> a = default;
        foreach (var i in nonzero)
            a += Vector256.Create(Unsafe.Add(ref v, i)) * Vector256.LoadUnsafe(ref m, (nuint)(uint)i * stride);
        a.StoreUnsafe(ref y[column]);
    }
}
