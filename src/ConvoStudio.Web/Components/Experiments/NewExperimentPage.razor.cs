using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Policies;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Playbooks;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>Writes a draft: a new one, a copy of another experiment, or one that is there already.</summary>
public sealed partial class NewExperimentPage
{
    // What an import makes; the comparison most people want first. Elsewhere what answers now stands for the control.
    private const string UsualControl = "behaviour";
    private const string UsualTreatment = "learner";
    private readonly FormState _state = new();
    private ExperimentForm _form = new();
    private RewardDefinition _reward = new();
    private WarmStart? _imported;
    private IReadOnlyList<PolicyVersion>? _policies;
    private IReadOnlyList<PlaybookFact> _facts = [];
    private IReadOnlyList<Experiment> _others = [];
    private PlaybookListItem? _playbook;
    private string _champion = "";
    private string? _clonedFrom;
    private string? _missing;
    private int _version;
    private bool _focusMistake;
    private PlanOutlook? _outlook;
    private DraftKeeper<ExperimentForm>? _draft;

    [Inject] public required ExperimentService Experiments { get; init; }
    [Inject] public required PlaybookService Playbooks { get; init; }
    [Inject] public required PolicyService Learners { get; init; }
    [Inject] public required LaunchReview Launch { get; init; }
    [Inject] public required PastTraffic Traffic { get; init; }
    [Inject] public required CurrentPlaybook Current { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required IJSRuntime Js { get; init; }

    /// <summary>Key of the draft that is written anew; null for a new one.</summary>
    [Parameter] public string? EditKey { get; set; }

    /// <summary>Key of the experiment a new one is copied from.</summary>
    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }

    private bool IsEdit => EditKey is not null;

    private string Title => IsEdit ? T["EditExperiment", _form.Name] : T["NewExperiment"];

    private string FormAddress => IsEdit ? $"/experiments/{EditKey}/edit" : "/experiments/new";

    // A copy and a changed draft are forms of their own: what was typed into one does not turn up in the other.
    private string DraftName => IsEdit ? $"edit-experiment/{EditKey}/{_version}" : From is null ? $"new-experiment/{_playbook!.Key}" : $"new-experiment/{_playbook!.Key}/{From}";

    protected override async Task OnInitializedAsync()
    {
        Experiment? source = null;
        if ((IsEdit || From is not null) && (source = await FindAsync((EditKey ?? From)!)) is null) return;
        // The experiment's own playbook, whichever one is chosen now.
        _playbook = source is null ? await Current.GetAsync() : (await Current.ListAsync()).FirstOrDefault(playbook => playbook.Key == source.PlaybookKey);
        if (_playbook is null)
        {
            _policies = [];
            return;
        }

        var playbook = await Playbooks.GetAsync(await Actor.GetAsync(), _playbook.Key);
        _imported = Learners.FindWarmStart(await Actor.GetAsync(), playbook.Key);
        (_reward, _champion, _others) = (playbook.Reward, playbook.Champion, playbook.Experiments);
        _facts = [.. playbook.Facts.Where(fact => !fact.Archived && fact.ToDefinition().Usages.HasFlag(FactUsages.Policy))];
        if (_form.Arms.Count == 0) Begin(playbook);
        _policies = playbook.Policies;
        // The past is read once the page is there: a long one must not hold it up.
        if (RendererInfo.IsInteractive) await LookAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focusMistake) return;
        _focusMistake = false;
        await Js.CallAsync("./" + Assets["js/board.js"], "focusFirstMistake");
    }

    private void Begin(Playbook playbook)
    {
        PolicyVersion? Find(string id) => playbook.Policies.FirstOrDefault(policy => policy.Id == id);
        var (control, treatment) = (Find(UsualControl) ?? Find(playbook.Champion), Find(UsualTreatment));
        _form.Arms =
        [
            new ArmDraft { Key = "control", Name = control?.Name ?? T["ControlArm"], Policy = control?.Id, Control = true },
            new ArmDraft { Key = "treatment", Name = treatment?.Name ?? T["TreatmentArm"], Policy = treatment?.Id },
        ];
        if (treatment is null) ArmFields.Choose(_form.Arms[1], ArmFields.NewLearnerChoice);
    }

    private async Task<Experiment?> FindAsync(string key)
    {
        try
        {
            var source = await Experiments.GetAsync(await Actor.GetAsync(), key);
            _form = ExperimentForm.Of(source);
            if (!IsEdit)
            {
                (_clonedFrom, _form.Name) = (source.Name, T["CopyOf", source.Name].Value);
                (_form.Name, _form.KeyTyped) = (TypedExperiment.Short(_form.Name), false);
                _form.Key = Slug.Of(_form.Name);
                _form.Layer ??= source.Key;
            }
            else if (source.Status != ExperimentStatus.Draft)
            {
                _missing = T["CannotEdit", source.Name];
                return null;
            }
            _version = source.Version;
            return source;
        }
        catch (NotFoundException)
        {
            _missing = T["Missing", key];
            return null;
        }
    }

    private void NameChanged(string? name)
    {
        _form.Name = name ?? "";
        if (!_form.KeyTyped && !IsEdit) _form.Key = Slug.Of(_form.Name);
    }

    private void KeyChanged(string? key)
    {
        _form.Key = key?.Trim() ?? "";
        _form.KeyTyped = _form.Key.Length > 0;
    }

    private Task TakeDraftAsync(ExperimentForm draft)
    {
        // A policy may be gone since.
        draft.Arms.ForEach(arm => arm.Policy = _policies!.Any(policy => policy.Id == arm.Policy) ? arm.Policy : null);
        _form = draft;
        return LookAsync();
    }

    private Task FillAsync(ExperimentTemplate template)
    {
        _form.Fill(template, number => T["ArmNumber", number], _champion);
        return LookAsync();
    }

    private Task ChangedAsync() => LookAsync();

    /// <summary>Forecast and launch list of what stands in the form now.</summary>
    private async Task LookAsync() => await (_outlook ??= new(Launch, Traffic)).LookAsync(await Actor.GetAsync(), _playbook!.Key, _form, Typed());

    private NewExperiment Typed() => TypedExperiment.Of(_form, _policies!, (experiment, arm) => T["LearnerName", experiment, arm]);

    private async Task SaveAsync()
    {
        if (_playbook is null) return;
        var (typed, saved) = (Typed(), default(Experiment));
        var good = await _state.TryAsync(
            async () => saved = IsEdit
                ? await Experiments.RewriteAsync(await Actor.GetAsync(), EditKey!, typed, _version)
                : await Experiments.CreateAsync(await Actor.GetAsync(), _playbook.Key, typed),
            TypedExperiment.Fields(_form));
        _focusMistake = !good;
        if (!good) return;
        await _draft!.DoneAsync();
        Navigation.NavigateTo($"/experiments/{saved!.Key}");
    }

    private async Task ReadAgainAsync()
    {
        await _draft!.DoneAsync();
        _state.Clear();
        if (await FindAsync(EditKey!) is not null) await LookAsync();
    }

    private string? Mistake(string field) => _state[field];
}
