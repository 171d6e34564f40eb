using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Compliance.Proxies;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Application.Compliance;

/// <summary>Tests, for a do-not-use rule, whether what policies do read tells the groups of the fact they must not read.</summary>
public sealed class ProxyService(IDecisionLog log, IProtectedStore protectedStore, IConfigurations configurations, RuleReader rules)
{
    public const int MinimumCell = RuleTrialService.MinimumCell;
    public const int MostConversations = 5000;
    public const int Shuffles = 999;
    private const int Page = 200;
    private const int NumberGroups = 4;
    private readonly ParityGroups _groups = new(log, protectedStore);

    /// <summary>Tests over the newest conversations.</summary>
    /// <exception cref="ValidationException">The rule is of another kind, or the playbook is not in force yet.</exception>
    public async Task<ProxyReport> TestAsync(IActor actor, string playbookKey, string ruleKey, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadDecisions);
        if ((await rules.GetAsync(actor, playbookKey, ruleKey, cancellationToken)).Newest.Rule.Body is not DoNotUseRule rule)
            throw new ValidationException("rule", "This rule does not say which fact must not be used.");
        var active = configurations.Find(playbookKey) ?? throw new ValidationException("playbook", "The playbook is not in force yet, so there are no conversations.");
        return await Task.Run(() => TestAsync(active.Configuration, rule.Fact, cancellationToken), cancellationToken);
    }

    internal async Task<ProxyReport> TestAsync(PlaybookConfiguration configuration, string fact, CancellationToken cancellationToken)
    {
        var (encoder, rows) = (new ContextEncoder(configuration.Encoder), new List<(FactValue Fact, double[] Values)>());
        var (seen, before) = (0, long.MaxValue);
        while (seen < MostConversations && log.ListConversations(configuration.Playbook, LogSource.Live, before, Page) is { Count: > 0 } found)
        {
            foreach (var row in found)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (value, state) = await _groups.ReadAsync(row, fact, cancellationToken);
                if (value is { } known)
                    rows.Add((known, encoder.Encode(state).Values.ToArray()));
            }

            (seen, before) = (seen + found.Count, found[^1].No);
        }

        return Report(configuration.Encoder, fact, rows, cancellationToken);
    }

    private static ProxyReport Report(EncoderSchema encoder, string fact, List<(FactValue Fact, double[] Values)> rows, CancellationToken cancellationToken)
    {
        var names = Names([.. rows.Select(r => r.Fact)]);
        var groups = names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() >= MinimumCell).Select(g => g.Key).Order(StringComparer.Ordinal).ToList();
        var hidden = names.Distinct(StringComparer.Ordinal).Count() - groups.Count;
        var kept = Enumerable.Range(0, rows.Count).Where(i => groups.Contains(names[i], StringComparer.Ordinal)).ToList();
        if (groups.Count < 2)
            return new(fact, kept.Count, groups.Count, hidden, null);
        var facts = encoder.Slots.Select((slot, number) => (slot, number))
            .Where(s => s.slot.Source is >= SlotSource.FactKnown and <= SlotSource.FactFlag && s.slot.Key != fact).GroupBy(s => s.slot.Key, StringComparer.Ordinal)
            .Select(f => new ProxyFact(f.Key, [.. f.Select(s => kept.Select(i => rows[i].Values[s.number]).ToArray())])).ToList();
        // The same conversations give the same p.
        var random = new SplitMix64(1);
        return new(fact, kept.Count, groups.Count, hidden, ProxyTest.Run(facts, [.. kept.Select(i => groups.IndexOf(names[i]))], ref random, Shuffles, cancellationToken));
    }

    /// <summary>Numbers are grouped at their quartiles; a group a number would make groups of one.</summary>
    private static string[] Names(FactValue[] facts)
    {
        double[] numbers = [.. facts.Where(f => f.Kind == FactValueKind.Number).Select(f => f.Number).Order()];
        return Array.ConvertAll(facts, f => f.Kind == FactValueKind.Number
            ? $"{Enumerable.Range(1, NumberGroups - 1).Count(q => f.Number >= numbers[numbers.Length * q / NumberGroups])}"
            : ParityGroups.Name(f));
    }
}
