using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Tests.Compliance.Monitors;

/// <summary>Random traces over a small vocabulary, so that rules and traces meet often. Some names are strange to the vocabulary, some are missing.</summary>
internal sealed class TraceGenerator(Random random)
{
    private static readonly long Start = new DateTime(2026, 1, 8, 6, 0, 0, DateTimeKind.Utc).Ticks;

    public static RuleVocabulary Vocabulary { get; } = new()
    {
        Acts = ["ask", "cost", "offer", "close", "hand", "no", "stop"],
        EndingActs = ["close"],
        HandOverActs = ["hand"],
        StopActs = ["stop"],
        Products = ["gold", "silver"],
        Stages = ["open", "end"],
        Tags = ["risky", "soft"],
        Channels = ["web", "phone"],
        Jurisdictions = ["de", "at"],
        Segments = ["new", "old"],
        Numbers = ["price"],
        Purposes = ["marketing"],
        Roles = ["boss"],
        Facts = [new("age", FactType.Number, FactUsages.Rules, []), new("kind", FactType.Category, FactUsages.Policy, ["a", "b"]), new("vip", FactType.Flag, FactUsages.Rules, [])],
    };

    // Half of the rules that tests and benchmarks call r, r0, r1 …, so that an approval of one rule is not one of its neighbours.
    private static readonly HashSet<RuleApproval> Approved =
        [.. from version in Enumerable.Range(1, 6) from rule in Enumerable.Range(0, 50).Select(i => $"r{2 * i}").Append("r") select new RuleApproval("boss", rule, version)];

    public List<TraceEvent> Trace(int length)
    {
        var at = Start;
        var earlier = random.Next(4);
        return [.. Enumerable.Range(0, length).Select(i =>
        {
            at += random.Next(4) switch { 0 => 0, 1 => TimeSpan.FromSeconds(random.Next(100)).Ticks, 2 => TimeSpan.FromMinutes(random.Next(5)).Ticks, _ => TimeSpan.FromHours(random.Next(30)).Ticks };
            return Event(at, i, i < earlier);
        })];
    }

    public RuleMove Move() => new(ValueList.Of<string>(Enumerable.Range(0, 1 + random.Next(3)).Select(_ => random.Next(20) == 0 ? "strange" : Vocabulary.Acts[random.Next(random.Next(5) == 0 ? 7 : 6)]).ToArray()))
    {
        Product = random.Next(4) switch { 0 => null, 1 => "gold", 2 => "silver", _ => random.Next(3) == 0 ? "bronze" : "gold" },
        Stage = random.Next(3) switch { 0 => null, 1 => "open", _ => "end" },
        Tags = random.Next(2) == 0 ? ["risky"] : random.Next(2) == 0 ? ["soft", "risky"] : [],
        Numbers = random.Next(2) == 0 ? null : new Dictionary<string, double> { ["price"] = random.Next(4) * 2 },
    };

    public RuleSituation Situation(long at) => new(at + (random.Next(3) == 0 ? TimeSpan.FromSeconds(random.Next(200_000)).Ticks : 0))
    {
        UtcOffset = random.Next(5) == 0 ? null : TimeSpan.FromHours(random.Next(-11, 12)),
        Channel = Channel(),
        Jurisdiction = random.Next(3) == 0 ? null : "de",
        Segment = random.Next(3) == 0 ? null : "old",
        Approvals = random.Next(3) == 0 ? Approved : null,
        Holidays = random.Next(3) == 0 ? null : new HashSet<DateOnly> { new(2026, 1, 9), new(2026, 1, 13) },
    };

    private TraceEvent Event(long at, int sequence, bool earlier) => random.Next(12) switch
    {
        < 5 => new(TraceEventKind.Agent, at, sequence) { Move = Move(), Channel = Channel(), Earlier = earlier, Facts = random.Next(5) == 0 ? Facts() : null },
        < 9 => new(TraceEventKind.Customer, at, sequence) { Move = Move(), Channel = Channel(), Earlier = earlier, Facts = random.Next(3) == 0 ? Facts() : null },
        9 => new(TraceEventKind.Facts, at, sequence) { Facts = Facts() },
        10 => new(TraceEventKind.Consent, at, sequence) { Purpose = "marketing", Channel = Channel(), Granted = random.Next(3) > 0, Earlier = earlier },
        _ => new(TraceEventKind.Cleared, at, sequence),
    };

    private string? Channel() => random.Next(8) switch { 0 => null, 1 => "fax", < 5 => "web", _ => "phone" };

    private Dictionary<string, FactValue> Facts() => random.Next(4) switch
    {
        0 => new() { ["age"] = FactValue.Of((random.Next(9) - 3) / 3.0) },
        1 => new() { ["kind"] = FactValue.Of(random.Next(2) == 0 ? "a" : "b"), ["unheard"] = FactValue.Of(1) },
        2 => new() { ["vip"] = FactValue.Of(random.Next(2) == 0) },
        _ => new() { ["age"] = FactValue.Withheld, ["kind"] = random.Next(2) == 0 ? FactValue.Unknown : FactValue.Of(3) },
    };
}
