namespace ConvoStudio.Application.Experiments;

/// <summary>A metric in past conversations, one value a conversation.</summary>
/// <param name="Values">Newest conversations first; 0 or 1 for conversion.</param>
/// <param name="Live">How many of them were live; the others were imported.</param>
/// <param name="PerDay">Live conversations a day that finished in the last seven days, of the whole playbook.</param>
public sealed record PastUnits(IReadOnlyList<double> Values, int Live, double PerDay)
{
    public bool IsEmpty => Values.Count == 0;

    /// <summary>NaN when nothing is past.</summary>
    public double Mean { get; } = Values.Count > 0 ? Values.Average() : double.NaN;

    /// <summary>Of one conversation; NaN when nothing is past.</summary>
    public double Variance
    {
        get
        {
            var mean = Mean;
            return Values.Count > 0 ? Values.Sum(v => (v - mean) * (v - mean)) / Values.Count : double.NaN;
        }
    }
}
