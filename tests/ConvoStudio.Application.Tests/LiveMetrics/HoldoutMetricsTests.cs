using System.Text.Json;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Holdouts;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Tests.Studios;
using Xunit;

namespace ConvoStudio.Application.Tests.LiveMetrics;

public sealed class HoldoutMetricsTests
{
    private static readonly string Key = PlaybookHoldout.MetricsKey(StudioHarness.Playbook);

    [Fact]
    public async Task Advance_CountsEveryCustomerOnce_OnTheSideOfTheDraw_BesideTheExperiment()
    {
        await using var harness = await StudioHarness.StartAsync(Holding(1, 0.4));
        for (var i = 0; i < 40; i++)
            await harness.PlayAsync(i);
        // The same customers again: they are in the frame already.
        for (var i = 0; i < 10; i++)
            await harness.PlayAsync(i);
        var frame = Frame(harness);
        var held = Decisions(harness).Where(d => d.Route[0] is { Step: "holdout", Target: not null }).ToList();
        Assert.Equal([PlaybookHoldout.HeldArm, PlaybookHoldout.OthersArm], frame.Arms.Select(a => a.Key));
        Assert.Equal((40L, 40L), (frame.Arms.Sum(a => a.Totals.Conversations), frame.Arms.Sum(a => a.Analysed.Closed)));
        Assert.InRange(frame.Arms[0].Totals.Conversations, 8, 24);
        Assert.All(held, d => Assert.Equal((null, "sells"), (d.Experiment, d.Policy)));
        var first = harness.Studio.Metrics.Latest("first")!;
        Assert.Equal(50 - (held.Count / 2), first.Arms.Sum(a => a.Totals.Conversations));
        Assert.NotNull(frame.Reading!.LiftOf(1));
    }

    [Fact]
    public async Task Advance_HoldoutThatSells_ShowsThatEverybodyElseIsWorse_AlsoAfterARestart_AndEveryDecisionReplays()
    {
        await using var harness = await StudioHarness.StartAsync(Holding(1, 0.5));
        for (var i = 0; i < 120; i++)
            await harness.PlayAsync(2 * i);
        var frame = Frame(harness);
        Assert.Equal(frame.Arms[0].Totals.Closed, frame.Arms[0].Totals.Conversions);
        Assert.True(frame.Reading!.LiftOf(1)!.Value.High < 0);
        Assert.True(frame.SplitPValue > 0.01);
        var before = JsonSerializer.Serialize(frame.Arms);
        await harness.ReopenAsync();
        Assert.Equal(before, JsonSerializer.Serialize(Frame(harness).Arms));
        foreach (var decision in Decisions(harness).Take(40))
            Assert.True((await harness.Studio.Replay.ReplayAsync(decision.DecisionId)).Identical);
    }

    [Fact]
    public async Task Advance_AnotherShare_BeginsAnew_AndTheEndKeepsTheNumbers()
    {
        await using var harness = await StudioHarness.StartAsync(Holding(1, 0.4));
        for (var i = 0; i < 20; i++)
            await harness.PlayAsync(i);
        Assert.Equal(20, Frame(harness).Arms.Sum(a => a.Totals.Closed));
        await harness.Studio.Configurations.ActivateAsync(Holding(2, 0.2), "test");
        for (var i = 0; i < 7; i++)
            await harness.PlayAsync(i);
        Assert.Equal(7, Frame(harness).Arms.Sum(a => a.Totals.Closed));
        await harness.Studio.Configurations.ActivateAsync(Holding(3, 0), "test");
        await harness.PlayAsync(90);
        Assert.Equal(7, Frame(harness).Arms.Sum(a => a.Totals.Closed));
        await harness.Studio.Configurations.ActivateAsync(Holding(4, 0.2), "test");
        await harness.PlayAsync(91);
        Assert.Equal(1, Frame(harness).Arms.Sum(a => a.Totals.Closed));
    }

    [Fact]
    public async Task Replay_ShareChangedInTheMiddleOfAConversation_StaysOnItsSide_AndIsIdentical()
    {
        await using var harness = await StudioHarness.StartAsync(Holding(1, 0.5));
        var talks = new List<Guid>();
        for (var i = 0; i < 12; i++)
        {
            talks.Add(await harness.OpenConversationAsync($"customer-{i}"));
            await harness.DecideAsync(talks[i]);
        }

        await harness.Studio.Configurations.ActivateAsync(Holding(2, 0.01), "test");
        foreach (var talk in talks)
            await harness.DecideAsync(talk);
        await harness.ReopenAsync();
        var decisions = Decisions(harness);
        for (var i = 0; i < 12; i++)
            Assert.Equal((decisions[i].Policy, decisions[i].Arm, decisions[i].Route[0]), (decisions[i + 12].Policy, decisions[i + 12].Arm, decisions[i + 12].Route[0]));
        Assert.Equal(2, decisions.Select(d => d.Experiment is null).Distinct().Count());
        foreach (var decision in decisions)
        {
            var replay = await harness.Studio.Replay.ReplayAsync(decision.DecisionId);
            Assert.True(replay.Identical, replay.FirstDifference);
        }
    }

    private static MetricsFrame Frame(StudioHarness harness)
    {
        harness.Studio.Metrics.Advance();
        return harness.Studio.Metrics.Latest(Key)!;
    }

    private static List<DecisionPayload> Decisions(StudioHarness harness) =>
        [.. harness.Studio.Log.Read(0, 100_000).Where(e => e.Kind == LogKind.Decision).Select(LogPayloads.Read<DecisionPayload>)];

    private static PlaybookConfiguration Holding(int version, double share)
    {
        var configuration = StudioHarness.Configuration(version);
        return configuration with
        {
            Policies = [.. configuration.Policies, new PolicyPart("sells", "Sells", PolicyKind.FixedAction, Floor: 0, Action: 2)],
            Routing = share > 0 ? new RoutingPart("uniform", HoldoutShare: share, Holdout: "sells") : new RoutingPart("uniform"),
        };
    }
}
