using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>Scores and widths from blocks that nobody writes meanwhile.</summary>
/// <remarks>score = m + f'w + v'β and width² = f'Pf + v'P₀v, with the action's P and w, the shared P₀ and β over the single slots, and v the first entries of
/// ΛPf (Li, Chu, Langford and Schapire, WWW 2010, algorithm 2: the shared features are some of the action's own, so B is a part of A − Λ).</remarks>
/// <param name="Basis">How slots become features.</param>
/// <param name="Penalties">Λ, length d.</param>
/// <param name="Numbers">Action numbers, ascending.</param>
/// <param name="Blocks">Their blocks.</param>
/// <param name="Shared">The shared block, of 1 + slots features; null for none.</param>
/// <param name="PriorMean">Reward expected where nothing is known.</param>
internal sealed record LeastSquaresModel(
    FeatureBasis Basis, float[] Penalties, int[] Numbers, ReaderBlock[] Blocks, ReaderBlock? Shared, double PriorMean)
{
    /// <summary>Fills score and width of every eligible action.</summary>
    public void Predict(in EncodedContext context, ReadOnlySpan<int> eligible, Span<double> scores, Span<double> widths)
    {
        var scratch = LeastSquaresScratch.For(Basis);
        var count = scratch.Expand(context, Basis);
        var place = 0;
        for (var i = 0; i < eligible.Length; i++)
        {
            while (place < Numbers.Length && Numbers[place] < eligible[i])
                place++;
            var block = place < Numbers.Length && Numbers[place] == eligible[i] ? Blocks[place] : null;
            (scores[i], widths[i]) = Predict(block, scratch, count);
        }
    }

    /// <summary>The same model for others to read: the blocks are no longer written to.</summary>
    public LeastSquaresModel Frozen()
    {
        foreach (var block in Blocks)
            block.IsShared = true;
        if (Shared is not null)
            Shared.IsShared = true;
        return this;
    }

    private (double Score, double Width) Predict(ReaderBlock? block, LeastSquaresScratch scratch, int count)
    {
        var x = scratch.Singles.AsSpan(0, Penalties.Length);
        var y = scratch.Products.AsSpan(0, Penalties.Length);
        ReadOnlySpan<int> nonzero = scratch.Nonzero.AsSpan(0, count);
        var (score, square) = (PriorMean, 0.0);
        if (block is null)
        {
            y.Clear();
            foreach (var i in nonzero)
            {
                y[i] = x[i] / Penalties[i];
                square += (double)x[i] * y[i];
            }
        }
        else
        {
            if (block.IsDiagonal)
            {
                foreach (var i in nonzero)
                    square += (double)x[i] * x[i] * block.Inverse[i];
            }
            else
            {
                square = SingleKernel.Quadratic(block.Inverse, nonzero, x, y);
            }
            score += Kernel.Dot(scratch.Features.AsSpan(0, Penalties.Length), block.Coefficients);
        }
        if (Shared is not null)
        {
            var stride = Shared.Coefficients.Length;
            var v = scratch.Residual.AsSpan(0, stride);
            var length = 1 + Basis.SlotCount;
            for (var i = 0; i < length; i++)
            {
                v[i] = Penalties[i] * y[i];
                score += v[i] * Shared.Coefficients[i];
            }
            v[length..].Clear();
            square += SingleKernel.Quadratic(Shared.Inverse, scratch.All.AsSpan(0, length), v, y[..stride]);
        }
        return (score, Math.Sqrt(Math.Max(square, 0)));
    }
}
