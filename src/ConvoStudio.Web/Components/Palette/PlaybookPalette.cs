using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Simulations;
using ConvoStudio.Engine.Compliance;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Layout;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Palette;

/// <summary>The things of the current playbook. A kind of thing whose page is not in this console is left out.</summary>
internal sealed class PlaybookPalette(
    PlaybookService playbooks, ExperimentService experiments, RehearsalService rehearsals, ImportService imports, IEnumerable<NavigationItem> pages,
    IStringLocalizer<PaletteTexts> texts) : IPaletteSource
{
    private const int Newest = 50;

    public async Task<IReadOnlyList<PaletteEntry>> ListAsync(PaletteScope scope)
    {
        List<PaletteEntry> entries = [];
        if (scope.Playbook is { Key: var key } && scope.May(UseCase.ReadPlaybooks)) AddParts(entries, await playbooks.GetAsync(scope.Actor, key));
        if (scope.Playbook is { Key: var owner } && scope.May(UseCase.ReadExperiments))
        {
            entries.AddRange((await experiments.ListAsync(scope.Actor, owner)).Select(e => Thing("/experiments", $"/{e.Key}", e.Name, Icon.Experiment, "Experiment")));
            entries.AddRange((await rehearsals.ListAsync(scope.Actor, owner)).Take(Newest).Select(r => Thing("/rehearsals", $"/{r.Id}", texts["RehearsalOf", r.ExperimentName, r.Seed], Icon.Rehearsal, "Rehearsal")));
        }
        if (scope.May(UseCase.ReadJobs))
            entries.AddRange((await imports.ListAsync(scope.Actor, take: Newest)).Select(i => Thing("/imports", $"/{i.Id}", i.FileName, Icon.Import, "Import")));
        var open = pages.Select(page => page.Href).ToHashSet(StringComparer.Ordinal);
        return [.. entries.Where(entry => open.Any(href => entry.Href!.StartsWith(href + "/", StringComparison.Ordinal) || entry.Href.StartsWith(href + "?", StringComparison.Ordinal)))];
    }

    private void AddParts(List<PaletteEntry> entries, Playbook playbook)
    {
        entries.AddRange(playbook.Actions.Where(action => !action.Archived).Select(action => Part("/actions", action.Key, action.Key, Icon.Action, "Action")));
        entries.AddRange(playbook.Facts.Where(fact => !fact.Archived).Select(fact => Part("/facts", fact.Key, fact.Key, Icon.Fact, "Fact")));
        entries.AddRange(playbook.Rules.DistinctBy(rule => rule.Key).Select(rule => Thing("/rules", $"/{rule.Key}", rule.Sentence, Icon.Rule, "Rule")));
        entries.AddRange(playbook.Products.Where(product => !product.Archived).Select(product => Part("/products", product.Key, product.Name, Icon.Product, "Product")));
    }

    // Parts have no page of their own: the list opens, filtered to the one.
    private PaletteEntry Part(string page, string key, string text, string icon, string kind) => Thing(page, $"?q={Uri.EscapeDataString(key)}", text, icon, kind);

    private PaletteEntry Thing(string page, string rest, string text, string icon, string kind) => new(PaletteGroup.Things, text, icon, page + rest, texts[$"Kind-{kind}"]);
}
