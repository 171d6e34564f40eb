using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

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
    [Inject] public required ISnackbar Snackbar { get; init; }
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
        Snackbar.Add(T["Saved", _key], Severity.Normal);
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
        Snackbar.Add(T[archived ? "ArchivedNow" : "RestoredNow", key], Severity.Normal, options =>
        {
            options.Action = T["Undo"];
            options.OnClick = async _ =>
            {
                try
                {
                    await (archived ? Actions.RestoreAsync(actor, playbook, key, version) : Actions.ArchiveAsync(actor, playbook, key, version));
                    await saved.InvokeAsync(key);
                }
                catch (Exception exception) when (exception is ConflictException or TransitionException or ValidationException)
                {
                    Snackbar.Add(exception.Message, Severity.Normal);
                }
            };
        });
        await OnSaved.InvokeAsync(key);
    }
}
