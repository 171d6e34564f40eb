using System.Security.Cryptography;
using System.Text;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Conversations;

/// <summary>Opens, continues and closes conversations. Answered means stored.</summary>
public sealed class ConversationService(ConversationStore store, IConfigurations configurations, LogSource source, TimeProvider time)
{
    private static readonly string[] Executions = ["followed", "edited", "overridden"];

    public async Task<Answer> OpenAsync(OpenConversation command, RequestIdentity identity, CancellationToken cancellationToken = default)
    {
        var active = configurations.Find(command.Playbook) ?? throw new NotFoundException("playbook", command.Playbook);
        var id = IdOf(command.Scope, identity.Key);
        Validate(command);
        var facts = FactReading.Of(command.Facts, active.Configuration.Definition);
        return await store.OpenAsync(id, source, identity, async () =>
        {
            if (facts.Protected.Count > 0)
                await store.Protected.SaveFactsAsync(id, time.GetUtcNow(), facts.Protected, cancellationToken);
            var customer = CustomerHash.Of(store.Log, command.CustomerKey);
            var payload = new OpenedPayload(facts.Logged.Count == 0 ? null : facts.Logged, command.Consents, active.Hash, TestingOf(active, customer));
            var answer = AnswerJson.Write(new OpenedAnswer(id), AnswerJson.Default.OpenedAnswer);
            var entry = new NewLogEntry(LogKind.Opened, null, command.At ?? time.GetUtcNow(), LogPayloads.Write(payload), identity.Key, identity.BodyHash, answer);
            var opens = new NewConversation(
                id, command.ExternalId, command.Playbook, customer, command.Channel, command.Jurisdiction, command.TimeZone, command.Locale);
            return (opens, new Plan([(entry, payload)], answer));
        }, cancellationToken);
    }

    private static Dictionary<string, string>? TestingOf(ActiveConfiguration active, byte[] customer)
    {
        if (active.Configuration.Experiments.All(e => e.Plan?.Testers is null))
            return null;
        var hash = Convert.ToHexStringLower(customer);
        var testing = active.Configuration.Experiments.Select(e => (e.Key, Arm: e.Plan?.ArmOfTester(hash))).Where(e => e.Arm is not null)
            .ToDictionary(e => e.Key, e => e.Arm!, StringComparer.Ordinal);
        return testing.Count == 0 ? null : testing;
    }

    public Task<Answer> AddTurnAsync(Guid id, AddTurn command, RequestIdentity identity, CancellationToken cancellationToken = default) =>
        store.ExecuteAsync(id, identity, async conversation =>
        {
            DemandOpen(conversation);
            var active = configurations.Find(conversation.Row.Playbook)!;
            var occurredAt = EventTime(command.At);
            Validate(command, conversation, active.Configuration.Definition);
            var facts = FactReading.Of(command.Facts, active.Configuration.Definition);
            if (facts.Protected.Count > 0)
            {
                await store.Protected.SaveFactsAsync(id, time.GetUtcNow(), facts.Protected, cancellationToken);
                conversation.ProtectedFacts = await store.Protected.LoadFactsAsync(id, null, cancellationToken);
            }

            var breaches = Breaches(conversation, active, command, occurredAt);
            var turn = conversation.NextTurn;
            if (command.Text is { Length: > 0 } text)
                await store.Protected.SaveTextAsync(id, turn, text, cancellationToken);
            var payload = new TurnPayload(
                command.Speaker, Unlabelled.Store(command.Acts), command.Product, command.Sentiment, facts.Logged.Count == 0 ? null : facts.Logged,
                command.DecisionId, command.DecisionId is null ? null : command.Execution ?? "followed", command.Executed, command.Text is { Length: > 0 }, breaches);
            var answer = AnswerJson.Write(new TurnAnswer(id, turn), AnswerJson.Default.TurnAnswer);
            var entry = new NewLogEntry(LogKind.Turn, turn, occurredAt, LogPayloads.Write(payload), identity.Key, identity.BodyHash, answer);
            return new Plan([(entry, payload)], answer);
        }, cancellationToken);

    /// <summary>Writes consents given or revoked; rules count them from their event time, also in other conversations of the customer.</summary>
    public Task<Answer> ConsentAsync(
        Guid id, IReadOnlyList<ConsentPayload> consents, DateTimeOffset? at, RequestIdentity identity, CancellationToken cancellationToken = default) =>
        store.ExecuteAsync(id, identity, conversation =>
        {
            DemandOpen(conversation);
            var occurredAt = EventTime(at);
            var payload = new ConsentsPayload(consents);
            var answer = AnswerJson.Write(new ConsentAnswer(id, consents.Count), AnswerJson.Default.ConsentAnswer);
            var entry = new NewLogEntry(LogKind.Consent, null, occurredAt, LogPayloads.Write(payload), identity.Key, identity.BodyHash, answer);
            return ValueTask.FromResult(new Plan([(entry, payload)], answer));
        }, cancellationToken);

    public Task<Answer> CloseAsync(Guid id, RequestIdentity identity, CancellationToken cancellationToken = default) =>
        store.ExecuteAsync(id, identity, conversation =>
        {
            DemandOpen(conversation);
            var payload = new EndedPayload("closed by the client");
            var answer = AnswerJson.Write(new ClosedAnswer(id, Closed: true), AnswerJson.Default.ClosedAnswer);
            var entry = new NewLogEntry(LogKind.Closed, null, time.GetUtcNow(), LogPayloads.Write(payload), identity.Key, identity.BodyHash, answer);
            return ValueTask.FromResult(new Plan([(entry, payload)], answer));
        }, cancellationToken);

