namespace ConvoStudio.Engine.Compliance.Verification;

/// <summary>Who is verified.</summary>
public enum VerificationMode
{
    /// <summary>The whole system: every move passes the filter, or is the fallback.</summary>
    Shielded = 0,

    /// <summary>The policy alone: it may take any step of the graph, no filter behind it.</summary>
    RawPolicy = 1,
}

/// <summary>The result of a verification, with the assumptions without which it says nothing.</summary>
/// <param name="Mode">Who was verified.</param>
/// <param name="Rules">A verdict for each rule.</param>
/// <param name="DeadEnds">Dead ends of the shielded system, one a stage and set of rules, shortest first.</param>
/// <param name="NeverFire">Keys of rules that never stop a move of the graph.</param>
/// <param name="Redundant">Keys of rules that stop moves, but none that no other rule stops.</param>
/// <param name="NeverOffered">Products of the graph that no reachable turn can speak of.</param>
/// <param name="States">States explored by the search over all rules together.</param>
/// <param name="Complete">That search saw everything; otherwise what it did not find is "not found", not "not there".</param>
/// <param name="Assumptions">What was assumed, in sentences.</param>
public sealed record VerificationReport(
    VerificationMode Mode, IReadOnlyList<RuleVerdict> Rules, IReadOnlyList<DeadEnd> DeadEnds, IReadOnlyList<string> NeverFire, IReadOnlyList<string> Redundant,
    IReadOnlyList<string> NeverOffered, int States, bool Complete, IReadOnlyList<string> Assumptions);
