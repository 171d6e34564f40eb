namespace ConvoStudio.Application.Imports;

/// <summary>What may be wrong with the data of an import.</summary>
public enum ImportFindingKind
{
    /// <summary>Count conversations in all.</summary>
    TooFew,

    /// <summary>Count conversations of the rarer outcome.</summary>
    OneOutcome,

    /// <summary>Count conversations that have the same content as an earlier one under another id.</summary>
    Duplicated,

    /// <summary>Count turns without acts.</summary>
    Unlabelled,

    /// <summary>Subject is a fact, Count the conversations without it.</summary>
    MissingFact,

    /// <summary>Subject is a fact that always has the same value.</summary>
    ConstantFact,

    /// <summary>Subject is a fact that gives the outcome away.</summary>
    LeakingFact,

    /// <summary>Subject is an act that states or follows the outcome.</summary>
    LeakingAct,
}

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    Note,
    Look,
    Serious,
}

/// <summary>Something about the data that a person should know before keeping it.</summary>
/// <param name="Subject">The act or fact; empty where it is about the whole file.</param>
/// <param name="Total">What <paramref name="Count"/> is counted out of.</param>
public sealed record ImportFinding(ImportFindingKind Kind, FindingSeverity Severity, string Subject, long Count, long Total)
{
    public double Share => Total == 0 ? 0 : (double)Count / Total;
}
