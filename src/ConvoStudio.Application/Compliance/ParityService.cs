using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Compliance.Parity;
using ConvoStudio.Engine.Compliance.Sentences.Rules;

namespace ConvoStudio.Application.Compliance;

/// <summary>What the log says of a parity rule.</summary>
/// <param name="Result">The verdict, with the groups that lie furthest apart.</param>
/// <param name="Groups">Groups at or above the minimum cell; the others are not shown, nor is any sum that would tell them.</param>
/// <param name="Hidden">How many groups are not shown.</param>
public sealed record ParityReport(ParityResult Result, IReadOnlyList<ParityGroup> Groups, int Hidden);

/// <summary>Rates per group of a fact that nobody may see of a person: joined here, handed out only as cells above the minimum.</summary>
public sealed class ParityService(IDecisionLog log, IProtectedStore protectedStore, RuleReader rules, ParityWatch watch)
{
    public const int MinimumCell = RuleTrialService.MinimumCell;
    public const int MostConversations = 20_000;
    private const int Page = 200;
    private readonly ParityGroups _groups = new(log, protectedStore);

    /// <summary>What the monitors of the parity rules in force and in shadow say now, since the champion answers; the largest gap first.</summary>
    public async Task<IReadOnlyList<ParityReading>> WatchAsync(IActor actor, string playbookKey, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadDecisions);
        return await Task.Run(() => watch.AdvanceAsync(playbookKey, cancellationToken), cancellationToken);
    }

    /// <summary>Compares the groups over the newest conversations.</summary>
    /// <param name="conversations">How many conversations, at most <see cref="MostConversations"/>.</param>
    /// <exception cref="ValidationException">The rule is of another kind.</exception>
    public async Task<ParityReport> CompareAsync(IActor actor, string playbookKey, string ruleKey, int conversations = MostConversations, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadDecisions);
        var newest = (await rules.GetAsync(actor, playbookKey, ruleKey, cancellationToken)).Newest;
        if (newest.Rule.Body is not ParityRule parity)
            throw new ValidationException("rule", "This rule does not compare groups.");
        return await Task.Run(() => CompareAsync(playbookKey, parity, Math.Clamp(conversations, 1, MostConversations), cancellationToken), cancellationToken);
    }

    internal async Task<ParityReport> CompareAsync(string playbook, ParityRule rule, int conversations, CancellationToken cancellationToken)
    {
        var groups = new SortedDictionary<string, (long Conversations, long Said)>(StringComparer.Ordinal);
        var (seen, before) = (0, long.MaxValue);
        while (seen < conversations && log.ListConversations(playbook, LogSource.Live, before, Math.Min(Page, conversations - seen)) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (fact, state) = await _groups.ReadAsync(row, rule.Fact, cancellationToken);
                // A conversation of which the fact is not known belongs to no group.
                if (fact is not { } known)
                    continue;
                var group = groups.GetValueOrDefault(ParityGroups.Name(known));
                groups[ParityGroups.Name(known)] = (group.Conversations + 1, group.Said + (rule.Acts.Any(state.AgentActs.ContainsKey) ? 1 : 0));
            }

            (seen, before) = (seen + rows.Count, rows[^1].No);
        }

        return Report(rule, [.. groups.Select(g => new ParityGroup(g.Key, g.Value.Conversations, g.Value.Said))]);
    }

    private static ParityReport Report(ParityRule rule, IReadOnlyList<ParityGroup> groups)
    {
        var shown = groups.Where(g => g.Conversations >= MinimumCell).ToList();
        var counted = rule with { MinimumCount = Math.Max(rule.MinimumCount, MinimumCell) };
        return new(ParityResult.Of(counted, groups), shown, groups.Count - shown.Count);
    }
}
