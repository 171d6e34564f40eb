using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance;

/// <summary>The rules of one configuration, prepared: which actions each concerns, and its sentences. Immutable and safe for any number of readers.</summary>
public sealed class CompiledRules
{
    private static readonly BlockedAction[] NothingBlocked = [];

    private readonly int[] _standing;
    private readonly CompiledRule[] _rules;
    private readonly int[] _fallback;

    /// <summary>Prepares the rules.</summary>
    /// <param name="actions">All actions of the playbook; archived ones are never eligible.</param>
    /// <param name="rules">Rules in force. Forbid wins, so their order decides nothing.</param>
    /// <param name="policyFacts">Keys of the facts with the usage policy; sentences about any other fact say nothing of it.</param>
    /// <param name="fallback">Number of the action answered when nothing is left.</param>
    /// <exception cref="ArgumentException">An action number is negative or occurs twice, or the fallback is no action.</exception>
    public CompiledRules(IReadOnlyList<TalkTrackAction> actions, IReadOnlyList<ActionRule> rules, IReadOnlySet<string> policyFacts, int fallback)
    {
        TalkTrackAction[] standing = [.. actions.Where(a => !a.Archived).OrderBy(a => a.Number)];
        if (actions.Any(a => a.Number < 0) || actions.Select(a => a.Number).Distinct().Count() != actions.Count)
            throw new ArgumentException("Action numbers must be 0 or more and differ.", nameof(actions));
        if (actions.All(a => a.Number != fallback))
            throw new ArgumentException($"The fallback {fallback} is not an action.", nameof(fallback));
        _standing = [.. standing.Select(a => a.Number)];
        _rules = [.. rules.Select(r => new CompiledRule(r, standing, policyFacts)).Where(r => r.ConcernsAny)];
        _fallback = [fallback];
    }

    /// <summary>Takes out of the offered actions what a rule forbids now.</summary>
    /// <param name="offered">Action numbers the client allows this turn in any order; null for all. Unknown and archived numbers are left out.</param>
    /// <param name="state">The state of the turn.</param>
    /// <param name="protectedFacts">Facts from the protected store; they go before those of the state.</param>
    public FilterResult Filter(IReadOnlyList<int>? offered, ConversationState state, IReadOnlyDictionary<string, FactValue> protectedFacts)
    {
        Span<bool> taken = _standing.Length <= 256 ? stackalloc bool[_standing.Length] : new bool[_standing.Length];
        var count = _standing.Length;
        if (offered is not null)
            count = TakeOnly(offered, taken);
        List<BlockedAction>? blocked = null;
        Span<bool> forbidden = _standing.Length <= 256 ? stackalloc bool[_standing.Length] : new bool[_standing.Length];
        forbidden.Clear();
        foreach (var rule in _rules)
        {
            if (rule.Blocks(state, protectedFacts) is not { } sentence)
                continue;
            foreach (var place in rule.Places)
            {
                if (offered is not null && !taken[place])
                    continue;
                (blocked ??= []).Add(new(_standing[place], rule.Rule, sentence));
                if (!forbidden[place])
                    count--;
                forbidden[place] = true;
            }
        }
        if (count == 0)
            return new(_fallback, Sorted(blocked), Forced: true);
        if (blocked is null && offered is null)
            return new(_standing, NothingBlocked, Forced: false);
        var (eligible, next) = (new int[count], 0);
        for (var place = 0; place < _standing.Length; place++)
            if (!forbidden[place] && (offered is null || taken[place]))
                eligible[next++] = _standing[place];
        return new(eligible, Sorted(blocked), Forced: false);
    }

    private int TakeOnly(IReadOnlyList<int> offered, Span<bool> taken)
    {
        taken.Clear();
        var count = 0;
        for (var i = 0; i < offered.Count; i++)
        {
            var place = Array.BinarySearch(_standing, offered[i]);
            if (place < 0 || taken[place])
                continue;
            taken[place] = true;
            count++;
        }
        return count;
    }

    private static BlockedAction[] Sorted(List<BlockedAction>? blocked) =>
        blocked is null ? NothingBlocked : [.. blocked.OrderBy(b => b.Action)];
}
