using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance.Examples;

/// <summary>The few moves of the agent that a rule can tell apart. A guarded one may be the last of an example.</summary>
internal sealed class ExampleMoves(SentenceRule rule, RuleVocabulary vocabulary)
{
    public IReadOnlyList<(RuleMove Move, bool Guarded)> All()
    {
        var moves = rule.Body switch
        {
            ForbidRule r => Guarded(r.Actions),
            RequireBeforeRule r => [.. Prerequisites(r), .. Numbered(Guarded(r.Actions), r.AgainWhenChanged, [10, 12]), .. Together(r)],
            SayWithRule r => [.. About([r.Trigger[0]], true), .. About([r.Trigger[0], r.Companion[0]], true)],
            RequireAfterRule r => [.. r.By == Speaker.Agent ? About([r.Trigger[0]], false) : [], .. About([r.Duty[0]], true), .. Neutral(r.WithinTurns is not null), .. Endings()],
            AtStartRule r => [.. About([r.Acts[0]], true), .. Neutral(true), .. Endings()],
            CapRule r => Guarded(r.Actions),
            StopAfterNoRule r => Guarded(r.Actions),
            QuietHoursRule r => Guarded(r.Actions),
            ConsentGateRule r => Guarded(r.Actions),
            WaitingTimeRule r => [.. About([r.After[0]], false), .. Guarded(r.Actions)],
            CeilingRule r => [.. Numbered(Guarded(r.Actions), r.Number, [r.Limit, r.Limit + Math.Max(1, Math.Abs(r.Limit))])],
            EligibilityRule r => Guarded(r.Actions),
            HandOverRule r => [.. Guarded(r.Selling), .. vocabulary.HandOverActs.Take(1).Select(a => (new RuleMove([a]), true))],
            _ => [],
        };
        var spoken = ConditionParts.Of(rule.Body).SelectMany(c => c switch
        {
            OnceSaid { By: Speaker.Agent } once => [once.Act],
            NotYetSaid { By: Speaker.Agent } notYet => [notYet.Act],
            SaidCount { By: Speaker.Agent } count => [count.Act],
            _ => Array.Empty<string>(),
        });
        return [.. moves, .. spoken.Distinct(StringComparer.Ordinal).Select(a => (new RuleMove([a]), false))];
    }

    private IEnumerable<(RuleMove, bool)> Prerequisites(RequireBeforeRule r) => r.By == Speaker.Agent ? About([r.Prerequisite[0]], false) : [];

    /// <summary>What must come before and what it is for in one move.</summary>
    private IEnumerable<(RuleMove, bool)> Together(RequireBeforeRule r) => r.By == Speaker.Agent
        ? Guarded(r.Actions).Select(g => (g.Item1 with { Acts = [r.Prerequisite[0], .. g.Item1.Acts] }, true))
        : [];

    /// <summary>One move for each of at most two acts, about each product that matters.</summary>
    private IEnumerable<(RuleMove, bool)> Guarded(ActionPattern pattern)
    {
        string[] acts = pattern.Acts.Count > 0 ? [.. pattern.Acts.Take(2)] : [.. Ordinary().Take(1)];
        return acts.SelectMany(act => Products().Select(p => (new RuleMove([act])
        {
            Product = p,
            Stage = pattern.Stages.Count > 0 ? pattern.Stages[0] : null,
            Tags = pattern.Tags.Count > 0 ? [pattern.Tags[0]] : [],
        }, true)));
    }

    private IEnumerable<(RuleMove, bool)> About(ValueList<string> acts, bool guarded) => Products().Select(p => (new RuleMove(acts) { Product = p }, guarded));

    private IEnumerable<(RuleMove, bool)> Endings() => vocabulary.EndingActs.Take(1).Select(a => (new RuleMove([a]), true));

    private IEnumerable<(RuleMove, bool)> Neutral(bool guarded)
    {
        string[] named = rule.Body switch { RequireAfterRule r => [.. r.Trigger, .. r.Duty], AtStartRule r => [.. r.Acts], _ => [] };
        return Ordinary().Except(named, StringComparer.Ordinal).Take(1).Select(a => (new RuleMove([a]) { Product = rule.Scope.Products is [var first, ..] ? first : null }, guarded));
    }

    /// <summary>Acts that end nothing; where there are none, any that rules may stop.</summary>
    private IEnumerable<string> Ordinary() => vocabulary.Acts.Except(vocabulary.EndingActs).Except(vocabulary.HandOverActs).Except(vocabulary.StopActs).ToList() is { Count: > 0 } ordinary
        ? ordinary
        : vocabulary.Acts.Except(vocabulary.StopActs);

    private static IEnumerable<(RuleMove, bool)> Numbered(IEnumerable<(RuleMove Move, bool Guarded)> moves, string? number, double[] values) => number is null
        ? moves
        : moves.SelectMany(m => values.Select(v => (m.Move with { Numbers = new Dictionary<string, double> { [number] = v } }, m.Guarded)).Append(m));

    /// <summary>Inside the scope before outside; two where the rule tells products apart; none where it does not look.</summary>
    private string?[] Products()
    {
        ValueList<string> meant = rule.Body is EligibilityRule eligibility ? eligibility.Products : rule.Scope.Products;
        if (meant.Count > 0)
            return [meant[0], .. vocabulary.Products.Except(meant, StringComparer.Ordinal).Take(1)];
        return rule.Body is RequireBeforeRule { SameProduct: true } or RequireBeforeRule { AgainWhenChanged: not null } or CapRule { Per: CapUnit.Product } && vocabulary.Products.Count > 0
            ? [.. vocabulary.Products.Take(2)]
            : [null];
    }
}
