using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.Outcomes;

/// <summary>Finds the conversation of a late outcome, by index; stores nothing.</summary>
internal sealed class OutcomeMatcher(IDecisionLog log, IConfigurations configurations)
{
    // Clocks of two systems differ, and a till may stamp a sale just before the chat says hello.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(15);

    // Of one customer; older ones are not looked at.
    private const int MostConversations = 1000;

    /// <returns>The conversation, or the reason why there is none.</returns>
    public (ConversationRow? Row, LateOutcomeResult? Reason) Find(LateOutcome outcome, int withinDays)
    {
        if (outcome.Playbook is { } playbook && configurations.Find(playbook) is null)
            return No(OutcomeReason.NoSuchPlaybook, $"There is no playbook {playbook}.");
        var match = outcome.Match;
        if (match.ConversationId is { } id)
            return ById(id, outcome.Playbook);
        return match.ExternalId is { } external ? ByExternalId(outcome.Playbook!, external) : ByCustomer(outcome.Playbook!, match, withinDays);
    }

    private (ConversationRow?, LateOutcomeResult?) ById(Guid id, string? playbook)
    {
        if (log.FindConversation(id) is not { } row)
            return No(OutcomeReason.NoSuchConversation, "There is no conversation with this id.");
        if (log.IsWithdrawn(row))
            return No(OutcomeReason.Withdrawn, "The import that brought this conversation was undone.");
        return playbook is null || row.Playbook == playbook ? (row, null) : No(OutcomeReason.OtherPlaybook, $"This conversation belongs to the playbook {row.Playbook}.");
    }

    private (ConversationRow?, LateOutcomeResult?) ByExternalId(string playbook, string externalId)
    {
        var all = log.FindByExternalId(playbook, externalId);
        var found = all.Where(row => !log.IsWithdrawn(row)).ToList();
        return found.Count switch
        {
            1 => (found[0], null),
            0 when all.Count > 0 => No(OutcomeReason.Withdrawn, "The import that brought this conversation was undone."),
            0 => No(OutcomeReason.NoSuchConversation, "No conversation of this playbook has this external id."),
            _ => No(OutcomeReason.SeveralMatch, $"{found.Count} conversations of this playbook have this external id; name the conversation by its own id."),
        };
    }

    private (ConversationRow?, LateOutcomeResult?) ByCustomer(string playbook, OutcomeReference match, int withinDays)
    {
        var hash = CustomerHash.Of(log, match.CustomerKey!);
        var found = log.FindByCustomer(playbook, hash, MostConversations).Where(c => !log.IsWithdrawn(c.Row)).ToList();
        if (found.Count == 0)
            return No(OutcomeReason.NoSuchConversation, "This playbook has no conversation of this customer.");
        var at = match.At!.Value;
        var near = found.Where(c => c.OpenedAt <= at + ClockDifference && c.OpenedAt >= at.AddDays(-withinDays)).OrderByDescending(c => c.OpenedAt).ThenByDescending(c => c.Row.No).ToList();
        if (near.Count == 0)
        {
            return No(OutcomeReason.NoConversationNear, string.Create(
                CultureInfo.InvariantCulture, $"No conversation of this customer was opened in the {withinDays} days before {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC."));
        }

        return near.Count > 1 && near[0].OpenedAt == near[1].OpenedAt
            ? No(OutcomeReason.SeveralMatch, "Several conversations of this customer were opened at the very same time; name the conversation by its own id.")
            : (near[0].Row, null);
    }

    private static (ConversationRow?, LateOutcomeResult?) No(string reason, string message) => (null, LateOutcomeResult.No(reason, message));
}
