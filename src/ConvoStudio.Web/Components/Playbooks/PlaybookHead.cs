using System.Globalization;
using ConvoStudio.Application.Playbooks;

namespace ConvoStudio.Web.Components.Playbooks;

/// <summary>What the page of a playbook's head edits, as fields of text, so that two versions can be compared field by field.</summary>
/// <param name="Locales">The first is the playbook's own.</param>
/// <param name="Fallback">Key of an action.</param>
internal sealed record PlaybookHead(string Name, IReadOnlyList<string> Locales, int IdleMinutes, string Fallback)
{
    public static PlaybookHead Of(Playbook playbook) =>
        new(playbook.Name, [.. playbook.Locales], playbook.IdleMinutes, playbook.Actions.First(action => action.Number == playbook.Fallback).Key);

    /// <param name="fields">As <see cref="ToFields"/> gives them.</param>
    public static PlaybookHead From(IReadOnlyDictionary<string, string> fields) =>
        new(fields["name"], fields["locales"].Split(", "), int.Parse(fields["idleMinutes"], CultureInfo.InvariantCulture), fields["fallback"]);

    public Dictionary<string, string> ToFields() => new(StringComparer.Ordinal)
    {
        ["name"] = Name,
        ["locales"] = string.Join(", ", Locales),
        ["idleMinutes"] = IdleMinutes.ToString(CultureInfo.InvariantCulture),
        ["fallback"] = Fallback,
    };
}
