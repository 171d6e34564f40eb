namespace ConvoStudio.Application.Segments;

/// <summary>Where numbers are cut into up to four ranges of about as many units each.</summary>
internal static class QuartileBounds
{
    private const int Ranges = 4;

    /// <summary>The lowest values that a quarter, half and three quarters of the units do not exceed; ties make fewer ranges.</summary>
    /// <returns>Ascending, without repeats; every range (previous, bound] and the rest above the last one has a unit.</returns>
    public static double[] Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0)
            return [];
        List<double> bounds = [];
        for (var cut = 1; cut < Ranges; cut++)
        {
            var bound = sorted[(int)(((long)cut * sorted.Length) + Ranges - 1) / Ranges - 1];
            if (bound < sorted[^1] && (bounds.Count == 0 || bound > bounds[^1]))
                bounds.Add(bound);
        }

        return [.. bounds];
    }
}
