using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Segments;

/// <summary>Something known of a unit before it got its arm, by which an effect may be adjusted.</summary>
/// <param name="Key">Key of a number fact; null for the metric's mean over the customer's earlier conversations.</param>
/// <param name="Fact">Place in <see cref="ExperimentUnits.Facts"/>; −1 for earlier conversations.</param>
public sealed record Covariate(string? Key, int Fact)
{
    /// <summary>How addresses name the mean over earlier conversations; no key of a fact looks like it.</summary>
    public const string EarlierWord = "~earlier";

    /// <summary>The metric's mean over the customer's conversations that had ended before.</summary>
    public static Covariate Earlier { get; } = new(null, -1);

    /// <summary>How addresses name it.</summary>
    public string Id => Key ?? EarlierWord;

    /// <summary>Earlier conversations first, then every number fact that policies may use.</summary>
    public static IReadOnlyList<Covariate> Of(ExperimentUnits units) =>
    [
        Earlier,
        .. units.Facts.Select((fact, i) => (Fact: fact, Number: i)).Where(one => one.Fact.Type == FactType.Number && !one.Fact.Archived).Select(one => new Covariate(one.Fact.Key, one.Number)),
    ];
}
