using ConvoStudio.Application.Definitions;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Definitions;

/// <summary>One thing beside its list. Key it by the thing: the draft is begun once, and newer versions never overwrite what was typed.</summary>
public sealed partial class DefinedDrawer : IDisposable
{
    private readonly string _formId = ElementId.Next("draft");
    private readonly FormState _form = new();
    private Draft _draft = null!;
    private DraftKeeper<KeptFields>? _keeper;
    private int _saves;
    private DefinedThing? _theirs;
    private IReadOnlyDictionary<string, string>? _began;
    private string _tab = "edit";
    private string? _leaveTo;
    private bool _free;

    [Parameter, EditorRequired] public required Playbook Playbook { get; set; }
    [Parameter, EditorRequired] public required ListKind Kind { get; set; }

    /// <summary>Null for a new one.</summary>
    [Parameter] public DefinedThing? Thing { get; set; }

    /// <summary>What a new one begins as.</summary>
    [Parameter] public DefinedThing? CopyOf { get; set; }
    [Parameter] public string? Tab { get; set; }
    [Parameter, EditorRequired] public required IActor Actor { get; set; }
    [Parameter] public bool MayEdit { get; set; }

    /// <summary>Saved: the page reads the playbook anew and shows the thing as it is stored now.</summary>
    [Parameter] public EventCallback<string> OnSaved { get; set; }
    [Parameter] public EventCallback<DefinedThing> OnArchive { get; set; }
    [Parameter] public EventCallback OnClose { get; set; }
    [Inject] public required DefinitionService Definitions { get; init; }
    [Inject] public required PlaybookService Playbooks { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required Notices Notices { get; init; }
    [Inject] public required IJSRuntime Js { get; init; }
    [Inject] public required IStringLocalizer<DefinitionTexts> T { get; init; }

    protected override void OnInitialized()
    {
        _tab = Tab is "history" or "used" && Thing is not null ? Tab : "edit";
        Begin(new Draft(Playbook, Kind.Kind, Thing, CopyOf));
    }

    protected override void OnParametersSet()
    {
        // The list was read anew: a draft nobody touched follows it.
        if (Thing is not null && Thing.Version != _draft.Stored?.Version && !_draft.IsDirty && _theirs is null)
            Begin(new Draft(Playbook, Kind.Kind, Thing));
    }

    public void Dispose() => _draft.Changed -= OnDraftChanged;

    private void Begin(Draft draft)
    {
        if (_draft is not null)
            _draft.Changed -= OnDraftChanged;
        _draft = draft;
        _draft.Changed += OnDraftChanged;
    }

    private void OnDraftChanged(object? sender, EventArgs args) => StateHasChanged();

    private Task OnKeyAsync(KeyboardEventArgs args) => args is { Key: "Enter", CtrlKey: true } && MayEdit ? SaveAsync() : Task.CompletedTask;

    private async Task SaveAsync()
    {
        if (!MayEdit || _form.Busy)
            return;
        _draft.TouchAll();
        if (!_draft.IsGood)
        {
            StateHasChanged();
            await FocusFirstMistakeAsync();
            return;
        }

        DefinedThing? saved = null;
        IReadOnlyDictionary<string, IReadOnlyList<string>>? refused = null;
        var sent = new Dictionary<string, string>(_draft.Fields, StringComparer.Ordinal);
        await _form.TryAsync(async () =>
        {
            try
            {
                saved = await Definitions.SaveAsync(Actor, Playbook.Key, _draft.ToChange());
            }
            catch (ValidationException exception)
            {
                refused = exception.Errors;
            }
        });
        if (_form.IsConflict)
            await ShowConflictAsync();
        else if (refused is not null)
            _draft.Refuse(refused);
        else if (saved is not null)
            await FinishAsync(saved, sent);
    }

    private async Task FinishAsync(DefinedThing saved, IReadOnlyDictionary<string, string> sent)
    {
        if (_keeper is not null) await _keeper.DoneAsync();
        // What is typed next is another draft.
        _saves++;
        var playbook = await Playbooks.GetAsync(Actor, Playbook.Key);
        var wasNew = _draft.IsNew;
        // Typed while it was being saved: an edit of what is stored now.
        if (DefinedFields.Difference(sent, _draft.Fields).Count > 0)
            _draft.Rebase(playbook, saved, new Dictionary<string, string>(_draft.Fields, StringComparer.Ordinal));
        else
            Begin(new Draft(playbook, Kind.Kind, saved));
        // The page of a new thing goes to the thing's own address.
        _free = wasNew;
        await OnSaved.InvokeAsync(saved.Key);
        _free = false;
        Notices.Show(T["Saved", saved.Key]);
    }

    /// <summary>What was typed stays in the draft; theirs is put beside it.</summary>
    private async Task ShowConflictAsync()
    {
        var playbook = await Playbooks.GetAsync(Actor, Playbook.Key);
        _theirs = DefinedFields.Find(playbook, Kind.Kind, _draft.Stored!.Key);
        _began = _draft.Stored.Fields;
    }

    private async Task ChooseAsync(IReadOnlyDictionary<string, string> fields)
    {
        _draft.Rebase(await Playbooks.GetAsync(Actor, Playbook.Key), _theirs!, fields);
        (_theirs, _began) = (null, null);
        _form.Clear();
    }

    /// <summary>The values of an older version as an edit of today's one, which the service checks like any other.</summary>
    private async Task RestoreVersionAsync(DefinedVersion version)
    {
        _draft.Take(version.Fields.Where(f => f.Key != DefinedFields.Archived).ToDictionary(StringComparer.Ordinal));
        _tab = "edit";
        await SaveAsync();
    }

    private Task FocusFirstMistakeAsync() => Js.CallAsync("./js/board.js", "focusFirstMistake");

    private Task GuardAsync(LocationChangingContext context)
    {
        if (!_draft.IsDirty || _free || !MayEdit || Stays(context.TargetLocation))
            return Task.CompletedTask;
        context.PreventNavigation();
        _leaveTo = context.TargetLocation;
        StateHasChanged();
        return Task.CompletedTask;
    }

    // Searching, sorting and paging the list leave the drawer as it is.
    private bool Stays(string target)
    {
        var (here, there) = (new Uri(Navigation.Uri), Navigation.ToAbsoluteUri(target));
        return here.AbsolutePath == there.AbsolutePath && ListState.Read(here.ToString()).Open == ListState.Read(there.ToString()).Open
            && here.Query.Contains("new=1", StringComparison.Ordinal) == there.Query.Contains("new=1", StringComparison.Ordinal);
    }

    // Nothing is kept, or what was kept was discarded: as it is stored.
    private void TakeKept(KeptFields kept)
    {
        if (kept.Fields.Count > 0) _draft.Resume(kept);
        else Begin(new Draft(Playbook, Kind.Kind, Thing, CopyOf));
    }

    private async Task DiscardAsync()
    {
        var target = _leaveTo!;
        if (_keeper is not null) await _keeper.DoneAsync();
        (_leaveTo, _free) = (null, true);
        Navigation.NavigateTo(target);
    }
}
