using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Actions;

/// <summary>One action beside the list. Key it anew for another action: the fields are taken once.</summary>
public sealed partial class ActionPanel
{
    private static readonly string[] Fields = ["key", "acts", "product", "stage", "utterance"];
    private readonly string _formId = ElementId.Next("action");
    private readonly string _actsId = ElementId.Next("acts");
    private readonly FormState _form = new();
    private readonly List<string> _acts = [];
    private string _key = "";
    private string? _product;
    private string? _stage;
    private string? _utterance;

    [Parameter, EditorRequired] public required Playbook Playbook { get; set; }

    /// <summary>Null for a new one.</summary>
    [Parameter, EditorRequired] public PlaybookAction? Action { get; set; }
    [Parameter, EditorRequired] public required IActor Actor { get; set; }
    [Parameter] public bool MayEdit { get; set; }
    [Parameter] public EventCallback<string> OnSaved { get; set; }
    [Parameter] public EventCallback<string> OnReload { get; set; }
    [Parameter] public EventCallback OnClose { get; set; }
    [Inject] public required ActionService Actions { get; init; }
    [Inject] public required Notices Notices { get; init; }
    [Inject] public required IStringLocalizer<ActionTexts> T { get; init; }

    private IEnumerable<string> Sayable => Playbook.Acts.Where(act => act is { ByAgent: true, StatesOutcome: false }).Select(act => act.Key).Except(_acts, StringComparer.Ordinal);

    protected override void OnInitialized()
    {
        if (Action is null) return;
        (_key, _product, _stage, _utterance) = (Action.Key, Action.Product, Action.Stage, Action.Utterance);
        _acts.AddRange(Action.Acts);
    }

    private void AddAct(string? act)
    {
        if (act is not null) _acts.Add(act);
    }

    private void CheckKey()
    {
        _form.Clear();
        if (_key.Length > 0 && Playbook.Actions.Any(action => action.Key == _key)) _form.Add("key", T["KeyTaken"]);
    }

    private async Task SaveAsync()
    {
        var edit = new ActionEdit([.. _acts], _product, _stage, _utterance);
        var saved = await _form.TryAsync(
            () => Action is null ? Actions.AddAsync(Actor, Playbook.Key, _key, edit) : Actions.EditAsync(Actor, Playbook.Key, _key, edit, Action.Version), Fields);
        if (!saved) return;
        Notices.Show(T["Saved", _key]);
        await OnSaved.InvokeAsync(_key);
    }

    private async Task SetArchivedAsync(bool archived)
    {
        var (key, playbook, actor) = (_key, Playbook.Key, Actor);
        PlaybookAction? stored = null;
        var done = await _form.TryAsync(async () => stored = archived
            ? await Actions.ArchiveAsync(actor, playbook, key, Action!.Version)
            : await Actions.RestoreAsync(actor, playbook, key, Action!.Version));
        if (!done) return;
        var (saved, version) = (OnSaved, stored!.Version);
        Notices.Show(T[archived ? "ArchivedNow" : "RestoredNow", key], async () =>
        {
            var undo = new FormState();
            await undo.TryAsync(() => archived ? Actions.RestoreAsync(actor, playbook, key, version) : Actions.ArchiveAsync(actor, playbook, key, version));
            if (undo.Problem is not null) Notices.Show(undo.Problem);
            else await saved.InvokeAsync(key);
        });
        await OnSaved.InvokeAsync(key);
    }
}
