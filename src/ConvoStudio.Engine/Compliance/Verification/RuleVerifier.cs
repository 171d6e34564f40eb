using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Rules;

namespace ConvoStudio.Engine.Compliance.Verification;

/// <summary>Walks monitors × talk-track graph × customer reactions, breadth-first with merging of equal states.</summary>
/// <remarks>Each rule is verified by itself, which is exact: without a filter rules do not touch each other, and with one a rule that takes moves out cannot be broken by a
/// move it took out. What rules do to each other (dead ends, redundancy) is searched over all of them together.</remarks>
/// <param name="vocabulary">The playbook's names.</param>
/// <param name="mostStates">Limit of states for each search.</param>
public sealed class RuleVerifier(RuleVocabulary vocabulary, int mostStates = 20_000)
{
    /// <summary>Verifies rules on a graph.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="graph">What the agent may do.</param>
    /// <param name="mode">Who is verified.</param>
    /// <param name="verified">Told after each of the rules.Count + 1 searches how many are done; null for nobody.</param>
    /// <param name="cancellationToken">Asked at every state.</param>
    /// <exception cref="RuleFormatException">The rules do not pass their checks, or the graph names an action it does not have.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what was found is lost.</exception>
    public VerificationReport Verify(
        IReadOnlyList<SentenceRule> rules, TalkGraph graph, VerificationMode mode, Action<int>? verified = null, CancellationToken cancellationToken = default)
    {
        if (RuleSetCheck.Check(rules, vocabulary) is [var error, ..])
            throw new RuleFormatException(error.Field, error.Message);
        for (var i = 0; i < graph.Steps.Count; i++)
            if (graph.Actions.Count(a => a.Number == graph.Steps[i].Action) != 1)
                throw new RuleFormatException($"steps[{i}].action", $"The graph has not exactly one action {graph.Steps[i].Action}.");
        // Dates are left out: what is proved holds on every day the rule is in force.
        SentenceRule[] timeless = [.. rules.Select(r => r with { From = null, Until = null })];
        var verdicts = new List<RuleVerdict>();
        foreach (var rule in timeless)
        {
            verdicts.Add(Verdict(rule, graph, mode, cancellationToken));
            verified?.Invoke(verdicts.Count);
        }
        // Rules that speak of no move of the graph cannot change what the search sees; without them it is smaller.
        SentenceRule[] exact = [.. timeless.Where(r => !Compile(r).NeedsRunTime)];
        SentenceRule[] speaking = [.. exact.Where(r => Speaks(Compile(r), graph))];
        var together = new InteractionSearch(new RuleSet(speaking, vocabulary), graph, mostStates);
        together.Run(cancellationToken);
        verified?.Invoke(verdicts.Count + 1);
        var fire = speaking.Select(r => r.Key).Except(together.NeverFire, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        return new(
            mode, verdicts, together.DeadEnds, [.. exact.Select(r => r.Key).Where(k => !fire.Contains(k))], together.Redundant, together.NeverOffered, together.States,
            together.Complete, VerificationAssumptions.Of(mode, rules));
    }

    private RuleMonitor Compile(SentenceRule rule) => new RuleSet([rule], vocabulary).Monitors[0];

    private bool Speaks(RuleMonitor monitor, TalkGraph graph)
    {
        var names = new RuleNames(vocabulary);
        var said = graph.Steps.Select(s => s.Action).ToHashSet();
        return monitor.SpeaksOf(graph.Actions.Where(a => said.Contains(a.Number)).Select(a => new MoveShape(a.Move, names)));
    }

    private RuleVerdict Verdict(SentenceRule rule, TalkGraph graph, VerificationMode mode, CancellationToken cancellationToken)
    {
        var set = new RuleSet([rule], vocabulary);
        var monitor = set.Monitors[0];
        if (!Speaks(monitor, graph))
            return new(rule.Key, rule.Version, Verification.Verdict.Proved, [], 0);
        if (monitor.NeedsRunTime)
            return new(rule.Key, rule.Version, Verification.Verdict.GuardedAtRunTime, [], 0);
        // The filter keeps a rule by taking its moves out; what the policy reads no filter can change.
        if (mode == VerificationMode.Shielded && rule is { Effect.TakesOut: true, Body: not DoNotUseRule })
            return new(rule.Key, rule.Version, Verification.Verdict.Proved, [], 0);
        var search = new StateSearch(graph, set, mostStates);
        List<string>? broken = null;
        search.Run((node, steps, state, taken) =>
        {
            foreach (var step in steps)
            {
                if (step.Views[0] is { } view && Breaks(rule, monitor.Judge(state, search.Now, view)))
                {
                    broken = [.. search.Conversation(node), step.Words];
                    return false;
                }
                taken.Add(step);
            }
            return true;
        }, cancellationToken);
        var verdict = broken is not null ? Verification.Verdict.Breached : search.Complete ? Verification.Verdict.Proved : Verification.Verdict.NotProved;
        return new(rule.Key, rule.Version, verdict, broken ?? [], search.States);
    }

    /// <summary>A move that the rule cannot judge breaks it unless the rule lets the unknown pass.</summary>
    internal static bool Breaks(SentenceRule rule, RuleAnswer answer) =>
        answer == RuleAnswer.Broken || (answer == RuleAnswer.Unknown && rule.OnUnknown <= UnknownAnswer.HandOver);
}
