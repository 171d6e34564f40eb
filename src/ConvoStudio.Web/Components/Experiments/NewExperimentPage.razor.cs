using System.Globalization;
using ConvoStudio.Application.Configurations;
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
    private IReadOnlyList<LaunchCheck>? _checks;
    private PlaybookListItem? _playbook;
    private string _champion = "";
    private PastUnits? _past;
    private PowerForecast? _forecast;
    private ExperimentMetric _pastOf;
    private string? _clonedFrom;
    private string? _missing;
    private int _version;
    private int _looks;
    private bool _focusMistake;
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
                (_form.Name, _form.KeyTyped) = (_form.Name[..Math.Min(_form.Name.Length, 100)], false);
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

    /// <summary>Forecast and launch list of what stands in the form now; only the newest look is shown.</summary>
    private async Task LookAsync()
    {
        var look = ++_looks;
        var actor = await Actor.GetAsync();
        var checks = await Launch.OfAsync(actor, _playbook!.Key, Typed());
        if (look != _looks) return;
        _checks = checks;
        if (_past is null || _pastOf != _form.Metric)
        {
            var metric = _form.Metric;
            (_past, _forecast, _pastOf) = (null, null, metric);
            var past = await Traffic.ReadAsync(actor, _playbook.Key, metric);
            if (metric != _form.Metric) return;
            _past = past;
        }
        var forecast = PowerForecast.Of(_past.Capped(_form.Cap), _form.ToPlan(), [.. _form.Arms.Select(arm => (double)_form.ShareOf(arm))], _form.Arms.IndexOf(_form.ControlArm));
        // The same forecast is the same chart.
        if (forecast is null || _forecast is null || forecast.Least != _forecast.Least || !forecast.Steps.SequenceEqual(_forecast.Steps)) _forecast = forecast;
    }

    private NewExperiment Typed()
    {
        var ids = _form.Arms.Where(arm => arm.Learner is not null).ToDictionary(arm => arm, PolicyId);
        var learners = ids.Select(one => one.Key.Learner!.ToLearner(one.Value, LearnerName(one.Key)));
        // The service orders by control; mistakes come back by the place they were sent in.
        var arms = _form.Arms.Select(arm => new ArmPart(arm.Key, arm.Name.Trim(), ids.GetValueOrDefault(arm) ?? arm.Policy ?? "", _form.ShareOf(arm), arm.Control));
        return new NewExperiment(_form.Key, _form.Name, _form.Hypothesis, [.. arms], [.. learners], _form.ToPlan());
    }

    /// <summary>Made of the experiment's key and the arm's, which are unique; a number where a policy has it already.</summary>
    private string PolicyId(ArmDraft arm)
    {
        var id = $"{_form.Key[..Math.Min(_form.Key.Length, 48)]}-{arm.Key}";
        return Enumerable.Range(1, _policies!.Count + 1).Select(number => number == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}-{number}"))
            .First(one => _policies.All(policy => policy.Id != one));
    }

    private string LearnerName(ArmDraft arm)
    {
        var name = T["LearnerName", _form.Name.Trim(), arm.Name.Trim()].Value;
        return name[..Math.Min(name.Length, 100)];
    }

    private async Task SaveAsync()
    {
        if (_playbook is null) return;
        var (typed, saved) = (Typed(), default(Experiment));
        var good = await _state.TryAsync(
            async () => saved = IsEdit
                ? await Experiments.RewriteAsync(await Actor.GetAsync(), EditKey!, typed, _version)
                : await Experiments.CreateAsync(await Actor.GetAsync(), _playbook.Key, typed),
            Shown());
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

    // Fields that show their own mistake; any other becomes the sentence above.
    private string[] Shown()
    {
        string[] learner = ["kind", "strength", "floor", "expectedConversion", "startsFromImported"];
        return
        [
            "name", "key", "hypothesis", "arms", "plan.traffic", "plan.layer", "plan.leastEffect", "plan.cap", "plan.alpha", "plan.allocation", "plan.allocation.controlShare",
            "plan.allocation.burnIn", "plan.allocation.every", "plan.allocation.budget",
            .. Places(ExperimentForm.MostArms).SelectMany(i => learner.Select(field => $"learners[{i}].{field}").Append($"arms[{i}].name").Append($"arms[{i}].policy")),
            .. Places(_form.Audience.Count).Select(i => $"plan.audience[{i}]"), .. Places(_form.Guardrails.Count).Select(i => $"plan.guardrails[{i}]"),
        ];
    }

    private static IEnumerable<string> Places(int count) => Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture));
}
