using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies;

/// <summary>What the learner keeps of one action: raw sums, and the block derived from them.</summary>
/// <param name="number">Action number.</param>
/// <param name="gram">Σ x·xᵀ as a <see cref="LowerTriangle"/>, unscaled.</param>
/// <param name="rewardSums">Σ r·x, padded to the stride, unscaled.</param>
/// <param name="block">The block.</param>
internal sealed class LinearActionState(int number, double[] gram, double[] rewardSums, LinearBlock block)
{
    public int Number { get; } = number;

    /// <summary>Decisions learnt with this action.</summary>
    public long LearntCount { get; set; }

    public double[] Gram { get; private set; } = gram;

    public double[] RewardSums { get; private set; } = rewardSums;

    public LinearBlock Block { get; set; } = block;

    public static LinearActionState Prior(int number, ReadOnlySpan<double> penalties)
    {
        var stride = Kernel.Stride(penalties.Length);
        return new(number, new double[LowerTriangle.Length(penalties.Length)], new double[stride], LinearBlock.Prior(penalties, stride));
    }

    public void Grow(int length, ReadOnlySpan<double> penalties)
    {
        var (gram, sums) = (Gram, RewardSums);
        Array.Resize(ref gram, LowerTriangle.Length(penalties.Length));
        Array.Resize(ref sums, Kernel.Stride(penalties.Length));
        (Gram, RewardSums) = (gram, sums);
        Block = Block.Grown(length, penalties);
    }

    /// <summary>The block, ready to be written: a copy when a snapshot has it.</summary>
    public LinearBlock OwnBlock() => Block.IsShared ? Block = Block.Clone() : Block;
}
