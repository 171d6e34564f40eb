using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Application.Tests.LiveMetrics;

/// <summary>Conversations side by side in which everything happens in any order: outcomes before and after the end, for one decision or for all, corrected, and late.</summary>
internal static class RandomTalks
{
    /// <param name="days">Whether days go by too, so that windows end and amendments come.</param>
    public static async Task PlayAsync(StudioHarness harness, int steps, ulong seed, bool days)
    {
        var random = new SplitMix64(seed);
        var talks = new List<(Guid Id, List<Guid> Decisions)>();
        for (var step = 0; step < steps; step++)
        {
            harness.Time.Advance(TimeSpan.FromSeconds(1 + random.NextInt32(20)));
            if (talks.Count < 3 || random.NextInt32(8) == 0)
                talks.Add((await harness.OpenConversationAsync($"customer-{step}"), []));
            var (id, decisions) = talks[random.NextInt32(talks.Count)];
            var what = random.NextInt32(days ? 10 : 8);
            // To a conversation that has ended nothing is said any more; outcomes still come.
            switch (what < 8 && !await IsOpenAsync(harness, id) ? 5 : what)
            {
                case 0 or 1:
                    decisions.Add((await harness.DecideAsync(id)).DecisionId);
                    break;
                case 2:
                    await harness.SayAsync(id, Speaker.Agent, random.NextInt32(8) == 0 ? "hand-over" : "ask");
                    break;
                case 3 or 4:
                    var mood = random.NextInt32(2) == 0 ? (double?)null : (2 * random.NextDouble()) - 1;
                    await harness.Studio.Conversations.AddTurnAsync(id, new AddTurn(Speaker.Customer, ["answer"], Sentiment: mood), harness.NextIdentity());
                    break;
                case 5 or 6:
                    await ReportAsync(harness, id, decisions, random.NextUInt64());
                    break;
                case 7 when random.NextInt32(2) == 0:
                    await harness.Studio.Conversations.CloseAsync(id, harness.NextIdentity());
                    break;
                case 8 when random.NextInt32(4) == 0:
                    harness.Time.Advance(TimeSpan.FromDays(3));
                    await harness.Studio.Endings.AdvanceAsync();
                    break;
                default:
                    break;
            }
        }
    }

    private static async Task<bool> IsOpenAsync(StudioHarness harness, Guid id) =>
        await harness.Studio.Store.ReadAsync(id, conversation => conversation.Status == ConversationStatus.Open, CancellationToken.None);

    private static Task<Answer> ReportAsync(StudioHarness harness, Guid id, List<Guid> decisions, ulong bits)
    {
        var random = new SplitMix64(bits);
        var metric = random.NextInt32(8) switch { 0 or 1 => "value", 2 => "complaint", 3 => "opt-out", _ => "converted" };
        var value = metric == "value" ? random.NextInt32(100) : random.NextInt32(2);
        var decision = decisions.Count > 0 && random.NextInt32(3) == 0 ? decisions[random.NextInt32(decisions.Count)] : (Guid?)null;
        return harness.Studio.Outcomes.RecordAsync(id, new RecordOutcome(metric, value, random.NextInt32(2) == 0, decision), harness.NextIdentity());
    }
}
