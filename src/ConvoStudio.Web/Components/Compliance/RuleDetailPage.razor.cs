using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Home;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace ConvoStudio.Web.Components.Compliance;

/// <summary>One rule: what it says, what it does, what was done with it, and what may be done next.</summary>
public sealed partial class RuleDetailPage
{
    private readonly FormState _form = new();
    private RuleDetail? _detail;
    private RuleVocabulary? _vocabulary;
    private RuleVerificationRead? _proof;
    private RuleFirings? _fired;
    private RuleTrial? _shadow;
    private string? _read;
    private bool _fits;
    private bool _missing;

    [Parameter] public string Key { get; set; } = "";
    [Inject] public required RuleService Rules { get; init; }
    [Inject] public required RuleReader Reader { get; init; }
    [Inject] public required RuleVerificationService Verifications { get; init; }
    [Inject] public required RuleTrialService Trials { get; init; }
    [Inject] public required RuleActivity Activity { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }
    [Inject] public required Notices Notices { get; init; }
    [Inject] public required HomeItems Waiting { get; init; }
    [Inject] public required IStringLocalizer<ComplianceTexts> T { get; init; }

    private ComplianceRule Newest => _detail!.Newest;

    private string Title => _detail is null ? Key : T[$"Form-{Newest.Form}"];

    private bool MayWithdraw => May(UseCase.EditRules) && Newest.Status is not (RuleStatus.Withdrawn or RuleStatus.Superseded);

    private string? SecondPerson => Newest.AuthorIds.Contains(Actor!.Id, StringComparer.Ordinal) ? T["NeedsSecondPerson"].Value : null;

    /// <summary>What may be done next, the main thing last.</summary>
    private IEnumerable<RuleStepChoice> Steps => Newest.Status switch
    {
        RuleStatus.Draft when May(UseCase.EditRules) => [new("edit", Open), new("submit", () => StepAsync("InReviewNow", rule => Rules.SubmitAsync(Actor!, rule.PlaybookKey, rule.Key, rule.Revision)), Main: true)],
        RuleStatus.InReview => InReview(),
        RuleStatus.Shadow when May(UseCase.ReviewRules) =>
            [new("edit", Open), new("force", () => StepAsync("InForceNow", rule => Rules.PutInForceAsync(Actor!, rule.PlaybookKey, rule.Key, rule.Revision)), SecondPerson, Main: true)],
        RuleStatus.InForce or RuleStatus.Withdrawn or RuleStatus.Superseded when May(UseCase.EditRules) => [new("change", Open)],
        _ => [],
    };

    protected override void OnRead() => _ = InvokeAsync(ReadRuleAsync);

    protected override async Task OnParametersSetAsync()
    {
        if (_read is not null && _read != Key) await ReadRuleAsync();
    }

    private IEnumerable<RuleStepChoice> InReview()
    {
        if (May(UseCase.EditRules)) yield return new("return", ReturnAsync);
        if (May(UseCase.ReviewRules))
            yield return new("approve", () => StepAsync("InShadowNow", rule => Rules.ApproveAsync(Actor!, rule.PlaybookKey, rule.Key, rule.Revision)), SecondPerson, Main: true);
    }

    private async Task ReadRuleAsync()
    {
        if (Playbook is null) return;
        _read = Key;
        _form.Clear();
        try
        {
            _vocabulary = await Reader.VocabularyAsync(Actor!, Playbook.Key);
            _detail = await Reader.GetAsync(Actor!, Playbook.Key, Key);
            _missing = false;
        }
        catch (NotFoundException)
        {
            (_missing, _detail) = (true, null);
            StateHasChanged();
            return;
        }
        _fits = RuleSetCheck.Check(Newest.Rule, _vocabulary).Count == 0;
        await ReadProofAsync();
        StateHasChanged();
        // These walk through the log; the page is there before them.
        _fired = (await Activity.LastDaysAsync(Actor!, Playbook.Key)).GetValueOrDefault(Key, RuleFirings.None);
        _shadow = await Trials.ShadowReportAsync(Actor!, Playbook.Key, Key);
        StateHasChanged();
    }

    private async Task ReadProofAsync() => _proof = await Verifications.NewestAsync(Actor!, Playbook!.Key);

    private Task Open()
    {
        Navigation.NavigateTo($"/rules/{Key}/edit");
        return Task.CompletedTask;
    }

    private async Task ReturnAsync()
    {
        var note = await ConfirmDialog.AskAsync(Dialogs, new(T["ReturnTitle", Key], T["ReturnText"], T["ReturnConfirm"], T["ReturnKeep"], T["ReturnReason"], Danger: false));
        if (note is not null) await StepAsync("ReturnedNow", rule => Rules.ReturnAsync(Actor!, rule.PlaybookKey, rule.Key, rule.Revision, note));
    }

    private async Task WithdrawAsync()
    {
        var note = await ConfirmDialog.AskAsync(Dialogs, new(T["WithdrawTitle", Key], T[Newest.IsOpen ? "WithdrawDraftText" : "WithdrawText", Newest.Sentence], T["WithdrawConfirm"], T["WithdrawKeep"], T["WithdrawReason"]));
        if (note is not null) await StepAsync("WithdrawnNow", rule => Rules.WithdrawAsync(Actor!, rule.PlaybookKey, rule.Key, rule.Revision, note));
    }

    private async Task StepAsync(string said, Func<ComplianceRule, Task> step)
    {
        if (!await _form.TryAsync(() => step(Newest))) return;
        Waiting.Forget();
        Notices.Show(T[said, Key]);
        // The navigation counts what waits; this page is read again with the rest.
        Current.Refresh();
    }

    /// <summary>A step of the life cycle that the person may take, or why not.</summary>
    private sealed record RuleStepChoice(string Name, Func<Task> Run, string? Why = null, bool Main = false);
}
