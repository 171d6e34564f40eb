using ConvoStudio.Application.Definitions;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Web.Components.Common;

namespace ConvoStudio.Web.Components.Definitions;

/// <summary>What the lists of products, actions and facts differ in.</summary>
/// <param name="Address">First part of the page's address.</param>
/// <param name="Title">Field that stands first and opens the thing.</param>
/// <param name="Shown">Columns shown when nobody chose others.</param>
/// <param name="FilteredBy">Fields with few values.</param>
public sealed record ListKind(DefinedKind Kind, string Address, string Icon, string Title, IReadOnlyList<string> Shown, IReadOnlyList<string> FilteredBy)
{
    public static ListKind Products { get; } = new(
        DefinedKind.Product, "products", Common.Icon.Product, "name", ["key", "price", "numbers", "description"], ["currency", "priceUnit"]);

    public static ListKind Actions { get; } = new(
        DefinedKind.Action, "actions", Common.Icon.Action, "key", ["acts", "product", "stage", "words"], ["stage", "product", "acts"]);

    public static ListKind Facts { get; } = new(DefinedKind.Fact, "facts", Common.Icon.Fact, "key", ["type", "usages", "words"], ["type", "usages"]);

    public static ListKind Of(DefinedKind kind) => kind switch
    {
        DefinedKind.Product => Products,
        DefinedKind.Action => Actions,
        _ => Facts,
    };

    /// <summary>Fields that can be columns, all but the first.</summary>
    public IReadOnlyList<string> Columns(Playbook playbook) => [.. DefinedFields.Of(Kind, playbook).Where(f => f != Title && f != DefinedFields.Archived)];

    /// <summary>The columns of a choice; "words" of an action are those of its playbook's first locale.</summary>
    public IReadOnlyList<string> Chosen(Playbook playbook, IReadOnlyList<string>? choice)
    {
        var all = Columns(playbook);
        var wanted = choice ?? [.. Shown.Select(f => Kind == DefinedKind.Action && f == "words" ? DefinedFields.UtterancePrefix + playbook.Locale : f)];
        return [.. all.Where(f => wanted.Contains(f, StringComparer.Ordinal))];
    }
}
