namespace ConvoStudio.Engine.Compliance.Verification;

/// <summary>What a verification found out about a rule.</summary>
public enum Verdict
{
    /// <summary>No conversation within the assumptions breaks it.</summary>
    Proved = 0,

    /// <summary>A conversation breaks it; the shortest is shown.</summary>
    Breached = 1,

    /// <summary>It depends on clock, consent, earlier conversations or statistics, which only the running system knows; the filter checks it at each turn.</summary>
    GuardedAtRunTime = 2,

    /// <summary>The search reached its limit of states first.</summary>
    NotProved = 3,
}

/// <summary>What was found out about one rule.</summary>
/// <param name="Rule">Key.</param>
/// <param name="Version">Version.</param>
/// <param name="Verdict">What was found out.</param>
/// <param name="Conversation">The shortest conversation that breaks it, one line a turn, the last the breaking move; empty otherwise.</param>
/// <param name="States">States explored for it.</param>
public sealed record RuleVerdict(string Rule, int Version, Verdict Verdict, IReadOnlyList<string> Conversation, int States);

/// <summary>A place where every move is blocked, so that only the fallback is left.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Conversation">The shortest conversation that leads there.</param>
/// <param name="Rules">Rules that block there, by key; more than one contradict each other at this place.</param>
/// <param name="Duties">Those of them that demand something now that cannot be said there: unmeetable duties.</param>
public sealed record DeadEnd(string Stage, IReadOnlyList<string> Conversation, IReadOnlyList<string> Rules, IReadOnlyList<string> Duties);
