using ConvoStudio.Application.Definitions;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Definitions;

/// <summary>Names of fields and kinds as people say them.</summary>
public static class FieldWords
{
    public static string Name(IStringLocalizer<DefinitionTexts> texts, string field) => field.StartsWith(DefinedFields.UtterancePrefix, StringComparison.Ordinal)
        ? texts["Field-utterances", field[DefinedFields.UtterancePrefix.Length..]]
        : texts[$"Field-{field}"];

    /// <summary>A value in a sentence or a table; a state as its word.</summary>
    public static string Value(IStringLocalizer<DefinitionTexts> texts, string field, string value) => (field, value) switch
    {
        (_, "") => "–",
        (DefinedFields.Archived, "true") => texts["Archived"],
        (DefinedFields.Archived, _) => texts["InUse"],
        ("type", _) => texts[$"Type-{value}"],
        _ => value,
    };
}
