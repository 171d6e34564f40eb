using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>What a decision needs of one block. Written only by the learner, and only while no snapshot has it.</summary>
/// <param name="inverse">Inverse of the block's matrix in single precision, <see cref="SingleKernel.Stride"/> squared, padding 0; or its diagonal.</param>
/// <param name="coefficients">Padded to the stride of the single kernel, padding 0.</param>
internal sealed class ReaderBlock(float[] inverse, double[] coefficients)
{
    public float[] Inverse { get; } = inverse;

    public double[] Coefficients { get; } = coefficients;

    /// <summary>A snapshot has it: the learner writes to a copy. Read and written by the learner's thread alone.</summary>
    public bool IsShared { get; set; }

    /// <summary>Of a matrix in double precision with the kernel's stride.</summary>
    public static ReaderBlock Of(double[] inverse, double[] coefficients, int length)
    {
        int stride = Kernel.Stride(length), single = SingleKernel.Stride(length);
        var isDiagonal = inverse.Length == stride && length > 1;
        var block = new ReaderBlock(new float[isDiagonal ? single : single * single], new double[single]);
        if (isDiagonal)
            SingleKernel.Narrow(inverse, block.Inverse.AsSpan(0, stride));
        else
            SingleKernel.Narrow(inverse, stride, block.Inverse, single, length);
        coefficients.AsSpan(0, length).CopyTo(block.Coefficients);
        return block;
    }

    public bool IsDiagonal => Inverse.Length == Coefficients.Length;

    public ReaderBlock Clone() => new([.. Inverse], [.. Coefficients]);
}
