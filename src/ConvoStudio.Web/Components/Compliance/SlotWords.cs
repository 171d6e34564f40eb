using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Components.Conversations;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Compliance;

/// <summary>What stands on a chip of a sentence.</summary>
internal static class SlotWords
{
    /// <summary>The slot's value as a person reads it; what to choose where nothing is chosen; what it adds where the sentence leaves it out.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="text">Its characters in the canonical sentence.</param>
    /// <param name="texts">The texts of the pages.</param>
    public static string Of(RuleSlot slot, string text, IStringLocalizer<ComplianceTexts> texts) => slot switch
    {
        { Present: false, Type: RuleSlotType.Flag } => slot.Words,
        { Present: false } => texts["AddWords", slot.Words.TrimStart(',', ' ')],
        { Value: ValueList<string> { Count: 0 } } or { Value: "" } => texts[$"Choose-{slot.Type}"],
        { Value: ValueList<string> names } => string.Join(texts["Or"], names.Select(Readable.Of)),
        { Value: ActionPattern pattern } => Of(pattern, texts),
        { Type: RuleSlotType.Fact or RuleSlotType.NumberName or RuleSlotType.Purpose or RuleSlotType.Channel or RuleSlotType.Role, Value: string name } => Readable.Of(name),
        { Type: RuleSlotType.Text, Value: string words } => words,
        _ => text,
    };

    /// <summary>Nothing was chosen yet, and something must be.</summary>
    public static bool IsOpen(RuleSlot slot) => slot.Value is ValueList<string> { Count: 0 } or "";

    /// <summary>Names of facts, acts and the like are blue; numbers, times and words are gray.</summary>
    public static bool IsName(RuleSlotType type) => type is RuleSlotType.Actions or RuleSlotType.Acts or RuleSlotType.Products or RuleSlotType.Fact or RuleSlotType.NumberName
        or RuleSlotType.Purpose or RuleSlotType.Channel or RuleSlotType.Role or RuleSlotType.Condition;

    public static string Of(Speaker speaker, IStringLocalizer<ComplianceTexts> texts) => texts[$"Speaker-{speaker}"];

    private static string Of(ActionPattern pattern, IStringLocalizer<ComplianceTexts> texts)
    {
        var or = texts["Or"].Value;
        var words = pattern.Acts.Count == 0 ? texts["Anything"].Value : string.Join(or, pattern.Acts.Select(Readable.Of));
        if (pattern.Stages.Count > 0) words = texts["InStage", words, string.Join(or, pattern.Stages.Select(Readable.Of))];
        return pattern.Tags.Count > 0 ? texts["Tagged", words, string.Join(or, pattern.Tags.Select(Readable.Of))] : words;
    }
}
