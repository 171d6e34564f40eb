using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Playbooks;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace ConvoStudio.Web.Components.Imports;

/// <summary>One import: how far reading is, what the file holds, and the playbook it would become.</summary>
public sealed partial class ImportPage : IDisposable
{
    private readonly PlaybookName _name = new();
    private FormState _form = new();
    private IActor? _actor;
    private bool _mayImport;
    private Import? _import;
    private Job? _reading;
    private Job? _making;
    private PlaybookListItem? _made;
    private ImportChoices _choices = new();
    private ImportPreview? _preview;
    private IReadOnlyList<PreviewAct> _acts = [];
    private IReadOnlyList<PreviewFact> _facts = [];
    private IDisposable? _jobs;
    private int _asked;

    [Parameter, EditorRequired] public Guid Id { get; set; }
    [Inject] public required ImportService Imports { get; init; }
    [Inject] public required PlaybookFromImport Playbooks { get; init; }
    [Inject] public required ImportUndo Undoing { get; init; }
    [Inject] public required JobService Jobs { get; init; }
    [Inject] public required CurrentPlaybook Current { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }
    [Inject] public required Notices Notices { get; init; }
    [Inject] public required IStringLocalizer<ImportTexts> T { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        if (_import?.Id == Id) return;
        (_import, _reading, _making, _made, _preview, _choices, _acts, _facts) = (null, null, null, null, null, new(), [], []);
        _actor = await Actor.GetAsync();
        _mayImport = RoleTable.Allows(_actor, UseCase.ImportConversations);
        // Before reading, so that no change between the two is missed.
        if (RendererInfo.IsInteractive) _jobs ??= Jobs.Subscribe(OnJob);
        try
        {
            await ReadAsync();
        }
        catch (NotFoundException)
        {
            Navigation.NotFound();
        }
    }

    private async Task ReadAsync()
    {
        var import = await Imports.GetAsync(_actor!, Id);
        if (import.State == ImportState.Reading) _reading = await Jobs.GetAsync(_actor!, import.JobId);
        if (import.State == ImportState.Done)
        {
            _making ??= await FindMakingAsync();
            _made = (await Current.ListAsync()).LastOrDefault(playbook => playbook.ImportId == Id);
            if (_name.Name.Length == 0) _name.Rename(BaseName(import.FileName));
        }

        _import = import;
        await PreviewAsync();
    }

    private async Task<Job?> FindMakingAsync()
    {
        var subject = Id.ToString();
        return (await Jobs.ListAsync(_actor!)).FirstOrDefault(job => job.Kind == PlaybookFromImportJob.JobKind && job.SubjectKey == subject && !job.HasEnded);
    }

    private async Task PreviewAsync()
    {
        if (_import is not { State: ImportState.Done, Staged: > 0, Summary: { } summary })
        {
            _preview = null;
            return;
        }

        if (!RoleTable.Allows(_actor!, UseCase.CreatePlaybook))
        {
            (_acts, _facts) = (ImportedActs.Of(summary), [.. summary.Facts.Select(fact => new PreviewFact(fact, fact.Usages))]);
            return;
        }

        // Reading the moves takes a moment for a large file; the page that is only sent ahead does without.
        if (!RendererInfo.IsInteractive) return;
        var asked = ++_asked;
        ImportPreview? preview = null;
        var form = new FormState();
        await form.TryAsync(async () => preview = await Playbooks.PreviewAsync(_actor!, Id, _choices), "minimumMoveCount");
        // A later choice has its own answer on the way; what is being made keeps its own form.
        if (asked != _asked || _form.Busy) return;
        _form = form;
        if (preview is not null) (_preview, _acts, _facts) = (preview, preview.Acts, preview.Facts);
    }

    private Task SetActAsync((string Act, bool StatesOutcome) choice) =>
        ChooseAsync(_choices with { StatesOutcome = With(_choices.StatesOutcome, choice.Act, choice.StatesOutcome) });

    private Task SetFactAsync((string Fact, FactUsages Usages) choice) =>
        ChooseAsync(_choices with { FactUsages = With(_choices.FactUsages, choice.Fact, choice.Usages) });

    private Task SetMinimumAsync(int? minimum) => ChooseAsync(_choices with { MinimumMoveCount = minimum });

    private Task ChooseAsync(ImportChoices choices)
    {
        _choices = choices;
        return PreviewAsync();
    }

    private async Task MakeAsync(PlaybookName draft)
    {
        Job? job = null;
        if (await _form.TryAsync(async () => job = await Playbooks.CreateAsync(_actor!, Id, draft.Key, draft.Name, _choices), "key", "name", "minimumMoveCount"))
            _making = job;
    }

    private async Task CancelAsync()
    {
        if ((_making ?? _reading) is { HasEnded: false } job) await Jobs.CancelAsync(_actor!, job.Id);
    }

    private async Task DiscardAsync()
    {
        var import = _import!;
        var answer = await ConfirmDialog.AskAsync(Dialogs, new(
            T["DiscardTitle", import.FileName], T["DiscardText", Numbers.Count(import.Staged)], T["DiscardConfirm"], T["DiscardKeep"]));
        if (answer is null) return;
        if (!await _form.TryAsync(() => Imports.DiscardAsync(_actor!, Id)))
        {
            Notices.Show(_form.Problem ?? "");
            return;
        }

        Notices.Show(T["Discarded", import.FileName]);
        Navigation.NavigateTo("/imports");
    }

    private int Step => (_import!.State, _import.Heads is not null) switch
    {
        (ImportState.Mapping, _) => 1,
        (ImportState.Done, var columns) when _made is not null => columns ? 4 : 3,
        (_, var columns) => columns ? 2 : 1,
    };

    private async Task UndoAsync()
    {
        var import = _import!;
        var answer = await ConfirmDialog.AskAsync(Dialogs, new(
            T["UndoTitle", import.FileName], T["UndoText", Numbers.Count(import.Staged), _made!.Name], T["UndoConfirm"], T["UndoKeep"]));
        if (answer is null) return;
        if (!await _form.TryAsync(() => Undoing.UndoAsync(_actor!, Id)))
        {
            Notices.Show(_form.Problem ?? "");
            return;
        }

        Notices.Show(T["Undone", import.FileName]);
        await ReadAsync();
    }

    private void OnJob(Job job)
    {
        if (job.SubjectKey != Id.ToString()) return;
        _ = InvokeAsync(() => TakeAsync(job));
    }

    private async Task TakeAsync(Job job)
    {
        if (job.Kind == ImportJob.JobKind)
        {
            _reading = job;
            await ReadAsync();
        }
        else if (job.Kind == PlaybookFromImportJob.JobKind && _making?.Id == job.Id)
        {
            _making = job;
            if (job is { State: JobState.Done, ResultKey: { } key })
            {
                await Current.SelectAsync(key);
                Notices.Show(job.Message);
                Navigation.NavigateTo("/actions");
                return;
            }

            if (job.State == JobState.Cancelled)
            {
                _making = null;
                Notices.Show(job.Message);
            }
        }

        StateHasChanged();
    }

    private static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T>? before, string key, T value) =>
        new(before ?? new Dictionary<string, T>(StringComparer.Ordinal), StringComparer.Ordinal) { [key] = value };

    // "card-calls.jsonl.gz" → "Card calls"
    private static string BaseName(string file)
    {
        var name = file.Split('.')[0].Replace('-', ' ').Replace('_', ' ').Trim();
        return name.Length == 0 ? "" : char.ToUpperInvariant(name[0]) + name[1..];
    }

    public void Dispose() => _jobs?.Dispose();
}
