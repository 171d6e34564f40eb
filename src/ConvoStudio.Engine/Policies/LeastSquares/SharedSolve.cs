using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>The shared block from the blocks of the actions.</summary>
/// <remarks>A₀ = Λ + Σ(Λ − ΛPΛ) and b₀ = ΛΣw over the shared features, since the shared features are among the action's own.</remarks>
internal static class SharedSolve
{
    public static RecursiveBlock From(IReadOnlyList<ActionState> actions, double[] penalties, int length, int stride)
    {
        var (gram, sums) = (new double[LowerTriangle.Length(length)], new double[Kernel.Stride(length)]);
        foreach (var state in actions)
        {
            for (var i = 0; i < length; i++)
            {
                var row = (int)LowerTriangle.RowStart(i);
                for (var j = 0; j <= i; j++)
                    gram[row + j] -= penalties[i] * state.Block.Inverse[(i * stride) + j] * penalties[j];
                gram[row + i] += penalties[i];
                sums[i] += penalties[i] * state.Block.Coefficients[i];
            }
        }
        return RecursiveBlock.Solve(penalties.AsSpan(0, length), gram, sums);
    }
}
