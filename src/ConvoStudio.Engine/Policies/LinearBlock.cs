using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies;

/// <summary>What a reader needs of one block: the inverse of its matrix and its coefficients. Written only by the learner, and only while no snapshot has it.</summary>
/// <param name="inverse">Stride · stride values, symmetric to the last bit, padding 0.</param>
/// <param name="coefficients">Stride values, padding 0.</param>
internal sealed class LinearBlock(double[] inverse, double[] coefficients)
{
    public double[] Inverse { get; } = inverse;

    public double[] Coefficients { get; } = coefficients;

    /// <summary>A snapshot has it: the learner writes to a copy. Read and written by the learner's thread alone.</summary>
    public bool IsShared { get; set; }

    /// <summary>The block of an action nothing is known of: inverse of the penalties, coefficients 0.</summary>
    public static LinearBlock Prior(ReadOnlySpan<double> penalties, int stride)
    {
        var inverse = new double[stride * stride];
        for (var i = 0; i < penalties.Length; i++)
            inverse[(i * stride) + i] = 1 / penalties[i];
        return new(inverse, new double[stride]);
    }

    public LinearBlock Clone() => new(Copy(Inverse), Copy(Coefficients));

    /// <summary>The block with more slots, which start at their prior and are not correlated with the others.</summary>
    public LinearBlock Grown(int length, ReadOnlySpan<double> penalties)
    {
        int stride = Kernel.Stride(length), grownStride = Kernel.Stride(penalties.Length);
        var grown = Prior(penalties, grownStride);
        for (var i = 0; i < length; i++)
            Inverse.AsSpan(i * stride, length).CopyTo(grown.Inverse.AsSpan(i * grownStride));
        Coefficients.AsSpan(0, length).CopyTo(grown.Coefficients);
        return grown;
    }

    private static double[] Copy(double[] values)
    {
        var copy = GC.AllocateUninitializedArray<double>(values.Length);
        values.CopyTo(copy, 0);
        return copy;
    }
}
