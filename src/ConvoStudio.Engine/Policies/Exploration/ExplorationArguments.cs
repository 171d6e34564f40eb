namespace ConvoStudio.Engine.Policies.Exploration;

/// <summary>Checks every exploration makes at its public edge.</summary>
internal static class ExplorationArguments
{
    /// <summary>Largest magnitude of a score or width, so that sums of some of them stay finite.</summary>
    private const double MaxMagnitude = 1e300;

    public static void RequireScores(ReadOnlySpan<double> scores, int probabilities)
    {
        if (scores.IsEmpty || probabilities != scores.Length)
            throw new ArgumentException($"Needs one probability for each of at least one score, not {probabilities} for {scores.Length}.");
        for (var i = 0; i < scores.Length; i++)
        {
            if (!(Math.Abs(scores[i]) <= MaxMagnitude))
                throw new ArgumentException($"Score {i} must be a number of magnitude up to {MaxMagnitude:g}, not {scores[i]}.", nameof(scores));
        }
    }

    public static void RequireWidths(ReadOnlySpan<double> widths, int scores)
    {
        if (widths.Length != scores)
            throw new ArgumentException($"Needs one width for each of {scores} scores, not {widths.Length}.", nameof(widths));
        for (var i = 0; i < widths.Length; i++)
        {
            if (!(widths[i] >= 0 && widths[i] <= MaxMagnitude))
                throw new ArgumentException($"Width {i} must be in [0, {MaxMagnitude:g}], not {widths[i]}.", nameof(widths));
        }
    }
}
