using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>One block of coefficients under recursive least squares: the inverse P of Λ + Σff' and w = PΣrf, changed by rank one (Sherman and Morrison).
/// A diagonal block keeps the diagonal of Λ + Σff' alone, and w by normalised steps.</summary>
/// <param name="inverse">Stride · stride values, symmetric to the last bit, padding 0; or as many as the stride, the diagonal.</param>
/// <param name="coefficients">w, padded to the stride.</param>
/// <param name="length">Features d.</param>
internal sealed class RecursiveBlock(double[] inverse, double[] coefficients, int length)
{
    private ReaderBlock _reader = ReaderBlock.Of(inverse, coefficients, length);

    public double[] Inverse { get; } = inverse;

    public double[] Coefficients { get; } = coefficients;

    public bool IsDiagonal => Inverse.Length == Coefficients.Length && length > 1;

    /// <summary>What decisions read; always as new as the block.</summary>
    public ReaderBlock Reader => _reader;

    public static RecursiveBlock Prior(ReadOnlySpan<double> penalties, bool isDiagonal)
    {
        var stride = Kernel.Stride(penalties.Length);
        var inverse = new double[isDiagonal ? stride : stride * stride];
        for (var i = 0; i < penalties.Length; i++)
            inverse[isDiagonal ? i : (i * stride) + i] = 1 / penalties[i];
        return new(inverse, new double[stride], penalties.Length);
    }

    /// <summary>P = (Λ + gram)⁻¹ and w = P·sums.</summary>
    /// <param name="penalties">Λ, length d.</param>
    /// <param name="gram">A lower triangle.</param>
    /// <param name="sums">Padded.</param>
    public static RecursiveBlock Solve(ReadOnlySpan<double> penalties, double[] gram, double[] sums)
    {
        var stride = Kernel.Stride(penalties.Length);
        var (inverse, coefficients) = (new double[stride * stride], new double[stride]);
        LowerTriangle.CopyTo(gram, penalties.Length, inverse, stride);
        for (var i = 0; i < penalties.Length; i++)
            inverse[(i * stride) + i] += penalties[i];
        CholeskyInverse.Invert(inverse, penalties.Length);
        Kernel.SymmetricMultiply(inverse, [.. Enumerable.Range(0, penalties.Length)], sums, coefficients);
        return new(inverse, coefficients, penalties.Length);
    }

    /// <summary>A diagonal block from the diagonal of Σff' and coefficients known otherwise.</summary>
    public static RecursiveBlock OfDiagonal(ReadOnlySpan<double> penalties, ReadOnlySpan<double> squares, double[] coefficients)
    {
        var inverse = new double[Kernel.Stride(penalties.Length)];
        for (var i = 0; i < penalties.Length; i++)
            inverse[i] = 1 / (penalties[i] + squares[i]);
        return new(inverse, coefficients, penalties.Length);
    }

    /// <summary>y = P·f.</summary>
    public void Multiply(ReadOnlySpan<int> nonzero, ReadOnlySpan<double> f, Span<double> y)
    {
        if (IsDiagonal)
            Kernel.Multiply(Inverse, f, y);
        else
            Kernel.SymmetricMultiply(Inverse, nonzero, f, y);
    }

    /// <summary>P ← P − yy'/divisor and w ← w + y·step. Overwrites y.</summary>
    /// <param name="f">The features y was made of.</param>
    /// <param name="y">P·f.</param>
    /// <param name="divisor">1 + f'y, and what the shared block adds.</param>
    /// <param name="step">The residual, divided.</param>
    public void Update(ReadOnlySpan<double> f, Span<double> y, double divisor, double step)
    {
        Kernel.Axpy(step, y, Coefficients);
        var reader = OwnReader();
        Coefficients.CopyTo(reader.Coefficients, 0);
        if (IsDiagonal)
        {
            for (var i = 0; i < y.Length; i++)
                Inverse[i] /= 1 + (Inverse[i] * f[i] * f[i]);
            SingleKernel.Narrow(Inverse, reader.Inverse.AsSpan(0, Inverse.Length));
            return;
        }
        // The root is shared out between both factors, so that P stays symmetric to the last bit.
        var root = Math.Sqrt(divisor);
        for (var i = 0; i < y.Length; i++)
            y[i] /= root;
        // Row by row, so that each is rounded for readers while it is still near.
        for (var i = 0; i < length; i++)
        {
            if (y[i] == 0)
                continue;
            var row = Inverse.AsSpan(i * y.Length, y.Length);
            Kernel.Axpy(-y[i], y, row);
            SingleKernel.Narrow(row, reader.Inverse.AsSpan(i * reader.Coefficients.Length, y.Length));
        }
    }

    /// <summary>w ← w + y·step.</summary>
    public void Shift(ReadOnlySpan<double> y, double step)
    {
        Kernel.Axpy(step, y, Coefficients);
        Coefficients.CopyTo(OwnReader().Coefficients, 0);
    }

    private ReaderBlock OwnReader() => _reader.IsShared ? _reader = _reader.Clone() : _reader;
}
