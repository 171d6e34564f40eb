using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Policies.Baselines;

/// <summary>Every eligible action alike. Scores and widths are 0.</summary>
public sealed class UniformPolicy : IPolicySnapshot
{
    /// <inheritdoc/>
    public void Probabilities(in EncodedContext context, ReadOnlySpan<int> eligible, Span<ulong> weights, Span<double> scores, Span<double> widths)
    {
        PolicyArguments.Require(eligible, weights.Length, scores.Length, widths.Length);
        scores.Clear();
        widths.Clear();
        FillUniform(weights);
    }

    /// <summary>2³² in equal parts, the remainder to the first.</summary>
    internal static void FillUniform(Span<ulong> weights)
    {
        var count = (ulong)weights.Length;
        weights.Fill(WeightRounding.Total / count);
        weights[0] += WeightRounding.Total % count;
    }
}
