using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Experiments;

/// <summary>A metric in past conversations, one value a conversation.</summary>
/// <param name="Values">Newest conversations first; 0 or 1 for conversion.</param>
/// <param name="Live">How many of them were live; the others were imported.</param>
/// <param name="PerDay">Live conversations a day that finished in the last seven days, of the whole playbook but its holdout.</param>
public sealed record PastUnits(IReadOnlyList<double> Values, int Live, double PerDay)
{
    /// <summary>The quantile a cap is proposed at: the one conversation in a hundred with the largest value counts as much as the next.</summary>
    public const double CapLevel = 0.99;

    public bool IsEmpty => Values.Count == 0;

    /// <summary>NaN when nothing is past.</summary>
    public double Mean => Values.Count > 0 ? Values.Average() : double.NaN;

    /// <summary>Of one conversation; NaN when nothing is past.</summary>
    public double Variance
    {
        get
        {
            var mean = Mean;
            return Values.Count > 0 ? Values.Sum(v => (v - mean) * (v - mean)) / Values.Count : double.NaN;
        }
    }

    /// <summary>The same with every value capped; itself without a cap.</summary>
    public PastUnits Capped(double? cap) => cap is null ? this : this with { Values = [.. Values.Select(v => MetricCap.Apply(v, cap))] };

    /// <summary>Share of the conversations that a cap would change; NaN when nothing is past.</summary>
    public double ShareAbove(double cap) => Values.Count > 0 ? (double)Values.Count(v => v > cap) / Values.Count : double.NaN;

    /// <summary>A cap at <see cref="CapLevel"/> of the past, in two digits; null when it would be 0, or when no past value lies above it.</summary>
    public double? ProposedCap
    {
        get
        {
            if (IsEmpty || !(WinsorCap.AtQuantiles(QuantileSketch.Empty().Add([.. Values]), 0, CapLevel).High is > 0 and var high))
                return null;
            var unit = Math.Pow(10, Math.Floor(Math.Log10(high)) - 1);
            // Up, so that no more are capped than the level says.
            var cap = Math.Ceiling((high / unit) - 1e-9) * unit;
            return ShareAbove(cap) > 0 ? cap : null;
        }
    }
}
