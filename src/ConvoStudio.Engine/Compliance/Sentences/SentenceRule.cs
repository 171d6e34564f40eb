namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>What one of the fifteen sentences says. Each kind is a record of its slots.</summary>
public abstract record RuleBody
{
    /// <summary>The kind's name in documents ("require-before").</summary>
    public abstract string Form { get; }

    /// <summary>Keys of the facts whose values decide it, with repetitions.</summary>
    public virtual IEnumerable<string> Facts => [];

    /// <summary>It counts what was said in other conversations of the customer, or consent given in them.</summary>
    public virtual bool ReadsHistory => false;

    internal abstract void Check(RuleCheck check);
}

/// <summary>One rule: what it says, where and when it holds, why, and what follows. Immutable; a change is a new version.</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Version">1 or more.</param>
/// <param name="Body">What it says.</param>
public sealed record SentenceRule(string Key, int Version, RuleBody Body)
{
    /// <summary>Where it holds.</summary>
    public RuleScope Scope { get; init; } = RuleScope.Everywhere;

    /// <summary>First day in force (UTC), or null.</summary>
    public DateOnly? From { get; init; }

    /// <summary>First day no longer in force (UTC), or null.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The law, contract or decision it comes from, or null.</summary>
    public string? Citation { get; init; }

    /// <summary>What follows from a breach.</summary>
    public BreachEffect Effect { get; init; }

    /// <summary>What follows when a fact it needs is unknown.</summary>
    public UnknownAnswer OnUnknown { get; init; }
}
