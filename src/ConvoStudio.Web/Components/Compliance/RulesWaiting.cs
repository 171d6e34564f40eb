using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Home;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Compliance;

/// <summary>Rules that wait for a second person, for whoever may review them; rules that were sent back, for whoever wrote them.</summary>
internal sealed class RulesWaiting(RuleReader rules, IStringLocalizer<ComplianceTexts> texts) : IHomeSource
{
    private const string Page = "/rules";
    private const int Most = 50;

    public async Task<IReadOnlyList<HomeItem>> FindAsync(IActor actor, PlaybookListItem? playbook)
    {
        if (playbook is null || !RoleTable.Allows(actor, UseCase.EditRules)) return [];
        List<HomeItem> items = [];
        if (RoleTable.Allows(actor, UseCase.ReviewRules))
            items.AddRange((await ListAsync(actor, playbook, RuleStatus.InReview)).Where(rule => !Wrote(actor, rule))
                .Select(rule => Item(rule, Icon.Eye, texts["WaitsReview", rule.Key], Meaning.Info)));
        items.AddRange((await ListAsync(actor, playbook, RuleStatus.Draft)).Where(rule => rule.Note is not null && Wrote(actor, rule))
            .Select(rule => Item(rule, Icon.Comment, texts["WaitsAuthor", rule.Key], Meaning.Warn)));
        return items;
    }

    private async Task<IEnumerable<ComplianceRule>> ListAsync(IActor actor, PlaybookListItem playbook, RuleStatus status) =>
        (await rules.ListAsync(actor, playbook.Key, new RuleQuery(Status: status, Take: Most))).Lines.Select(line => line.Newest).Where(rule => rule.Status == status);

    private static bool Wrote(IActor actor, ComplianceRule rule) => rule.AuthorIds.Contains(actor.Id, StringComparer.Ordinal);

    private static HomeItem Item(ComplianceRule rule, string icon, string title, Meaning meaning) =>
        new(HomePlace.Waits, meaning, icon, title, rule.Sentence, Page, $"{Page}/{rule.Key}", rule.ChangedAt);
}
