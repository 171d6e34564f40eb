using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.Exploration;

/// <summary>Optimism: the action whose reward could be the greatest gets everything, equal ones share it.</summary>
public static class UpperBounds
{
    /// <summary>RegCB: how many rewards a width of 1 is worth, √(excess · (1 + ln(1 + learnt))).</summary>
    /// <remarks>Every linear model whose squared loss exceeds the least one by at most Δ is plausible; over those the greatest prediction is score + √Δ · width,
    /// since the width is the dual norm of the learner's squared loss. Δ grows with the logarithm of the decisions. Source: Foster, Agarwal, Dudík, Luo
    /// and Schapire, ICML 2018 (the optimistic variant).</remarks>
    /// <param name="excessLoss">Δ at the beginning, 0 or more.</param>
    /// <param name="learntCount">Decisions learnt; 0 or more.</param>
    public static double Factor(double excessLoss, long learntCount) => Math.Sqrt(excessLoss * (1 + PortableMath.Log(1.0 + learntCount)));

    /// <summary>Fills the probabilities for the bounds min(score + factor · width, ceiling).</summary>
    /// <remarks>Source of the bound: Li, Chu, Langford and Schapire, WWW 2010.</remarks>
    /// <param name="scores">Length K ≥ 1, finite.</param>
    /// <param name="widths">Length K, finite, 0 or more.</param>
    /// <param name="factor">0 or more, finite.</param>
    /// <param name="ceiling">The greatest possible reward; +∞ for none.</param>
    /// <param name="probabilities">Length K; filled, sum 1.</param>
    /// <exception cref="ArgumentException">No action, lengths differ, or a value out of range.</exception>
    public static void Probabilities(ReadOnlySpan<double> scores, ReadOnlySpan<double> widths, double factor, double ceiling, Span<double> probabilities)
    {
        ExplorationArguments.RequireScores(scores, probabilities.Length);
        ExplorationArguments.RequireWidths(widths, scores.Length);
        if (!(factor >= 0 && double.IsFinite(factor)) || double.IsNaN(ceiling))
            throw new ArgumentException($"The factor must be finite and 0 or more and the ceiling a number, not {factor} and {ceiling}.", nameof(factor));
        for (var i = 0; i < scores.Length; i++)
            probabilities[i] = Math.Min(scores[i] + (factor * widths[i]), ceiling);
        UniformMass.Greatest(probabilities, probabilities);
    }
}