    /// <summary>Writes expired or window-ended, unless the conversation has moved on meanwhile.</summary>
    internal Task EndAsync(Guid id, LogKind kind, Func<Conversation, bool> stillDue) =>
        store.ExecuteAsync(id, null, conversation =>
        {
            if (!stillDue(conversation))
                return ValueTask.FromResult(new Plan([], default));
            var payload = new EndedPayload(kind == LogKind.Expired ? "no entry for the idle time" : "attribution window over");
            var entry = new NewLogEntry(kind, null, time.GetUtcNow(), LogPayloads.Write(payload));
            return ValueTask.FromResult(new Plan([(entry, payload)], default));
        }, CancellationToken.None);

    /// <summary>Event time of the client, checked against the clock.</summary>
    internal DateTimeOffset EventTime(DateTimeOffset? at)
    {
        var now = time.GetUtcNow();
        if (at is { } given && (given > now.AddMinutes(5) || given < now.AddDays(-30)))
            throw new ValidationException("at", "Must lie between 30 days ago and 5 minutes from now; leave it out to use the studio's clock.");
        return at?.ToUniversalTime() ?? now;
    }

    /// <summary>Rules in force that a turn of the agent breaks. A turn that carries out its decision as it was drawn passed the filter already.</summary>
    private IReadOnlyList<BreachPayload>? Breaches(Conversation conversation, ActiveConfiguration active, AddTurn turn, DateTimeOffset at)
    {
        if (turn.Speaker != Speaker.Agent)
            return null;
        var compiled = CompiledConfiguration.Of(active);
        int? drawn = turn.DecisionId is { } decision && conversation.Decisions.TryGetValue(decision, out var number) ? number : null;
        var acts = turn.Acts ?? [];
        if (compiled.Rules.Said(drawn, turn.Executed, acts, turn.Product) is not { } move)
            return null;
        if (drawn is { } followed && turn.Execution is null or "followed" && turn.Executed is null && (acts.Count == 0 || acts.SequenceEqual(compiled.Action(followed).Acts, StringComparer.Ordinal)))
            return null;
        var history = compiled.Rules.ReadsHistory ? CustomerHistory.Read(store.Log, conversation.Row) : CustomerHistory.None;
        return compiled.Rules.Breaches(new(conversation, history, null, at), move) is { Count: > 0 } breaches ? breaches : null;
    }

    internal static void DemandOpen(Conversation conversation)
    {
        if (conversation.Status != ConversationStatus.Open)
        {
            throw new RequestConflictException(conversation.Status == ConversationStatus.Closed
                ? "This conversation is closed. Open a new one; outcomes can still be reported."
                : "This conversation has expired without an entry for the idle time. Open a new one; outcomes can still be reported.");
        }
    }

    // The id is a function of who asks and the idempotency key, so that a repeated request finds the conversation without an index of keys.
    private Guid IdOf(string scope, UInt128 key)
    {
        var hash = HMACSHA256.HashData(store.Log.Secret.Span, Encoding.UTF8.GetBytes($"conversation|{scope}|{key:x32}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    private static void Validate(OpenConversation command)
    {
        var errors = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        Limit(errors, "customerKey", command.CustomerKey, 1, 200);
        Limit(errors, "channel", command.Channel, 1, 40);
        Limit(errors, "externalId", command.ExternalId, 0, 200);
        Limit(errors, "jurisdiction", command.Jurisdiction, 0, 20);
        Limit(errors, "locale", command.Locale, 0, 35);
        if (command.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            errors["timeZone"] = ["Must be an IANA time zone such as Europe/Vienna, or left out."];
        if (errors.Count > 0)
            throw new ValidationException(errors);
    }

    private static void Validate(AddTurn command, Conversation conversation, PlaybookPart playbook)
    {
        var errors = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (command.Acts?.Count > 20 || command.Acts?.Any(a => a is null or { Length: 0 or > 100 }) == true)
            errors["acts"] = ["At most 20 acts of 1 to 100 characters each."];
        if (command.Sentiment is { } mood && mood is not (>= -1 and <= 1))
            errors["sentiment"] = ["Must be a number from -1 to 1, or left out."];
        if (command.Text is { Length: > 10_000 })
            errors["text"] = ["At most 10,000 characters."];
        if (command.DecisionId is { } decision && !conversation.Decisions.ContainsKey(decision))
            errors["decisionId"] = ["This decision does not belong to this conversation."];
        if (command.DecisionId is not null && command.Speaker != Speaker.Agent)
            errors["speaker"] = ["Only an agent turn can carry out a decision."];
        if (command.Execution is { } execution && (command.DecisionId is null || !Executions.Contains(execution, StringComparer.Ordinal)))
            errors["execution"] = ["Must be followed, edited or overridden, together with decisionId."];
        if (command is { Execution: "overridden", Executed: null })
            errors["executed"] = ["Name the action that was carried out instead of the drawn one."];
        if (command.Executed is { } executed && !playbook.Actions.Any(a => a.Key == executed))
            errors["executed"] = ["Must be the key of an action of this playbook."];
        if (errors.Count > 0)
            throw new ValidationException(errors);
    }

    private static void Limit(Dictionary<string, IReadOnlyList<string>> errors, string field, string? value, int least, int most)
    {
        if ((value?.Length ?? 0) < least || value?.Length > most)
            errors[field] = [least == 0 ? $"At most {most} characters." : $"Must have {least} to {most} characters."];
    }
}
