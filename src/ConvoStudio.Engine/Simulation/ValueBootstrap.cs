using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Simulation;

/// <summary>Values of conversions to draw from. Where a positive number fact explains most of their spread (a list price, say), ratios to it are drawn.</summary>
internal static class ValueBootstrap
{
    // The ratio must have at most half the spread of the value itself, both as standard deviation of the logarithm.
    private const double LargestSpreadLeft = 0.5;

    public static (string? Fact, double[] Values) Fit(IReadOnlyList<SampleConversation> samples)
    {
        List<SampleConversation> sold = [.. samples.Where(s => s.Converted && s.Value is { } v && double.IsFinite(v))];
        double[] values = [.. sold.Select(s => s.Value!.Value)];
        if (sold.Count < 10 || values.Any(v => v <= 0))
            return (null, values);
        var spread = LogSpread(values);
        var best = samples.SelectMany(s => s.Facts.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(key => samples.All(s => s.Facts.TryGetValue(key, out var v) && v is { Kind: FactValueKind.Number, Number: > 0 }))
            .Select(key => (Key: key, Ratios: sold.Select(s => s.Value!.Value / s.Facts[key].Number).ToArray()))
            .Where(c => c.Ratios.All(double.IsFinite) && LogSpread(c.Ratios) < LargestSpreadLeft * spread)
            .OrderBy(c => LogSpread(c.Ratios)).FirstOrDefault();
        return best.Key is null ? (null, values) : (best.Key, best.Ratios);
    }

    private static double LogSpread(double[] values)
    {
        var mean = values.Average(Math.Log);
        return Math.Sqrt(values.Average(v => Math.Pow(Math.Log(v) - mean, 2)));
    }
}
