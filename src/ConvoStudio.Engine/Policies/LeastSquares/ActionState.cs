using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>What the learner keeps of one action: sums of its history in the basis of now, forgetting applied, and the block derived from them.</summary>
internal sealed class ActionState(int number, double[] gram, double[] rewardSums, RecursiveBlock block)
{
    public int Number { get; } = number;

    /// <summary>Decisions learnt with this action, forgotten ones among them.</summary>
    public long LearntCount { get; set; }

    /// <summary>Σ ff' as a <see cref="LowerTriangle"/>, or its diagonal, padded.</summary>
    public double[] Gram { get; set; } = gram;

    /// <summary>Σ (r − prior mean)·f, padded.</summary>
    public double[] RewardSums { get; set; } = rewardSums;

    public RecursiveBlock Block { get; set; } = block;

    public PageHinkley Drift { get; set; }

    public static ActionState Prior(int number, ReadOnlySpan<double> penalties, bool isDiagonal)
    {
        var stride = Kernel.Stride(penalties.Length);
        return new(number, new double[isDiagonal ? stride : LowerTriangle.Length(penalties.Length)], new double[stride], RecursiveBlock.Prior(penalties, isDiagonal));
    }

    /// <summary>Counts the history by a share.</summary>
    public void Discount(double share)
    {
        Scale(Gram, share);
        Scale(RewardSums, share);
    }

    private static void Scale(double[] values, double factor)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] *= factor;
    }
}
