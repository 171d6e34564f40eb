using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Simulation;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Imports;

/// <summary>A field of the file in one line: "number, 12 to 19,500, known in 92.4 %".</summary>
internal static class FactWords
{
    private const int Listed = 4;

    public static string Of(FactSuggestion fact, IStringLocalizer<ImportTexts> texts)
    {
        List<string> parts = [Type(fact, texts)];
        if (fact.MissingShare > 0) parts.Add(texts["KnownIn", Numbers.Rate(1 - fact.MissingShare)]);
        return string.Join(", ", parts);
    }

    private static string Type(FactSuggestion fact, IStringLocalizer<ImportTexts> texts) => fact.Type switch
    {
        FactType.Number when fact.Numbers is { } numbers => texts["NumberFact", Plain(numbers.Minimum), Plain(numbers.Maximum)],
        FactType.Number => texts["NumberFactUnseen"],
        FactType.Category => texts["CategoryFact", fact.Words.Count, Words(fact)],
        FactType.Flag => texts["FlagFact"],
        _ => texts["IgnoredFact"],
    };

    private static string Plain(double value) => Math.Abs(value) >= 1000 ? Numbers.Count(value) : Numbers.Reward(value);

    private static string Words(FactSuggestion fact) =>
        string.Join(", ", fact.Words.Take(Listed).Select(word => word.Word)) + (fact.Words.Count > Listed ? " …" : "");
}
