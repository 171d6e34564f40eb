using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Policies;
using ConvoStudio.Engine.Rewards;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Playbooks;
using ConvoStudio.Web.Components.Policies;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Experiments;

public sealed partial class NewExperimentPage
{
    private const int MostArms = 6;
    // What an import makes; the comparison most people want first. Elsewhere what answers now stands for the control.
    private const string UsualControl = "behaviour";
    private const string UsualTreatment = "learner";
    // No id of a policy begins with a sign.
    private const string NewLearnerChoice = "+";
    private readonly List<ArmDraft> _arms = [];
    private RewardDefinition _reward = new();
    private WarmStart? _imported;
    private IReadOnlyDictionary<string, IReadOnlyList<string>> _mistakes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
    private IReadOnlyList<PolicyVersion>? _policies;
    private PlaybookListItem? _playbook;
    private ArmDraft? _control;
    private string _name = "";
    private string _key = "";
    private string _hypothesis = "";
    private string? _problem;
    private bool _keyTyped;
    private bool _focusMistake;
    private bool _busy;
    private DraftKeeper<ExperimentDraft>? _draft;

    [Inject] public required ExperimentService Experiments { get; init; }
    [Inject] public required PlaybookService Playbooks { get; init; }
    [Inject] public required PolicyService Learners { get; init; }
    [Inject] public required CurrentPlaybook Current { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required IJSRuntime Js { get; init; }

    protected override async Task OnInitializedAsync()
    {
        _playbook = await Current.GetAsync();
        if (_playbook is null)
        {
            _policies = [];
            return;
        }

        var playbook = await Playbooks.GetAsync(await Actor.GetAsync(), _playbook.Key);
        _imported = Learners.FindWarmStart(await Actor.GetAsync(), playbook.Key);
        (_policies, _reward) = (playbook.Policies, playbook.Reward);
        Add(T["ControlArm"], "control", Policy(UsualControl) ?? Policy(playbook.Champion));
        Add(T["TreatmentArm"], "treatment", Policy(UsualTreatment));
        if (_arms[1].Policy is null)
            Choose(_arms[1], NewLearnerChoice);
        _control = _arms[0];
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focusMistake) return;
        _focusMistake = false;
        try
        {
            await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/board.js"]);
            await module.InvokeVoidAsync("focusFirstMistake");
        }
        catch (Exception exception) when (BrowserGone.Is(exception))
        {
            // The page was left; there is nothing to focus.
        }
    }

    private PolicyVersion? Policy(string id) => _policies!.FirstOrDefault(policy => policy.Id == id);

    private void NameChanged(string? name)
    {
        _name = name ?? "";
        if (!_keyTyped) _key = Slug.Of(_name);
    }

    private void KeyChanged(string? key)
    {
        _key = key?.Trim() ?? "";
        _keyTyped = _key.Length > 0;
    }

    private ExperimentDraft Draft() => new(_name, _key, _keyTyped, _hypothesis, [.. _arms.Select(arm => new ArmOfDraft(arm.Key, arm.Name, arm.Policy, arm.Share, arm == _control, arm.Learner))]);

    private void TakeDraft(ExperimentDraft draft)
    {
        (_name, _key, _keyTyped, _hypothesis) = (draft.Name, draft.Key, draft.KeyTyped, draft.Hypothesis);
        _arms.Clear();
        // A policy may be gone since.
        _arms.AddRange(draft.Arms.Select(arm => new ArmDraft { Key = arm.Key, Name = arm.Name, Share = arm.Share, Policy = _policies!.Any(policy => policy.Id == arm.Policy) ? arm.Policy : null, Learner = arm.Learner }));
        _control = _arms.Find(arm => draft.Arms.Any(one => one.Control && one.Key == arm.Key)) ?? _arms[0];
    }

    private void Add() => Add(T["ArmNumber", _arms.Count + 1], FreeKey(), null);

    private void Add(string name, string key, PolicyVersion? policy) => _arms.Add(new ArmDraft { Name = policy?.Name ?? name, Key = key, Policy = policy?.Id });

    private void Remove(ArmDraft arm)
    {
        _arms.Remove(arm);
        if (_control == arm) _control = _arms[0];
    }

    private static void Choose(ArmDraft arm, string? value)
    {
        var isNew = value == NewLearnerChoice;
        arm.Policy = isNew ? null : value;
        arm.Learner = isNew ? arm.Learner ?? new LearnerDraft() : null;
    }

    private static string LearnerGroup(int arm) => string.Create(CultureInfo.InvariantCulture, $"learner-{arm}");

    private List<ArmDraft> LearningArms => [.. _arms.Where(arm => arm.Learner is not null)];

    private string? LearnerMistake(ArmDraft arm, string field) =>
        Mistake(string.Create(CultureInfo.InvariantCulture, $"learners[{LearningArms.IndexOf(arm)}].{field}"));

    /// <summary>Made of the experiment's key and the arm's, which are unique; a number where a policy has it already.</summary>
    private string PolicyId(ArmDraft arm)
    {
        var id = $"{_key[..Math.Min(_key.Length, 48)]}-{arm.Key}";
        return Enumerable.Range(1, _policies!.Count + 1).Select(number => number == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}-{number}"))
            .First(one => _policies.All(policy => policy.Id != one));
    }

    private string LearnerName(ArmDraft arm)
    {
        var name = T["LearnerName", _name.Trim(), arm.Name.Trim()].Value;
        return name[..Math.Min(name.Length, 100)];
    }

    private string FreeKey() => Enumerable.Range(3, MostArms).Select(number => string.Create(CultureInfo.InvariantCulture, $"arm-{number}")).First(key => _arms.All(arm => arm.Key != key));

    private async Task CreateAsync()
    {
        if (_busy || _playbook is null) return;
        _busy = true;
        (_mistakes, _problem) = (new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal), null);
        try
        {
            var ids = _arms.Where(arm => arm.Learner is not null).ToDictionary(arm => arm, PolicyId);
            var learners = LearningArms.Select(arm => arm.Learner!.ToLearner(ids[arm], LearnerName(arm)));
            var arms = _arms.Select(arm => new ArmPart(arm.Key, arm.Name.Trim(), ids.GetValueOrDefault(arm) ?? arm.Policy ?? "", (uint)Math.Max(0, arm.Share), arm == _control));
            // The service orders by control; mistakes come back by the place they were sent in.
            var created = await Experiments.CreateAsync(await Actor.GetAsync(), _playbook.Key, new NewExperiment(_key, _name, _hypothesis, [.. arms], [.. learners]));
            await _draft!.DoneAsync();
            Navigation.NavigateTo($"/experiments/{created.Key}");
        }
        catch (ValidationException exception)
        {
            _mistakes = exception.Errors;
            _focusMistake = true;
        }
        catch (ConflictException exception)
        {
            _problem = exception.Message;
        }
        finally
        {
            _busy = false;
        }
    }

    private bool Wrong(string field) => _mistakes.ContainsKey(field);

    private string? Mistake(string field) => _mistakes.TryGetValue(field, out var messages) ? string.Join(" ", messages) : null;

    private sealed record ExperimentDraft(string Name, string Key, bool KeyTyped, string Hypothesis, IReadOnlyList<ArmOfDraft> Arms);

    private sealed record ArmOfDraft(string Key, string Name, string? Policy, int Share, bool Control, LearnerDraft? Learner = null);

    private static string Field(int arm, string name) => string.Create(CultureInfo.InvariantCulture, $"arms[{arm}].{name}");
}
