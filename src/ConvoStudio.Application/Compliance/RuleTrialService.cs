using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Compliance;

/// <summary>Holds a rule against decisions that were made: a preview of one being written, and the report of one in shadow.</summary>
/// <remarks>Whoever writes rules must not learn from them who is what: of a rule about a protected fact only counts are shown, and those only above the minimum cell.</remarks>
public sealed class RuleTrialService(IDecisionLog log, IProtectedStore protectedStore, IConfigurations configurations, PlaybookService playbooks, RuleReader rules)
{
    public const int MinimumCell = 20;
    public const int MostDecisions = 10_000;
    private const int Page = 200;

    /// <summary>What a rule being written would have blocked in the last decisions.</summary>
    /// <param name="last">How many decisions, 1 to <see cref="MostDecisions"/>.</param>
    /// <exception cref="ValidationException">The rule cannot be used.</exception>
    public async Task<RuleTrial> PreviewAsync(IActor actor, string playbookKey, RuleWriting writing, int last = 1000, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.EditRules);
        new FieldErrors().Require(last is >= 1 and <= MostDecisions, "last", $"1 to {MostDecisions}.").ThrowIfAny();
        var playbook = await playbooks.GetAsync(actor, playbookKey, cancellationToken);
        var rule = RuleReading.Of("preview", 1, writing, RuleFitness.VocabularyOf(playbook)).Demand();
        return await TryAsync(playbook, rule, DateTimeOffset.MinValue, last, cancellationToken);
    }

    /// <summary>What the version in shadow would have blocked since it is there; null when none is.</summary>
    public async Task<RuleTrial?> ShadowReportAsync(IActor actor, string playbookKey, string key, int last = MostDecisions, CancellationToken cancellationToken = default)
    {
        var detail = await rules.GetAsync(actor, playbookKey, key, cancellationToken);
        if (detail.Versions.FirstOrDefault(v => v.Status == RuleStatus.Shadow) is not { ShadowSince: { } since } shadow)
            return null;
        return await TryAsync(await playbooks.GetAsync(actor, playbookKey, cancellationToken), shadow.Rule, since, last, cancellationToken);
    }

    private Task<RuleTrial> TryAsync(Playbook playbook, SentenceRule rule, DateTimeOffset since, int last, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            if (configurations.Find(playbook.Key)?.Configuration is not { } configuration)
                return new RuleTrialCount(rule, []).Result(complete: true);
            // The whole of what the rule could speak of, with nothing else in force.
            var alone = configuration with { Rules = new([], [RuleDocument.PartOf(rule)], null, playbook.RuleTerms), Definition = ConfigurationComposer.DefinitionOf(playbook) };
            var (turn, count) = (new SentenceTurnRules(alone, alone.Rules.Sentences!), new RuleTrialCount(rule, alone.Definition.Facts));
            var keys = alone.Definition.Actions.ToDictionary(a => a.Number, a => a.Key);
            var before = long.MaxValue;
            while (log.ListConversations(playbook.Key, LogSource.Live, before, Page) is { Count: > 0 } rows)
            {
                foreach (var row in rows)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (count.Decisions >= last)
                        return count.Result(complete: true);
                    var facts = await protectedStore.LoadFactsAsync(row.PublicId, null, cancellationToken);
                    Walk(row, facts, turn, since, last, keys, count);
                }

                before = rows[^1].No;
            }

            return count.Result(complete: count.Decisions >= last);
        },
        cancellationToken);

    private void Walk(ConversationRow row, ProtectedFacts facts, SentenceTurnRules rules, DateTimeOffset since, int last, Dictionary<int, string> keys, RuleTrialCount count)
    {
        var conversation = new Conversation(row, ProtectedFacts.None);
        count.Begin();
        foreach (var entry in log.ReadConversation(row.No))
        {
            var payload = LogPayloads.Read(entry);
            if (payload is DecisionPayload decision && entry.Kind == LogKind.Decision && decision.EvaluatedAt >= since && count.Decisions < last)
            {
                conversation.ProtectedFacts = facts.Moments.Count == 0 ? facts : new([.. facts.Moments.Where(m => m.At <= decision.EvaluatedAt)]);
                var history = rules.ReadsHistory ? CustomerHistory.Read(log, row, entry.Sequence) : CustomerHistory.None;
                var answer = rules.Filter(new(conversation, history, decision.Offered, decision.EvaluatedAt));
                count.Add(row, decision, answer, keys);
            }

            conversation.Apply(entry.Sequence, new NewLogEntry(entry.Kind, entry.Turn, entry.OccurredAt, entry.Payload), payload);
        }

        count.End();
    }
}
