using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.Exploration;

/// <summary>Marginal Thompson sampling: the reward of every action is taken for normal with its score as mean and its scaled width as deviation, independent of the
/// others, and an action is as likely as its reward is the greatest. This is the definition, so the probabilities are exact and nothing is drawn to get them.</summary>
/// <remarks>By quadrature to 1e-6 (<see cref="Numerics.NormalMaximum"/>). Source: Thompson, Biometrika 25, 1933; Agrawal and Goyal, ICML 2013, for the linear
/// model, there with a joint normal.</remarks>
public static class ThompsonSampling
{
    [ThreadStatic]
    private static double[]? t_work;

    /// <summary>Fills the probabilities.</summary>
    /// <param name="scores">Length K ≥ 1, finite.</param>
    /// <param name="widths">Length K, finite, 0 or more; a width of 0 is a reward known for sure. Equal sure rewards share.</param>
    /// <param name="factor">Deviation in rewards of a width of 1; 0 or more, finite.</param>
    /// <param name="probabilities">Length K; filled, sum 1 up to rounding. Allocates nothing once a thread has seen as many actions.</param>
    /// <exception cref="ArgumentException">No action, lengths differ, or a value out of range.</exception>
    public static void Probabilities(ReadOnlySpan<double> scores, ReadOnlySpan<double> widths, double factor, Span<double> probabilities)
    {
        ExplorationArguments.RequireScores(scores, probabilities.Length);
        ExplorationArguments.RequireWidths(widths, scores.Length);
        if (!(factor >= 0 && double.IsFinite(factor)))
            throw new ArgumentException($"The factor must be finite and 0 or more, not {factor}.", nameof(factor));
        var count = scores.Length;
        var length = count + NormalMaximum.WorkLength(count);
        if (t_work is null || t_work.Length < length)
            t_work = new double[length];
        var deviations = t_work.AsSpan(0, count);
        for (var i = 0; i < count; i++)
            deviations[i] = Math.Min(factor * widths[i], 1e300);
        NormalMaximum.Probabilities(scores, deviations, t_work.AsSpan(count), probabilities);
    }
}
