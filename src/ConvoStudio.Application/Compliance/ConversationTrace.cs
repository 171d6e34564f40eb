using ConvoStudio.Application.Conversations;
using ConvoStudio.Engine.Compliance.Monitors;

namespace ConvoStudio.Application.Compliance;

/// <summary>A conversation as rules see it. The state under the rules of a configuration is folded when it is asked for, and again when the configuration is another.
/// Belongs to whoever holds the conversation's gate.</summary>
internal sealed class ConversationTrace
{
    private readonly List<TracedStep> _steps = [];
    private readonly Fold?[] _folds = new Fold?[2];

    public void Add(TracedStep step) => _steps.Add(step);

    /// <summary>The state after every entry so far. Read it; do not step it.</summary>
    public RuleState StateUnder(RuleLayer rules, string channel, ProtectedFacts facts, CustomerHistory history)
    {
        ref var fold = ref _folds[rules.IsShadow ? 1 : 0];
        if (fold is null || !fold.Fits(rules, facts, history))
            fold = new Fold(rules, facts, history);
        try
        {
            return fold.Follow(_steps, channel);
        }
        catch
        {
            // Half a step may have been taken: the next question folds from the opening.
            fold = null;
            throw;
        }
    }

    private sealed class Fold
    {
        private readonly RuleLayer _rules;
        private readonly ProtectedFacts _facts;
        private readonly (long, long?) _history;
        private readonly RuleFold _fold;
        private int _followed;

        public Fold(RuleLayer rules, ProtectedFacts facts, CustomerHistory history)
        {
            (_rules, _facts, _history, _fold) = (rules, facts, (history.Sequence, history.WithdrawnUpTo), new RuleFold(rules.Set));
            // A protected fact counts from the moment it was recorded; sequence 0 stands before the turn that brought it.
            foreach (var moment in facts.Moments)
                _fold.Add(new TraceEvent(TraceEventKind.Facts, moment.At.UtcTicks, 0) { Part = -1, Facts = moment.Facts });
            foreach (var (step, channel) in history.Steps)
                foreach (var e in step.Events(rules.Moves, channel, earlier: true))
                    _fold.Add(e);
        }

        public bool Fits(RuleLayer rules, ProtectedFacts facts, CustomerHistory history) =>
            ReferenceEquals(_rules, rules) && ReferenceEquals(_facts, facts) && _history == (history.Sequence, history.WithdrawnUpTo);

        public RuleState Follow(List<TracedStep> steps, string channel)
        {
            for (; _followed < steps.Count; _followed++)
                foreach (var e in steps[_followed].Events(_rules.Moves, channel, earlier: false))
                    _fold.Add(e);
            return _fold.State;
        }
    }
}
