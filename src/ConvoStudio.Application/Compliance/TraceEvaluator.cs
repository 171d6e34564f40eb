using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Compliance;

/// <summary>One event of a trace somebody wrote down.</summary>
/// <param name="Kind">agent, customer, facts, consent or cleared.</param>
/// <param name="Earlier">It belongs to another conversation of the customer.</param>
public sealed record WrittenEvent(
    TraceEventKind Kind, DateTimeOffset At, IReadOnlyList<string>? Acts = null, string? Product = null, IReadOnlyDictionary<string, FactValue>? Facts = null,
    string? Purpose = null, string? Channel = null, bool Granted = false, bool Earlier = false);

/// <summary>A trace to be judged.</summary>
public sealed record WrittenTrace(IReadOnlyList<WrittenEvent> Events, string? Channel = null, string? Jurisdiction = null, string? Segment = null, string? TimeZone = null);

/// <summary>What a rule says of an agent's turn.</summary>
/// <param name="Event">Place of the turn among the events, from 0.</param>
public sealed record TraceJudgement(int Event, string Rule, int Version, RuleAnswer Answer, string Sentence);

/// <summary>Judges a written trace: every agent turn against every rule, in the order of their times.</summary>
public sealed class TraceEvaluator(PlaybookService playbooks, RuleReader rules)
{
    public const int MostEvents = 1000;

    /// <param name="writing">A rule to judge by; null for the live rules of the playbook.</param>
    /// <returns>Broken and undecided rules, in the order of the turns.</returns>
    /// <exception cref="ValidationException">The rule or an event is wrong.</exception>
    public async Task<IReadOnlyList<TraceJudgement>> EvaluateAsync(
        IActor actor, string playbookKey, WrittenTrace trace, RuleWriting? writing = null, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.EditRules);
        var playbook = await playbooks.GetAsync(actor, playbookKey, cancellationToken);
        var vocabulary = await rules.VocabularyAsync(actor, playbookKey, cancellationToken);
        Check(trace, vocabulary);
        IReadOnlyList<SentenceRule> judged = writing is null
            ? [.. playbook.Rules.Where(r => r.Status == RuleStatus.InForce).Select(r => r.Rule)]
            : [RuleReading.Of("trace", 1, writing, vocabulary).Demand()];
        return Judge(new RuleSet(judged, vocabulary), new PlaybookMoves(ConfigurationComposer.DefinitionOf(playbook), playbook.RuleTerms), trace, playbook.RuleTerms);
    }

    private static List<TraceJudgement> Judge(RuleSet set, PlaybookMoves moves, WrittenTrace trace, RuleTerms? terms)
    {
        var judgements = new List<TraceJudgement>();
        var state = set.Open();
        var days = terms?.Holidays is { } all ? all.GetValueOrDefault(trace.Jurisdiction ?? RuleTerms.AnyJurisdiction) ?? all.GetValueOrDefault(RuleTerms.AnyJurisdiction) : null;
        foreach (var (written, place) in trace.Events.Select((e, i) => (e, i)).OrderBy(e => e.e.At).ThenBy(e => e.i))
        {
            var move = written.Kind == TraceEventKind.Agent ? moves.Said(null, null, written.Acts ?? [], written.Product) : new RuleMove([.. written.Acts ?? []]) { Product = written.Product };
            if (written is { Kind: TraceEventKind.Agent, Earlier: false })
            {
                var now = new RuleSituation(written.At.UtcTicks)
                {
                    UtcOffset = ZoneOffset.At(trace.TimeZone, written.At.UtcTicks),
                    Channel = trace.Channel,
                    Jurisdiction = trace.Jurisdiction,
                    Segment = trace.Segment,
                    Holidays = days?.ToHashSet(),
                };
                for (var i = 0; i < set.Rules.Count; i++)
                    if (set.Judge(i, state, now, move) is not RuleAnswer.Kept and var answer)
                        judgements.Add(new(place, set.Rules[i].Key, set.Rules[i].Version, answer, RuleText.Render(set.Rules[i])));
            }

            set.Step(state, new TraceEvent(written.Kind, written.At.UtcTicks, place)
            {
                Move = written.Kind is TraceEventKind.Agent or TraceEventKind.Customer ? move : null,
                Facts = written.Facts,
                Purpose = written.Purpose,
                Channel = written.Kind == TraceEventKind.Consent ? written.Channel : written.Channel ?? trace.Channel,
                Granted = written.Granted,
                Earlier = written.Earlier,
            });
        }

        return judgements;
    }

    private static void Check(WrittenTrace trace, RuleVocabulary vocabulary)
    {
        var errors = new FieldErrors().Require(trace.Events.Count is > 0 and <= MostEvents, "events", $"1 to {MostEvents} events.");
        for (var i = 0; i < Math.Min(trace.Events.Count, MostEvents); i++)
        {
            var written = trace.Events[i];
            foreach (var act in (written.Acts ?? []).Where(a => !vocabulary.Acts.Contains(a)))
                errors.Require(holds: false, $"events[{i}].acts", $"The playbook has no act {act}.");
            foreach (var fact in (written.Facts?.Keys ?? []).Where(f => vocabulary.Facts.All(known => known.Key != f)))
                errors.Require(holds: false, $"events[{i}].facts.{fact}", $"The playbook has no fact {fact}.");
            errors.Require(written.Kind != TraceEventKind.Consent || vocabulary.Purposes.Contains(written.Purpose ?? ""), $"events[{i}].purpose", "Must be a purpose of consent of this playbook.");
        }

        errors.ThrowIfAny();
    }
}
