using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.Exploration;

/// <summary>Softmax (Boltzmann) exploration: p_a in proportion to e^(score_a / temperature).</summary>
/// <remarks>Source: Sutton and Barto, Reinforcement Learning, 2.3. Widths play no part.</remarks>
public static class Softmax
{
    /// <summary>Fills the probabilities.</summary>
    /// <param name="scores">Length K ≥ 1, finite.</param>
    /// <param name="temperature">Above 0, finite, in rewards: a gap of one temperature makes an action e times less likely.</param>
    /// <param name="probabilities">Length K; filled, sum 1 up to rounding.</param>
    /// <exception cref="ArgumentException">No action, lengths differ, or a value out of range.</exception>
    public static void Probabilities(ReadOnlySpan<double> scores, double temperature, Span<double> probabilities)
    {
        ExplorationArguments.RequireScores(scores, probabilities.Length);
        if (!(temperature > 0 && double.IsFinite(temperature)))
            throw new ArgumentException($"The temperature must be finite and above 0, not {temperature}.", nameof(temperature));
        var best = double.NegativeInfinity;
        foreach (var score in scores)
            best = Math.Max(best, score);
        for (var i = 0; i < scores.Length; i++)
            probabilities[i] = (scores[i] - best) / temperature;
        PortableMath.Exp(probabilities);
        var sum = 0.0;
        foreach (var value in probabilities)
            sum += value;
        foreach (ref var value in probabilities)
            value /= sum;
    }
}
