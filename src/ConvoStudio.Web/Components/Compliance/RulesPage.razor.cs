using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Components.Common;

namespace ConvoStudio.Web.Components.Compliance;

/// <summary>The rules of the playbook, each with the steps it can take next.</summary>
public sealed partial class RulesPage
{
    private readonly FormState _form = new();
    private RulePage? _rules;

    protected override void OnRead() => _ = InvokeAsync(async () =>
    {
        _rules = Playbook is null ? null : await Reader.ListAsync(Actor!, Playbook.Key, new RuleQuery(Take: 1000));
        StateHasChanged();
    });

    private IEnumerable<(string Text, Func<Task> Step)> Steps(ComplianceRule rule)
    {
        if (May(UseCase.EditRules) && rule.Status == RuleStatus.Draft)
            yield return (T["AskForReview"], () => StepAsync(rule, "InReviewNow", () => Rules.SubmitAsync(Actor!, rule.PlaybookKey, rule.Key, rule.Revision)));
        if (May(UseCase.ReviewRules) && rule.Status == RuleStatus.InReview)
            yield return (T["Approve"], () => StepAsync(rule, "InShadowNow", () => Rules.ApproveAsync(Actor!, rule.PlaybookKey, rule.Key, rule.Revision)));
        if (May(UseCase.ReviewRules) && rule.Status == RuleStatus.Shadow)
            yield return (T["PutInForce"], () => StepAsync(rule, "InForceNow", () => Rules.PutInForceAsync(Actor!, rule.PlaybookKey, rule.Key, rule.Revision)));
        if (May(UseCase.EditRules) && rule.Status is not (RuleStatus.Withdrawn or RuleStatus.Superseded))
            yield return (T["Withdraw"], () => WithdrawAsync(rule));
    }

    private async Task WithdrawAsync(ComplianceRule rule)
    {
        var answer = await ConfirmDialog.AskAsync(Dialogs, new(T["WithdrawTitle", rule.Key], T["WithdrawText", rule.Sentence], T["WithdrawConfirm"], T["WithdrawKeep"]));
        if (answer is not null)
            await StepAsync(rule, "WithdrawnNow", () => Rules.WithdrawAsync(Actor!, rule.PlaybookKey, rule.Key, rule.Revision));
    }

    private async Task StepAsync(ComplianceRule rule, string done, Func<Task> step)
    {
        if (await _form.TryAsync(step))
            Notices.Show(T[done, rule.Key]);
        await ReadAsync();
    }
}
