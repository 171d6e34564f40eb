using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies;

/// <summary>All blocks of the linear bandit from its unscaled sums.</summary>
/// <remarks>Λ = λ·s². For each action A = Λ + G and w = A⁻¹h, with G = Σxx' and h = Σrx. For the shared block A₀ = Λ + Σ(G − B'A⁻¹B) and
/// b₀ = Σ(h − B'A⁻¹h); with B = G = A − Λ these are Λ + Σ(Λ − ΛA⁻¹Λ) and Λ Σw.</remarks>
internal static class LinearResolve
{
    /// <summary>New penalties (padded) and blocks, in the order of the actions.</summary>
    public static (double[] Penalties, LinearBlock[] Blocks, LinearBlock? Shared) From(
        IReadOnlyList<LinearActionState> actions, ReadOnlySpan<RunningMoments> moments, LinearBanditSettings settings)
    {
        var length = moments.Length;
        var penalties = new double[Kernel.Stride(length)];
        for (var i = 0; i < length; i++)
        {
            var scale = SlotScale.Of(moments[i]);
            penalties[i] = settings.Ridge * scale * scale;
        }
        int[] slots = [.. Enumerable.Range(0, length)];
        var blocks = new LinearBlock[actions.Count];
        for (var a = 0; a < blocks.Length; a++)
            blocks[a] = ActionBlock(actions[a], slots, penalties);
        return (penalties, blocks, settings.SharedBlock ? SharedBlock(blocks, slots, penalties) : null);
    }

    private static LinearBlock ActionBlock(LinearActionState action, int[] slots, double[] penalties)
    {
        var stride = penalties.Length;
        var block = new LinearBlock(new double[stride * stride], new double[stride]);
        LowerTriangle.CopyTo(action.Gram, slots.Length, block.Inverse, stride);
        AddDiagonal(block.Inverse, penalties, slots.Length);
        CholeskyInverse.Invert(block.Inverse, slots.Length);
        Kernel.SymmetricMultiply(block.Inverse, slots, action.RewardSums, block.Coefficients);
        return block;
    }

    private static LinearBlock SharedBlock(LinearBlock[] blocks, int[] slots, double[] penalties)
    {
        var stride = penalties.Length;
        var shared = new LinearBlock(new double[stride * stride], new double[stride]);
        var (coefficientSums, right) = (new double[stride], new double[stride]);
        foreach (var block in blocks)
        {
            Kernel.Axpy(1, block.Coefficients, coefficientSums);
            for (var i = 0; i < slots.Length; i++)
            {
                var row = i * stride;
                for (var j = 0; j <= i; j++)
                    shared.Inverse[row + j] -= penalties[i] * block.Inverse[row + j] * penalties[j];
                shared.Inverse[row + i] += penalties[i];
            }
        }
        AddDiagonal(shared.Inverse, penalties, slots.Length);
        CholeskyInverse.Invert(shared.Inverse, slots.Length);
        Kernel.Multiply(penalties, coefficientSums, right);
        Kernel.SymmetricMultiply(shared.Inverse, slots, right, shared.Coefficients);
        return shared;
    }

    private static void AddDiagonal(double[] matrix, double[] penalties, int length)
    {
        for (var i = 0; i < length; i++)
            matrix[(i * penalties.Length) + i] += penalties[i];
    }
}
