using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Facts;

/// <summary>One fact beside the list. Key it anew for another fact: the fields are taken once.</summary>
public sealed partial class FactPanel
{
    private static readonly string[] Fields = ["key", "usages", "words"];
    private readonly string _formId = ElementId.Next("fact");
    private readonly FormState _form = new();
    private string _key = "";
    private FactType _type = FactType.Number;
    private FactUsages _usages = FactUsages.Policy | FactUsages.Rules;
    private string _words = "";

    [Parameter, EditorRequired] public required Playbook Playbook { get; set; }

    /// <summary>Null for a new one.</summary>
    [Parameter, EditorRequired] public PlaybookFact? Fact { get; set; }
    [Parameter, EditorRequired] public required IActor Actor { get; set; }
    [Parameter] public bool MayEdit { get; set; }
    [Parameter] public EventCallback<string> OnSaved { get; set; }
    [Parameter] public EventCallback<string> OnReload { get; set; }
    [Parameter] public EventCallback OnClose { get; set; }
    [Inject] public required FactService Facts { get; init; }
    [Inject] public required Notices Notices { get; init; }
    [Inject] public required IStringLocalizer<FactTexts> T { get; init; }

    protected override void OnInitialized()
    {
        if (Fact is not null) (_key, _type, _usages) = (Fact.Key, Fact.Type, Fact.Usages);
    }

    private async Task SaveAsync()
    {
        List<string> words = [.. Fact?.Words ?? [], .. _type == FactType.Category ? _words.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : []];
        var saved = await _form.TryAsync(
            () => Fact is null
                ? Facts.AddAsync(Actor, Playbook.Key, _key, _type, _usages, words)
                : Facts.EditAsync(Actor, Playbook.Key, _key, _usages, words, Fact.Version),
            Fields);
        if (!saved) return;
        Notices.Show(T["Saved", _key]);
        await OnSaved.InvokeAsync(_key);
    }

    private async Task SetArchivedAsync(bool archived)
    {
        var (key, playbook, actor, saved) = (_key, Playbook.Key, Actor, OnSaved);
        PlaybookFact? stored = null;
        var done = await _form.TryAsync(async () => stored = archived
            ? await Facts.ArchiveAsync(actor, playbook, key, Fact!.Version)
            : await Facts.RestoreAsync(actor, playbook, key, Fact!.Version));
        if (!done) return;
        var version = stored!.Version;
        Notices.Show(T[archived ? "ArchivedNow" : "RestoredNow", key], async () =>
        {
            var undo = new FormState();
            await undo.TryAsync(() => archived ? Facts.RestoreAsync(actor, playbook, key, version) : Facts.ArchiveAsync(actor, playbook, key, version));
            if (undo.Problem is not null) Notices.Show(undo.Problem);
            else await saved.InvokeAsync(key);
        });
        await OnSaved.InvokeAsync(key);
    }
}
