using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Playbooks;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Experiments;

public sealed partial class NewExperimentPage
{
    private const int MostArms = 6;
    // What an import makes; the comparison most people want first.
    private const string UsualControl = "behaviour";
    private const string UsualTreatment = "learner";
    private readonly List<ArmDraft> _arms = [];
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
    [Inject] public required CurrentPlaybook Current { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required IJSRuntime Js { get; init; }

    protected override async Task OnInitializedAsync()
    {
        _playbook = await Current.GetAsync();
        _policies = _playbook is null ? [] : (await Playbooks.GetAsync(await Actor.GetAsync(), _playbook.Key)).Policies;
        if (_policies.Count == 0) return;
        Add(T["ControlArm"], "control", _policies.FirstOrDefault(policy => policy.Id == UsualControl) ?? _policies[0]);
        Add(T["TreatmentArm"], "treatment", _policies.FirstOrDefault(policy => policy.Id == UsualTreatment) ?? _policies[^1]);
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
        catch (JSDisconnectedException)
        {
            // The page was left; there is nothing to focus.
        }
    }

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

    private ExperimentDraft Draft() => new(_name, _key, _keyTyped, _hypothesis, [.. _arms.Select(arm => new ArmOfDraft(arm.Key, arm.Name, arm.Policy, arm.Share, arm == _control))]);

    private void TakeDraft(ExperimentDraft draft)
    {
        (_name, _key, _keyTyped, _hypothesis) = (draft.Name, draft.Key, draft.KeyTyped, draft.Hypothesis);
        _arms.Clear();
        // A policy may be gone since.
        _arms.AddRange(draft.Arms.Select(arm => new ArmDraft { Key = arm.Key, Name = arm.Name, Share = arm.Share, Policy = _policies!.Any(policy => policy.Id == arm.Policy) ? arm.Policy : null }));
        _control = _arms.Find(arm => draft.Arms.Any(one => one.Control && one.Key == arm.Key)) ?? _arms[0];
    }

    private void Add() => Add(T["ArmNumber", _arms.Count + 1], FreeKey(), null);

    private void Add(string name, string key, PolicyVersion? policy) => _arms.Add(new ArmDraft { Name = policy?.Name ?? name, Key = key, Policy = policy?.Id });

    private void Remove(ArmDraft arm)
    {
        _arms.Remove(arm);
        if (_control == arm) _control = _arms[0];
    }

    private string FreeKey() => Enumerable.Range(3, MostArms).Select(number => string.Create(CultureInfo.InvariantCulture, $"arm-{number}")).First(key => _arms.All(arm => arm.Key != key));

    private async Task CreateAsync()
    {
        if (_busy || _playbook is null) return;
        _busy = true;
        (_mistakes, _problem) = (new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal), null);
        try
        {
            var arms = _arms.Select(arm => new ArmPart(arm.Key, arm.Name.Trim(), arm.Policy ?? "", (uint)Math.Max(0, arm.Share), arm == _control));
            // The service orders by control; mistakes come back by the place they were sent in.
            var created = await Experiments.CreateAsync(await Actor.GetAsync(), _playbook.Key, new NewExperiment(_key, _name, _hypothesis, [.. arms]));
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

    private sealed record ArmOfDraft(string Key, string Name, string? Policy, int Share, bool Control);

    private static string Field(int arm, string name) => string.Create(CultureInfo.InvariantCulture, $"arms[{arm}].{name}");
}
