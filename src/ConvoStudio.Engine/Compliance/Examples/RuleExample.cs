using ConvoStudio.Engine.Compliance.Monitors;

namespace ConvoStudio.Engine.Compliance.Examples;

/// <summary>A shortest conversation that touches a rule; its last step is the agent's move that the rule judges.</summary>
/// <param name="Steps">In order; the last is the move.</param>
/// <param name="Situation">What is known besides when the move is judged.</param>
/// <param name="Answer">What the rule says of the move.</param>
/// <param name="Reason">More than the rule's sentence about why the move is stopped; null for none, and for one that passes.</param>
public sealed record RuleExample(IReadOnlyList<ExampleStep> Steps, RuleSituation Situation, RuleAnswer Answer, string? Reason)
{
    /// <summary>The move that is judged.</summary>
    public RuleMove Move => Steps[^1].Event!.Move!;

    /// <summary>What happened before the move.</summary>
    public IEnumerable<TraceEvent> Before => Steps.SkipLast(1).Select(s => s.Event).OfType<TraceEvent>();
}

/// <summary>What a rule lets through and what it stops.</summary>
/// <param name="Passes">Up to three, shortest first.</param>
/// <param name="Stops">Up to three, shortest first.</param>
public sealed record RuleExampleSet(IReadOnlyList<RuleExample> Passes, IReadOnlyList<RuleExample> Stops);
