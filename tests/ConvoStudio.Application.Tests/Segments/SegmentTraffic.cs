using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Segments;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Application.Tests.Segments;

/// <summary>Small logs with channels, facts, customers who come again, and outcomes that come in another order than the assignments.</summary>
internal static class SegmentTraffic
{
    public static IActor Analyst { get; } = Actor.Person("a", "Ana", [Roles.Analyst]);

    /// <param name="customers">How many there are; fewer than conversations lets them come again.</param>
    /// <param name="pending">Every so-manieth conversation stays open; 0 for none.</param>
    public static async Task PlayAsync(StudioHarness harness, int conversations, int customers, ulong seed, int pending = 0)
    {
        var random = new SplitMix64(seed);
        List<(Guid Id, double Converted)> open = [];
        for (var i = 0; i < conversations; i++)
        {
            var facts = StudioHarness.Facts(random.NextInt32(3) == 0 ? "new" : "loyal", random.NextInt32(1000), minor: false);
            if (random.NextInt32(5) == 0)
                facts.Remove("spend");
            if (random.NextInt32(7) == 0)
                facts["segment"] = StudioHarness.Json("""{"withheld":true}""");
            var command = new OpenConversation(
                "key", StudioHarness.Playbook, $"customer-{random.NextInt32(customers)}", null, random.NextInt32(4) == 0 ? "phone" : "web", null, "Europe/Vienna", null, facts, null);
            var id = StudioHarness.Read<OpenedAnswer>(await harness.Studio.Conversations.OpenAsync(command, harness.NextIdentity())).ConversationId;
            harness.Time.Advance(TimeSpan.FromSeconds(5));
            if (random.NextInt32(4) == 0)
                await harness.Studio.Conversations.AddTurnAsync(
                    id, new AddTurn(Speaker.Customer, ["answer"], Facts: new Dictionary<string, System.Text.Json.JsonElement> { ["segment"] = StudioHarness.Json("\"new\"") }), harness.NextIdentity());
            var decision = await harness.DecideAsync(id);
            open.Add((id, decision.Action.Key == "recommend-gold" || random.NextInt32(4) == 0 ? 1 : 0));
            harness.Time.Advance(TimeSpan.FromSeconds(5));
            // What is learnt later must not move anybody to another segment.
            await harness.Studio.Conversations.AddTurnAsync(
                id, new AddTurn(Speaker.Customer, ["answer"], Facts: new Dictionary<string, System.Text.Json.JsonElement> { ["segment"] = StudioHarness.Json("\"loyal\"") }), harness.NextIdentity());
            if (open.Count > 6)
                await EndAsync(harness, open, random.NextInt32(open.Count), pending > 0 && i % pending == pending - 1);
        }

        while (open.Count > 0)
            await EndAsync(harness, open, 0, false);
    }

    public static async Task<ExperimentUnits> UnitsAsync(StudioHarness harness, string experiment = "first")
    {
        harness.Studio.Metrics.Advance();
        using var service = new SegmentService(harness.Time);
        return (await service.ReadAsync(Analyst, harness.Studio, StudioHarness.Playbook, experiment))!;
    }

    public static PlaybookConfiguration Planned(ExperimentPlan plan, int version = 1)
    {
        var usual = StudioHarness.Configuration(version);
        return usual with { Experiments = [usual.Experiments[0] with { Plan = plan }] };
    }

    /// <summary>What one conversation's entries say, read whole and by hand.</summary>
    public static Dictionary<string, FactValue> FactsAtAssignment(IDecisionLog log, long conversation)
    {
        Dictionary<string, FactValue> facts = [];
        foreach (var entry in log.ReadConversation(conversation).TakeWhile(entry => entry.Kind != LogKind.Assignment))
        {
            var told = entry.Kind switch
            {
                LogKind.Opened => LogPayloads.Read<OpenedPayload>(entry).Facts,
                LogKind.Turn => LogPayloads.Read<TurnPayload>(entry).Facts,
                _ => null,
            };
            foreach (var (key, value) in told ?? new Dictionary<string, FactValue>())
                facts[key] = value;
        }

        return facts;
    }

    private static async Task EndAsync(StudioHarness harness, List<(Guid Id, double Converted)> open, int which, bool stays)
    {
        if (!stays)
            await harness.ReportAsync(open[which].Id, open[which].Converted);
        open.RemoveAt(which);
    }
}
