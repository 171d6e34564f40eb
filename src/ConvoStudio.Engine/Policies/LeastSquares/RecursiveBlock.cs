using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>One block of coefficients under recursive least squares: the inverse P of Λ + Σxx' and w = PΣrx, changed by rank one (Sherman and Morrison).</summary>
/// <param name="inverse">Stride · stride values in double precision, symmetric to the last bit, padding 0.</param>
/// <param name="coefficients">w, padded to the stride.</param>
/// <param name="length">Features d.</param>
internal sealed class RecursiveBlock(double[] inverse, double[] coefficients, int length)
{
    private ReaderBlock _reader = ReaderBlock.Of(inverse, coefficients, length);

    public double[] Inverse { get; } = inverse;

    public double[] Coefficients { get; } = coefficients;

    /// <summary>What decisions read; always as new as the block.</summary>
    public ReaderBlock Reader => _reader;

    public static RecursiveBlock Prior(ReadOnlySpan<double> penalties)
    {
        var stride = Kernel.Stride(penalties.Length);
        var inverse = new double[stride * stride];
        for (var i = 0; i < penalties.Length; i++)
            inverse[(i * stride) + i] = 1 / penalties[i];
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

    /// <summary>P ← P − yy'/divisor and w ← w + y·step. Overwrites y.</summary>
    public void Update(Span<double> y, double divisor, double step)
    {
        Kernel.Axpy(step, y, Coefficients);
        // The root is shared out between both factors, so that P stays symmetric to the last bit.
        var root = Math.Sqrt(divisor);
        for (var i = 0; i < y.Length; i++)
            y[i] /= root;
        Kernel.SubtractOuter(Inverse, y);
        var reader = OwnReader();
        SingleKernel.Narrow(Inverse, y.Length, reader.Inverse, reader.Coefficients.Length, y.Length);
        Coefficients.CopyTo(reader.Coefficients, 0);
    }

    /// <summary>w ← w + y·step.</summary>
    public void Shift(ReadOnlySpan<double> y, double step)
    {
        Kernel.Axpy(step, y, Coefficients);
        Coefficients.CopyTo(OwnReader().Coefficients, 0);
    }

    private ReaderBlock OwnReader() => _reader.IsShared ? _reader = _reader.Clone() : _reader;
}
