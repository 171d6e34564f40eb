using System.Text;
using System.Text.Json;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Compliance;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace ConvoStudio.Application.Tests.Studios;

/// <summary>A studio on a log of its own in a temporary folder, with a small playbook; can be closed and opened again.</summary>
public sealed class StudioHarness : IAsyncDisposable
{
    public const string Playbook = "cards";
    private readonly string _folder = Directory.CreateTempSubdirectory("convostudio-").FullName;
    private readonly MemoryProtectedStore _protected = new();
    private readonly SeededIdSource _ids = new(7);
    private int _keys;

    private StudioHarness()
    {
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    public Studio Studio { get; private set; } = null!;

    public string LogPath => Path.Combine(_folder, "log.db");

    public Action? BeforeCommit { get; set; }

    private int CheckpointEvery { get; init; } = 10_000;

    public static async Task<StudioHarness> StartAsync(PlaybookConfiguration? configuration = null, int checkpointEvery = 10_000)
    {
        var harness = new StudioHarness { CheckpointEvery = checkpointEvery };
        await harness.OpenAsync();
        await harness.Studio.Configurations.ActivateAsync(configuration ?? Configuration(), "test");
        return harness;
    }

    public async Task OpenAsync() => Studio = await Studio.OpenAsync(new StudioParts(
        SqliteDecisionLog.Open(
            new LogOptions { Path = LogPath, NewSecret = Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef"), Durable = false, BeforeCommit = () => BeforeCommit?.Invoke() }, Time),
        LogSource.Live, _protected, _ids, Time)
    { CheckpointEvery = CheckpointEvery });

    public async Task ReopenAsync()
    {
        await Studio.DisposeAsync();
        await OpenAsync();
    }

    public static PlaybookConfiguration Configuration(int version = 1, bool running = true) => new(
        Playbook, version,
        new PlaybookPart(
            "Card offers", "en", [new("greet"), new("ask"), new("recommend"), new("answer"), new("apply", StatesOutcome: true)],
            [
                new FactDefinition("segment", FactType.Category, FactUsages.Policy, ["new", "loyal"]),
                new FactDefinition("spend", FactType.Number, FactUsages.Policy, []),
                new FactDefinition("minor", FactType.Flag, FactUsages.Rules, []),
            ],
            [
                new TalkTrackAction(0, "greet", ["greet"]), new TalkTrackAction(1, "ask-budget", ["ask"]),
                new TalkTrackAction(2, "recommend-gold", ["recommend"], "gold"), new TalkTrackAction(3, "hand-over", ["hand-over"]),
            ],
            Fallback: 3),
        new EncoderSchema(
        [
            new EncoderSlot(SlotSource.Bias), new EncoderSlot(SlotSource.AgentTurns), new EncoderSlot(SlotSource.FactWord, "segment", "new"),
            new EncoderSlot(SlotSource.FactWord, "segment", "loyal"), new EncoderSlot(SlotSource.FactNumber, "spend", "", 500, 0.002),
            new EncoderSlot(SlotSource.LastCustomerAct, "answer"),
        ]),
        new RulesPart([new ActionRule("adults-only", ActionRuleForm.ForbidWhenFact, ["recommend"], "minor", FactComparison.Equal, FactValue.Of(true))]),
        new RewardDefinition(),
        [new PolicyPart("uniform", "Uniform", PolicyKind.Uniform), new PolicyPart("learner", "Learner", PolicyKind.LinearBandit)],
        [new ExperimentPart("first", "First", 1, running, [new ArmPart("control", "Uniform", "uniform", 1, true), new ArmPart("treatment", "Learner", "learner", 1, false)])],
        new RoutingPart("uniform"));

    public RequestIdentity NextIdentity() => RequestIdentity.Of($"key-{Interlocked.Increment(ref _keys)}", "test", []);

    public static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;

    public async Task<Guid> OpenConversationAsync(string customer = "c-1", IReadOnlyDictionary<string, JsonElement>? facts = null)
    {
        var command = new OpenConversation("key", Playbook, customer, null, "web", null, "Europe/Vienna", null, facts ?? Facts("loyal", 700, minor: false), null);
        return Read<OpenedAnswer>(await Studio.Conversations.OpenAsync(command, NextIdentity())).ConversationId;
    }

    public static Dictionary<string, JsonElement> Facts(string segment, double spend, bool minor) => new(StringComparer.Ordinal)
    {
        ["segment"] = Json($"\"{segment}\""),
        ["spend"] = Json(spend.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ["minor"] = Json(minor ? "true" : "false"),
    };

    public async Task<DecisionAnswer> DecideAsync(Guid conversation) => Read<DecisionAnswer>(await Studio.Decisions.DecideAsync(conversation, null, NextIdentity()));

    public Task<Answer> SayAsync(Guid conversation, Speaker speaker, params string[] acts) =>
        Studio.Conversations.AddTurnAsync(conversation, new AddTurn(speaker, acts), NextIdentity());

    public Task<Answer> ReportAsync(Guid conversation, double converted, bool final = true) =>
        Studio.Outcomes.RecordAsync(conversation, new RecordOutcome("converted", converted, final), NextIdentity());

    /// <summary>One whole conversation with two decisions; it converts when the drawn actions say so.</summary>
    public async Task<Guid> PlayAsync(int number)
    {
        var id = await OpenConversationAsync($"customer-{number}", Facts(number % 2 == 0 ? "loyal" : "new", 100 * (number % 10), minor: false));
        var converted = false;
        for (var turn = 0; turn < 2; turn++)
        {
            var decision = await DecideAsync(id);
            await SayAsync(id, Speaker.Agent, [.. decision.Action.Acts]);
            Time.Advance(TimeSpan.FromSeconds(5));
            await SayAsync(id, Speaker.Customer, "answer");
            Time.Advance(TimeSpan.FromSeconds(5));
            converted |= decision.Action.Key == "recommend-gold" && number % 2 == 0;
        }

        await ReportAsync(id, converted ? 1 : 0);
        return id;
    }

    public static T Read<T>(Answer answer) => (T)JsonSerializer.Deserialize(answer.Body.Span, typeof(T), AnswerJson.Default)!;

    public async ValueTask DisposeAsync()
    {
        await Studio.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
