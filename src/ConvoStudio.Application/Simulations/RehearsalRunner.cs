using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;
using ConvoStudio.Engine.Simulation;

namespace ConvoStudio.Application.Simulations;

/// <summary>What a rehearsal is a function of. Same plan, same bytes.</summary>
/// <param name="Configuration">The playbook with the experiment to rehearse set to running.</param>
/// <param name="Blobs">Parameter blobs its policies name.</param>
public sealed record RehearsalPlan(PlaybookConfiguration Configuration, IReadOnlyList<LogBlob> Blobs, ICustomerModel Customers, int Conversations, int Seed);

/// <summary>A studio in a bottle: simulated customers talk to the real decision code on a log and a clock of their own, the learner stepped in lockstep.</summary>
public sealed class RehearsalRunner : IAsyncDisposable
{
    private const int MostAgentTurns = 40;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan BetweenTurns = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenConversations = TimeSpan.FromSeconds(45);
    private readonly RehearsalPlan _plan;
    private readonly VirtualClock _clock;
    private readonly HashSet<string> _facts;
    private int _requests;

    private RehearsalRunner(RehearsalPlan plan, VirtualClock clock, Studio studio)
    {
        (_plan, _clock, Studio) = (plan, clock, studio);
        _facts = plan.Configuration.Definition.Facts.Where(f => !f.Archived).Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
    }

    public Studio Studio { get; }

    /// <summary>Opens the bottle on a new file.</summary>
    /// <param name="path">A file that does not exist.</param>
    /// <param name="pace">The real clock: frames say when they were made, whatever the virtual one shows.</param>
    public static async Task<RehearsalRunner> OpenAsync(RehearsalPlan plan, string path, TimeProvider pace, CancellationToken cancellationToken = default)
    {
        var clock = new VirtualClock(Start);
        Span<byte> seed = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(seed, plan.Seed);
        var options = new LogOptions { Path = path, Durable = false, NewSecret = SHA256.HashData(seed) };
        var studio = await Studio.OpenAsync(
            new StudioParts(SqliteDecisionLog.Open(options, clock), LogSource.Simulated, new MemoryProtectedStore(), new SeededIdSource(plan.Seed), clock, pace),
            cancellationToken);
        var runner = new RehearsalRunner(plan, clock, studio);
        await studio.Configurations.ActivateAsync(plan.Configuration, "rehearsal", plan.Blobs, cancellationToken);
        return runner;
    }

    /// <summary>Plays every conversation.</summary>
    /// <param name="played">Told after each conversation how many are done.</param>
    public async Task RunAsync(Func<int, ValueTask>? played, CancellationToken cancellationToken)
    {
        for (var i = 0; i < _plan.Conversations; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await PlayAsync(i);
            await Studio.Learner.AdvanceAsync(CancellationToken.None);
            await SteerAsync();
            if (played is not null)
                await played(i + 1);
        }

        Studio.Metrics.Fold();
    }

    public ValueTask DisposeAsync() => Studio.DisposeAsync();

    // In step with the conversations, so that the same seed moves the same shares at the same place.
    private async Task SteerAsync()
    {
        if (_plan.Configuration.Experiments.All(e => e.Plan is null or { Allocation: null, Guardrails.Count: 0 }))
            return;
        Studio.Metrics.Fold();
        foreach (var breach in Studio.Guardrails.FindNew())
        {
            var configuration = Studio.Configurations.Find(breach.Playbook)!.Configuration;
            await Studio.Configurations.ActivateAsync(
                configuration with { Version = configuration.Version + 1, Experiments = [.. configuration.Experiments.Select(e => After(e, breach))] }, "guardrail");
            await Studio.Guardrails.RecordAsync(breach);
        }

        await Studio.Reallocator.AdvanceAsync();
    }

    private static ExperimentPart After(ExperimentPart experiment, GuardrailPayload breach)
    {
        if (experiment.Key != breach.Experiment)
            return experiment;
        return GuardrailActions.PausesAll(breach, experiment.Arms.Count)
            ? experiment with { Running = false }
            : experiment with { Epoch = experiment.Epoch + 1, Arms = [.. experiment.Arms.Where(a => a.Key != breach.Arm)] };
    }

    private async Task PlayAsync(int number)
    {
        var customer = _plan.Customers.Start(new Random(HashOf(number)));
        var id = await OpenConversationAsync(customer, number);
        if (customer.Opening is { } opening)
            await SayAsync(id, new AddTurn(Speaker.Customer, opening.Acts, Sentiment: opening.Sentiment));
        for (var turn = 0; turn < MostAgentTurns && !customer.Ended; turn++)
        {
            var decision = Read(await Studio.Decisions.DecideAsync(id, null, Next()), AnswerJson.Default.DecisionAnswer);
            await SayAsync(id, new AddTurn(Speaker.Agent, decision.Action.Acts, decision.Action.Product, DecisionId: decision.DecisionId));
            if (decision.Forced)
                break;
            var response = customer.Respond(decision.Action.Acts, decision.Action.Product);
            if (response.Answered)
                await SayAsync(id, new AddTurn(Speaker.Customer, response.Acts, Sentiment: response.Sentiment));
        }

        var outcome = customer.Finish();
        if (outcome.Value is { } value)
            await Studio.Outcomes.RecordAsync(id, new RecordOutcome(OutcomeMetric.Value, value), Next());
        await Studio.Outcomes.RecordAsync(id, new RecordOutcome(OutcomeMetric.Converted, outcome.Converted ? 1 : 0, Final: true), Next());
        await Studio.Conversations.CloseAsync(id, Next());
        _clock.Advance(BetweenConversations);
    }

    private async Task<Guid> OpenConversationAsync(ISimulatedCustomer customer, int number)
    {
        var facts = customer.Facts.Where(f => _facts.Contains(f.Key) && f.Value.IsKnown)
            .ToDictionary(f => f.Key, f => ToJson(f.Value), StringComparer.Ordinal);
        var command = new OpenConversation(
            "rehearsal", _plan.Configuration.Playbook, string.Create(CultureInfo.InvariantCulture, $"simulated-{number}"), null, "simulated", null, null, null, facts, null);
        return Read(await Studio.Conversations.OpenAsync(command, Next()), AnswerJson.Default.OpenedAnswer).ConversationId;
    }

    private async Task SayAsync(Guid id, AddTurn turn)
    {
        await Studio.Conversations.AddTurnAsync(id, turn, Next());
        _clock.Advance(BetweenTurns);
    }

    private RequestIdentity Next() => RequestIdentity.Of((++_requests).ToString(CultureInfo.InvariantCulture), "rehearsal", []);

    private static T Read<T>(Answer answer, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) => JsonSerializer.Deserialize(answer.Body.Span, type)!;

    private static JsonElement ToJson(FactValue value) => value.Kind switch
    {
        FactValueKind.Number => JsonSerializer.SerializeToElement(value.Number),
        FactValueKind.Flag => JsonSerializer.SerializeToElement(value.Number != 0),
        _ => JsonSerializer.SerializeToElement(value.Word),
    };

    private int HashOf(int number)
    {
        Span<byte> message = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(message, _plan.Seed);
        BinaryPrimitives.WriteInt32BigEndian(message[4..], number);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(message, hash);
        return BinaryPrimitives.ReadInt32BigEndian(hash);
    }
}
