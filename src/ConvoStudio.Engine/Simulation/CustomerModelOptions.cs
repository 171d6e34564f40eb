namespace ConvoStudio.Engine.Simulation;

/// <summary>How customers are fitted.</summary>
/// <param name="OutcomeActs">Acts that state the outcome; null to let <see cref="LeakFinder"/> find them.</param>
/// <param name="MinimumClassCount">Customer act sets seen less often are drawn together, one of them by its frequency.</param>
/// <param name="ResponseRidge">Ridge of the response and the ending.</param>
/// <param name="OutcomeRidge">Ridge of the conversion; null for the one with the best cross-validated likelihood.</param>
public sealed record CustomerModelOptions(
    IReadOnlySet<string>? OutcomeActs = null, int MinimumClassCount = 5, double ResponseRidge = 2, double? OutcomeRidge = null);
