using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Compliance;

/// <summary>What the rules of a playbook can speak of, made from its definition.</summary>
internal static class PlaybookVocabulary
{
    /// <summary>An action with this act stands outside all rules: a customer can always be left alone.</summary>
    public const string StopAct = "stop";

    /// <summary>Number of an action whose product has a price.</summary>
    public const string Price = "price";

    private static readonly Dictionary<string, IReadOnlyList<string>> NoTags = [];

    public static RuleVocabulary Of(PlaybookPart playbook, RuleTerms? given)
    {
        var terms = given ?? RuleTerms.Usual;
        var acts = playbook.Acts.Select(a => a.Key).ToList();
        var products = playbook.Products ?? [];
        return new RuleVocabulary
        {
            Acts = [.. acts],
            EndingActs = [.. terms.EndingActs.Where(acts.Contains)],
            HandOverActs = [.. acts.Where(a => a == Playbook.FallbackAct)],
            StopActs = [.. acts.Where(a => a == StopAct)],
            Products = [.. products.Select(p => p.Key).Concat(playbook.Actions.Select(a => a.Product).OfType<string>()).Distinct(StringComparer.Ordinal)],
            Stages = [.. playbook.Actions.Select(a => a.Stage).OfType<string>().Distinct(StringComparer.Ordinal)],
            Tags = [.. (terms.Tags ?? NoTags).Keys.Order(StringComparer.Ordinal)],
            Channels = [.. terms.Channels],
            Jurisdictions = [.. terms.Jurisdictions],
            Segments = [.. playbook.Facts.FirstOrDefault(f => f.Key == terms.SegmentFact)?.Words ?? []],
            Numbers = [.. products.SelectMany(p => p.Numbers ?? []).Select(n => n.Key).Concat(products.Any(p => p.Price is not null) ? [Price] : []).Distinct(StringComparer.Ordinal)],
            Purposes = [.. terms.Purposes],
            Roles = [.. RuleTerms.ApprovingRoles],
            Facts = [.. playbook.Facts],
        };
    }

    /// <summary>An action as rules see it.</summary>
    public static RuleMove MoveOf(TalkTrackAction action, PlaybookPart playbook, RuleTerms? terms)
    {
        var product = action.Product is null ? null : playbook.Products?.FirstOrDefault(p => p.Key == action.Product);
        var numbers = (product?.Numbers ?? []).ToDictionary(n => n.Key, n => n.Value, StringComparer.Ordinal);
        if (product?.Price is { } price)
            numbers[Price] = (double)price;
        return new RuleMove([.. action.Acts])
        {
            Product = action.Product,
            Stage = action.Stage,
            Tags = [.. (terms?.Tags ?? NoTags).Where(t => t.Value.Contains(action.Key, StringComparer.Ordinal)).Select(t => t.Key).Order(StringComparer.Ordinal)],
            Numbers = numbers.Count == 0 ? null : numbers,
        };
    }
}
