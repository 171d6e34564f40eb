using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Compliance.Parity;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Home;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Compliance;

/// <summary>What rules do to the conversations of the day: a rule that cannot be evaluated, turns of which only the fallback is left, and conversations that wait for a person.</summary>
internal sealed class RulesUnwell(RuleWatch watch, ParityWatch parity, IDecisionLog log, IStringLocalizer<ComplianceTexts> texts) : IHomeSource
{
    private const string Rules = "/rules";
    private const string Parity = "/parity";
    private const string Conversations = "/conversations";
    private const int MostWaiting = 20;

    public Task<IReadOnlyList<HomeItem>> FindAsync(IActor actor, PlaybookListItem? playbook)
    {
        List<HomeItem> items = [];
        if (playbook is not null)
        {
            var may = RoleTable.Allows(actor, UseCase.ReadDecisions);
            AddUnhealthy(items, watch.Alarms(playbook.Key), may, Meaning.Bad, Icon.Harm, "RuleAlarm");
            AddUnhealthy(items, watch.Fallbacks(playbook.Key), may, Meaning.Warn, Icon.Block, "AllBlocked");
            if (may)
                items.AddRange(parity.Latest(playbook.Key).Where(reading => reading is { Shadow: false, Result.Verdict: ParityVerdict.Broken }).Select(Apart));
            if (RoleTable.Allows(actor, UseCase.ReadConversations))
                items.AddRange(watch.Waiting(playbook.Key).Where(waiting => waiting.Rules.Any(rule => MayFree(actor, rule))).Take(MostWaiting).Select(Waits).OfType<HomeItem>());
        }
        return Task.FromResult<IReadOnlyList<HomeItem>>(items);
    }

    // One line for all of a day: the newest leads to its decision, or to the rule where the person may not read decisions.
    private void AddUnhealthy(List<HomeItem> items, IReadOnlyList<WatchedDecision> decisions, bool may, Meaning meaning, string icon, string words)
    {
        if (decisions is not [var newest, ..]) return;
        var rules = decisions.SelectMany(decision => decision.Blocks.Blocked ?? []).Select(blocked => blocked.Rule).Where(rule => rule.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var href = may ? $"/decisions/{newest.DecisionId}" : rules is [var first, ..] ? $"{Rules}/{Uri.EscapeDataString(first)}" : Rules;
        var count = decisions.Count == RuleWatch.Most ? texts["AtLeast", Numbers.Count(RuleWatch.Most)].Value : Numbers.Count(decisions.Count);
        items.Add(new(HomePlace.Unhealthy, meaning, icon, texts[$"{words}Title"], texts[$"{words}Text", count, string.Join(", ", rules.Take(5))], Rules, href, newest.At));
    }

    private HomeItem Apart(ParityReading reading) =>
        new(HomePlace.Unhealthy, Meaning.Bad, Icon.Parity, texts["ParityBrokenTitle"], reading.Sentence, Parity, Parity);

    private HomeItem? Waits((WatchedDecision Decision, IReadOnlyList<RuleWait> Rules) waiting) => log.FindConversation(waiting.Decision.ConversationNo) is { } row
        ? new(HomePlace.Waits, Meaning.Warn, Icon.User, texts[waiting.Rules.Any(rule => rule.Role is not null) ? "WaitsApproval" : "WaitsClearing", row.ExternalId ?? row.PublicId.ToString("N")[..8]],
            waiting.Rules[0].Sentence, Conversations, $"{Conversations}/{row.PublicId}", waiting.Decision.At)
        : null;

    private static bool MayFree(IActor actor, RuleWait rule) => rule.Role is { } role ? actor.Roles.Contains(role, StringComparer.Ordinal) : RoleTable.Allows(actor, UseCase.ClearHandOver);
}
