using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>Working memory of one thread, so that a decision allocates nothing. It holds no state between calls.</summary>
internal sealed class LeastSquaresScratch
{
    [ThreadStatic]
    private static LeastSquaresScratch? t_current;

    private double[] _slots = [];

    public double[] Features { get; private set; } = [];

    public float[] Singles { get; private set; } = [];

    public float[] Products { get; private set; } = [];

    public float[] Residual { get; private set; } = [];

    public int[] Nonzero { get; private set; } = [];

    /// <summary>0, 1, 2 …</summary>
    public int[] All { get; private set; } = [];

    public static LeastSquaresScratch For(FeatureBasis basis)
    {
        var scratch = t_current ??= new LeastSquaresScratch();
        var stride = SingleKernel.Stride(basis.Length);
        if (scratch.Features.Length < stride)
            scratch.Grow(stride);
        return scratch;
    }

    /// <summary>Checks the context and fills <see cref="Features"/>, <see cref="Singles"/> and <see cref="Nonzero"/>, padded to the single kernel's stride.</summary>
    public int Expand(in EncodedContext context, FeatureBasis basis)
    {
        PolicyArguments.Unpack(context, basis.SlotCount, _slots.AsSpan(0, basis.SlotCount), Nonzero);
        var stride = SingleKernel.Stride(basis.Length);
        var features = Features.AsSpan(0, stride);
        var count = basis.Expand(_slots, features, Nonzero);
        SingleKernel.Narrow(features, Singles.AsSpan(0, stride));
        return count;
    }

    private void Grow(int stride)
    {
        (_slots, Features) = (new double[stride], new double[stride]);
        (Singles, Products, Residual) = (new float[stride], new float[stride], new float[stride]);
        Nonzero = new int[stride];
        All = [.. Enumerable.Range(0, stride)];
    }
}
