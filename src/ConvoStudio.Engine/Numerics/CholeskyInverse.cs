namespace ConvoStudio.Engine.Numerics;

/// <summary>Inverse of a symmetric positive definite matrix by its Cholesky factor, in the kernel's fixed order of operations.</summary>
/// <remarks>A library solver may choose its block size and threads by machine; state must not depend on either. About d³/2 products.</remarks>
public static class CholeskyInverse
{
    /// <summary>Replaces the matrix by its inverse, symmetric to the last bit.</summary>
    /// <param name="matrix">Stride · stride values, row-major, stride = <see cref="Kernel.Stride"/> of <paramref name="length"/>. Only the lower half is read.</param>
    /// <param name="length">Order d, 1 or more; padding stays zero.</param>
    /// <exception cref="ArgumentException">The matrix does not fit the length, or is not positive definite.</exception>
    public static void Invert(Span<double> matrix, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var stride = Kernel.Stride(length);
        if (matrix.Length != stride * stride)
            throw new ArgumentException($"A matrix of {matrix.Length} values does not fit order {length}.", nameof(matrix));
        var inverse = new double[stride * stride];
        Factor(matrix, length, stride);
        InvertFactor(matrix, inverse, length, stride);
        matrix.Clear();
        // A⁻¹ = XᵀX with X = L⁻¹: row by row, lower half, then mirrored.
        for (var k = 0; k < length; k++)
        {
            var row = inverse.AsSpan(k * stride, k + 1);
            for (var i = 0; i <= k; i++)
            {
                if (row[i] != 0)
                    Kernel.Axpy(row[i], row[..(i + 1)], matrix.Slice(i * stride, i + 1));
            }
        }
        for (var i = 0; i < length; i++)
        {
            for (var j = 0; j < i; j++)
                matrix[(j * stride) + i] = matrix[(i * stride) + j];
        }
    }

    private static void Factor(Span<double> matrix, int length, int stride)
    {
        for (var i = 0; i < length; i++)
        {
            var row = matrix.Slice(i * stride, stride);
            for (var j = 0; j < i; j++)
            {
                var other = matrix.Slice(j * stride, stride);
                row[j] = (row[j] - Kernel.Dot(row[..j], other[..j])) / other[j];
            }
            var pivot = row[i] - Kernel.Dot(row[..i], row[..i]);
            if (!(pivot > 0) || !double.IsFinite(pivot))
                throw new ArgumentException($"The matrix is not positive definite: pivot {i} is {pivot}.", nameof(matrix));
            row[i] = Math.Sqrt(pivot);
        }
    }

    private static void InvertFactor(ReadOnlySpan<double> factor, Span<double> inverse, int length, int stride)
    {
        for (var i = 0; i < length; i++)
        {
            var row = inverse.Slice(i * stride, i + 1);
            for (var k = 0; k < i; k++)
            {
                var value = factor[(i * stride) + k];
                if (value != 0)
                    Kernel.Axpy(-value, inverse.Slice(k * stride, k + 1), row[..(k + 1)]);
            }
            var diagonal = factor[(i * stride) + i];
            for (var j = 0; j < i; j++)
                row[j] /= diagonal;
            row[i] = 1 / diagonal;
        }
    }
}
