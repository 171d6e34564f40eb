using ConvoStudio.Application.Configurations;
using ConvoStudio.Engine.Compliance.Filtering;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Compliance;

/// <summary>The actions of a configuration as rules see them, found by number, by key, and by what is said.</summary>
internal sealed class PlaybookMoves
{
    private readonly Dictionary<int, RuleMove> _byNumber;
    private readonly Dictionary<string, RuleMove> _byKey;
    private readonly Dictionary<string, RuleMove> _bySaying = new(StringComparer.Ordinal);

    public PlaybookMoves(PlaybookPart playbook, RuleTerms? terms)
    {
        _byNumber = playbook.Actions.ToDictionary(a => a.Number, a => PlaybookVocabulary.MoveOf(a, playbook, terms));
        _byKey = playbook.Actions.ToDictionary(a => a.Key, a => _byNumber[a.Number], StringComparer.Ordinal);
        foreach (var action in playbook.Actions.OrderBy(a => a.Archived).ThenBy(a => a.Number))
            _bySaying.TryAdd(Saying(action.Acts, action.Product), _byNumber[action.Number]);
        // The fallback is part of every set, archived or not: it is what is answered when nothing is left.
        Actions = [.. playbook.Actions.Where(a => !a.Archived || a.Number == playbook.Fallback).OrderBy(a => a.Number).Select(a => new RuleAction(a.Number, _byNumber[a.Number]))];
        Standing = [.. playbook.Actions.Where(a => !a.Archived).Select(a => a.Number).Order()];
        Fallback = playbook.Fallback;
        Stops = playbook.Actions.Where(a => a.Acts.Contains(PlaybookVocabulary.StopAct)).Select(a => a.Number).ToHashSet();
    }

    /// <summary>What a filter chooses among.</summary>
    public IReadOnlyList<RuleAction> Actions { get; }

    /// <summary>Numbers of the actions that are not archived, ascending.</summary>
    public int[] Standing { get; }

    public int Fallback { get; }

    /// <summary>Numbers of the actions outside all rules.</summary>
    public IReadOnlySet<int> Stops { get; }

    public RuleMove Of(int number) => _byNumber[number];

    /// <summary>What an agent's turn said. Its own words win; stage, tags and numbers come from the action it carried out.</summary>
    /// <param name="drawn">Number of the action it follows, or null.</param>
    /// <param name="executed">Key of the action it names instead, or null.</param>
    /// <param name="acts">What it says it did; empty where nobody has said.</param>
    public RuleMove Said(int? drawn, string? executed, IReadOnlyList<string> acts, string? product)
    {
        var known = executed is not null ? _byKey.GetValueOrDefault(executed)
            : drawn is { } number ? _byNumber.GetValueOrDefault(number)
            : _bySaying.GetValueOrDefault(Saying(acts, product));
        if (known is null)
            return new RuleMove([.. acts]) { Product = product };
        return acts.Count == 0 || (acts.SequenceEqual(known.Acts, StringComparer.Ordinal) && (product is null || product == known.Product))
            ? known
            : known with { Acts = [.. acts], Product = product ?? known.Product };
    }

    private static string Saying(IReadOnlyList<string> acts, string? product) => $"{product}\n{string.Join('\n', acts)}";
}
