using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ConvoStudio.Engine.Numerics;

/// <summary>The reductions and updates that change a policy's state or probabilities, in one fixed order of operations.</summary>
/// <remarks>Every product is rounded before it is added (never a fused multiply-add) and every lane has its fixed share of the elements, so the
/// bits are those of the plain IEEE 754 operations: the same with and without hardware intrinsics. Any change of that order is a new <see cref="Id"/>.
/// Square matrices are row-major with a stride of d rounded up to 4 (<see cref="Stride"/>); the padding is zero. Spans are checked by length only.</remarks>
public static class Kernel
{
    /// <summary>Name of this order of operations; stored with every decision and checkpoint.</summary>
    public const string Id = "v256-1";

    private const int Lanes = 4;

    /// <summary>Row stride, and padded length, for d slots: d rounded up to a multiple of 4.</summary>
    public static int Stride(int length) => (length + Lanes - 1) & -Lanes;

    /// <summary>Σ leftᵢ·rightᵢ. Element i goes to accumulator (i / 4) mod 4, lane i mod 4, so appending zeros never changes the bits.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        RequireSameLength(left.Length, right.Length);
        ref var l = ref MemoryMarshal.GetReference(left);
        ref var r = ref MemoryMarshal.GetReference(right);
        Vector256<double> a0 = default, a1 = default, a2 = default, a3 = default;
        nuint i = 0, n = (nuint)left.Length;
        for (; i + 16 <= n; i += 16)
        {
            a0 += Vector256.LoadUnsafe(ref l, i) * Vector256.LoadUnsafe(ref r, i);
            a1 += Vector256.LoadUnsafe(ref l, i + 4) * Vector256.LoadUnsafe(ref r, i + 4);
            a2 += Vector256.LoadUnsafe(ref l, i + 8) * Vector256.LoadUnsafe(ref r, i + 8);
            a3 += Vector256.LoadUnsafe(ref l, i + 12) * Vector256.LoadUnsafe(ref r, i + 12);
        }
        for (var group = 0; i < n; i += 4, group++)
        {
            var product = LoadUpTo4(ref l, i, n) * LoadUpTo4(ref r, i, n);
            if (group == 0)
                a0 += product;
            else if (group == 1)
                a1 += product;
            else if (group == 2)
                a2 += product;
            else
                a3 += product;
        }
        var sum = (a0 + a1) + (a2 + a3);
        return (sum.GetElement(0) + sum.GetElement(1)) + (sum.GetElement(2) + sum.GetElement(3));
    }

    /// <summary>target += factor · x.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static void Axpy(double factor, ReadOnlySpan<double> x, Span<double> target)
    {
        RequireSameLength(x.Length, target.Length);
        ref var s = ref MemoryMarshal.GetReference(x);
        ref var t = ref MemoryMarshal.GetReference(target);
        var f = Vector256.Create(factor);
        nuint i = 0, n = (nuint)x.Length;
        for (; i + 4 <= n; i += 4)
            (Vector256.LoadUnsafe(ref t, i) + (f * Vector256.LoadUnsafe(ref s, i))).StoreUnsafe(ref t, i);
        for (; i < n; i++)
            Unsafe.Add(ref t, i) += factor * Unsafe.Add(ref s, i);
    }

    /// <summary>resultᵢ = leftᵢ·rightᵢ.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static void Multiply(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result)
    {
        RequireSameLength(left.Length, right.Length);
        RequireSameLength(left.Length, result.Length);
        ref var l = ref MemoryMarshal.GetReference(left);
        ref var r = ref MemoryMarshal.GetReference(right);
        ref var t = ref MemoryMarshal.GetReference(result);
        nuint i = 0, n = (nuint)left.Length;
        for (; i + 4 <= n; i += 4)
            (Vector256.LoadUnsafe(ref l, i) * Vector256.LoadUnsafe(ref r, i)).StoreUnsafe(ref t, i);
        for (; i < n; i++)
            Unsafe.Add(ref t, i) = Unsafe.Add(ref l, i) * Unsafe.Add(ref r, i);
    }

    /// <summary>result = M·x for a symmetric M, adding the rows of the listed slots in their order: resultⱼ = Σ xᵢ·Mᵢⱼ over i in <paramref name="slots"/>.</summary>
    /// <param name="matrix">Stride · stride values.</param>
    /// <param name="slots">Slots where x is not zero, ascending; leaving zeros out changes no bit that matters and saves their rows.</param>
    /// <param name="x">Padded to the stride.</param>
    /// <param name="result">Padded to the stride; overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void SymmetricMultiply(ReadOnlySpan<double> matrix, ReadOnlySpan<int> slots, ReadOnlySpan<double> x, Span<double> result)
    {
        RequireMatrix(matrix.Length, x.Length);
        RequireSameLength(x.Length, result.Length);
        foreach (var slot in slots)
        {
            if ((uint)slot >= (uint)x.Length)
                throw new ArgumentException($"Slot {slot} is outside the vector of length {x.Length}.", nameof(slots));
        }
        // A block of 32 columns stays in eight registers while the rows go by: no lane ever waits for another, nothing is stored in between.
        var column = 0;
        for (; column + 32 <= x.Length; column += 32)
            MultiplyColumns32(matrix, slots, x, result, column);
        for (; column + 16 <= x.Length; column += 16)
            MultiplyColumns16(matrix, slots, x, result, column);
        for (; column < x.Length; column += 4)
            MultiplyColumns4(matrix, slots, x, result, column);
    }

    /// <summary>M −= u·uᵀ. Keeps M symmetric to the last bit.</summary>
    /// <param name="matrix">Stride · stride values.</param>
    /// <param name="u">Padded to the stride.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void SubtractOuter(Span<double> matrix, ReadOnlySpan<double> u)
    {
        RequireMatrix(matrix.Length, u.Length);
        ref var m = ref MemoryMarshal.GetReference(matrix);
        ref var s = ref MemoryMarshal.GetReference(u);
        var stride = (nuint)u.Length;
        for (nuint i = 0; i < stride; i++)
        {
            var factor = Unsafe.Add(ref s, i);
            if (factor == 0)
                continue;
            var f = Vector256.Create(factor);
            ref var row = ref Unsafe.Add(ref m, i * stride);
            for (nuint j = 0; j < stride; j += 4)
                (Vector256.LoadUnsafe(ref row, j) - (f * Vector256.LoadUnsafe(ref s, j))).StoreUnsafe(ref row, j);
        }
    }

    private static void MultiplyColumns32(ReadOnlySpan<double> matrix, ReadOnlySpan<int> slots, ReadOnlySpan<double> x, Span<double> result, int column)
    {
        ref var m = ref Unsafe.Add(ref MemoryMarshal.GetReference(matrix), column);
        ref var v = ref MemoryMarshal.GetReference(x);
        var stride = (nuint)x.Length;
        Vector256<double> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default, a6 = default, a7 = default;
        foreach (var slot in slots)
        {
            var f = Vector256.Create(Unsafe.Add(ref v, slot));
            ref var row = ref Unsafe.Add(ref m, (nuint)(uint)slot * stride);
            a0 += f * Vector256.LoadUnsafe(ref row, 0);
            a1 += f * Vector256.LoadUnsafe(ref row, 4);
            a2 += f * Vector256.LoadUnsafe(ref row, 8);
            a3 += f * Vector256.LoadUnsafe(ref row, 12);
            a4 += f * Vector256.LoadUnsafe(ref row, 16);
            a5 += f * Vector256.LoadUnsafe(ref row, 20);
            a6 += f * Vector256.LoadUnsafe(ref row, 24);
            a7 += f * Vector256.LoadUnsafe(ref row, 28);
        }
        ref var r = ref result[column];
        a0.StoreUnsafe(ref r, 0);
        a1.StoreUnsafe(ref r, 4);
        a2.StoreUnsafe(ref r, 8);
        a3.StoreUnsafe(ref r, 12);
        a4.StoreUnsafe(ref r, 16);
        a5.StoreUnsafe(ref r, 20);
        a6.StoreUnsafe(ref r, 24);
        a7.StoreUnsafe(ref r, 28);
    }

    private static void MultiplyColumns16(ReadOnlySpan<double> matrix, ReadOnlySpan<int> slots, ReadOnlySpan<double> x, Span<double> result, int column)
    {
        ref var m = ref Unsafe.Add(ref MemoryMarshal.GetReference(matrix), column);
        ref var v = ref MemoryMarshal.GetReference(x);
        var stride = (nuint)x.Length;
        Vector256<double> a0 = default, a1 = default, a2 = default, a3 = default;
        foreach (var slot in slots)
        {
            var f = Vector256.Create(Unsafe.Add(ref v, slot));
            ref var row = ref Unsafe.Add(ref m, (nuint)(uint)slot * stride);
            a0 += f * Vector256.LoadUnsafe(ref row, 0);
            a1 += f * Vector256.LoadUnsafe(ref row, 4);
            a2 += f * Vector256.LoadUnsafe(ref row, 8);
            a3 += f * Vector256.LoadUnsafe(ref row, 12);
        }
        ref var r = ref result[column];
        a0.StoreUnsafe(ref r, 0);
        a1.StoreUnsafe(ref r, 4);
        a2.StoreUnsafe(ref r, 8);
        a3.StoreUnsafe(ref r, 12);
    }

    private static void MultiplyColumns4(ReadOnlySpan<double> matrix, ReadOnlySpan<int> slots, ReadOnlySpan<double> x, Span<double> result, int column)
    {
        ref var m = ref Unsafe.Add(ref MemoryMarshal.GetReference(matrix), column);
        ref var v = ref MemoryMarshal.GetReference(x);
        var stride = (nuint)x.Length;
        Vector256<double> a = default;
        foreach (var slot in slots)
            a += Vector256.Create(Unsafe.Add(ref v, slot)) * Vector256.LoadUnsafe(ref m, (nuint)(uint)slot * stride);
        a.StoreUnsafe(ref result[column]);
    }

    private static Vector256<double> LoadUpTo4(ref double source, nuint index, nuint length) => (length - index) switch
    {
        1 => Vector256.Create(Unsafe.Add(ref source, index), 0, 0, 0),
        2 => Vector256.Create(Unsafe.Add(ref source, index), Unsafe.Add(ref source, index + 1), 0, 0),
        3 => Vector256.Create(Unsafe.Add(ref source, index), Unsafe.Add(ref source, index + 1), Unsafe.Add(ref source, index + 2), 0),
        _ => Vector256.LoadUnsafe(ref source, index),
    };

    private static void RequireSameLength(int left, int right)
    {
        if (left != right)
            throw new ArgumentException($"Lengths differ: {left} and {right}.");
    }

    private static void RequireMatrix(int matrixLength, int stride)
    {
        if (stride % Lanes != 0 || matrixLength != stride * stride)
            throw new ArgumentException($"A matrix of {matrixLength} values does not fit a vector padded to {stride} (a multiple of 4).");
    }
}
