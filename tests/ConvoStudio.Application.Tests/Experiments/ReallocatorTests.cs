using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Experiments;
using Xunit;

namespace ConvoStudio.Application.Tests.Experiments;

public sealed class ReallocatorTests
{
    private static readonly AllocationPart Quick = new(0.05, 0.9, 0.2, BurnIn: 20, Every: 20);

    [Fact]
    public async Task Advance_BetterArm_GetsMore_AndEveryDecisionReplays()
    {
        await using var harness = await StudioHarness.StartAsync(Bandit(Quick));
        await PlayAsync(harness, 120);
        var moves = harness.Studio.Shares.Of("first");
        Assert.True(moves.Count >= 2);
        var newest = moves[^1].Payload;
        Assert.Equal(1L << 32, newest.Arms.Sum(a => (long)a.Share));
        Assert.Equal(0.2, newest.Arms[0].Share / (double)ShareRounding.Total, 1e-9);
        // Only "sell" ever converts.
        Assert.True(newest.Arms[2].Share > 3 * newest.Arms[1].Share, $"{newest.Arms[2].Share} against {newest.Arms[1].Share}");
        Assert.Equal(Enumerable.Range(1, moves.Count), moves.Select(m => m.Payload.Number));
        await AllReplayAsync(harness);
        // Units after the first move name it, and were drawn from its shares.
        var assignments = Assignments(harness).Where(a => a.ReallocationSequence == moves[0].Sequence).ToList();
        Assert.NotEmpty(assignments);
        Assert.All(assignments, a => Assert.Equal(moves[0].Payload.Arms.Select(m => m.Share), a.Shares));
    }

    [Fact]
    public async Task Advance_ToLoseLeast_GivesNearlyAllToTheBest_AndEveryDecisionReplays()
    {
        await using var harness = await StudioHarness.StartAsync(Bandit(Quick with { Purpose = AllocationPurpose.LoseLeast }));
        await PlayAsync(harness, 120);
        var newest = harness.Studio.Shares.Of("first")[^1].Payload;
        Assert.Equal(0.2, newest.Arms[0].Share / (double)ShareRounding.Total, 1e-9);
        Assert.Equal(0.05, newest.Arms[1].Share / (double)ShareRounding.Total, 1e-9);
        await AllReplayAsync(harness);
    }

    [Fact]
    public async Task Advance_ArmRetired_WhatItCostStaysInTheBudget()
    {
        await using var harness = await StudioHarness.StartAsync(Bandit(Quick with { ExposureBudget = 60 }));
        await PlayAsync(harness, 60);
        var configuration = harness.Studio.Configurations.Find(StudioHarness.Playbook)!.Configuration;
        var experiment = configuration.Experiments[0];
        await harness.Studio.Configurations.ActivateAsync(
            configuration with { Version = configuration.Version + 1, Experiments = [experiment with { Epoch = 2, Arms = [.. experiment.Arms.Where(a => a.Key != "sell")] }] }, "test");
        await PlayAsync(harness, 60);
        var moves = harness.Studio.Shares.Of("first");
        var used = AllocationBudgets.Of(harness.Studio.Metrics.Latest("first")!)!.Value;
        Assert.True(used.Exposed > 60, $"{used.Exposed}");
        // One move for the arms that are left, none after the budget was spent.
        Assert.Equal(1, moves.Count(m => m.Payload.Epoch == 2));
    }

    [Fact]
    public async Task Advance_AfterARestart_GoesOnWithTheSameSharesAndNumbers()
    {
        await using var harness = await StudioHarness.StartAsync(Bandit(Quick));
        await PlayAsync(harness, 80);
        var (before, frame) = (harness.Studio.Shares.Of("first"), harness.Studio.Metrics.Latest("first")!);
        await harness.ReopenAsync();
        Assert.Equal(before.Select(m => m.Sequence), harness.Studio.Shares.Of("first").Select(m => m.Sequence));
        Assert.Equal(0, await harness.Studio.Reallocator.AdvanceAsync());
        var again = harness.Studio.Metrics.Latest("first")!;
        Assert.Equal(frame.Arms.Select(a => a.Analysed), again.Arms.Select(a => a.Analysed));
        Assert.Equal(frame.Reading!.Treatments, again.Reading!.Treatments);
    }

    [Fact]
    public async Task Advance_BeforeTheBurnIn_MovesNothing()
    {
        await using var harness = await StudioHarness.StartAsync(Bandit(Quick with { BurnIn = 1000 }));
        await PlayAsync(harness, 60);
        Assert.Empty(harness.Studio.Shares.Of("first"));
        Assert.All(Assignments(harness), a => Assert.Equal(0, a.ReallocationSequence));
    }

    [Fact]
    public async Task Advance_ArmRetired_ItsShareGoesToTheOthersAtOnce()
    {
        await using var harness = await StudioHarness.StartAsync(Bandit(Quick));
        await PlayAsync(harness, 80);
        var configuration = harness.Studio.Configurations.Find(StudioHarness.Playbook)!.Configuration;
        var experiment = configuration.Experiments[0];
        await harness.Studio.Configurations.ActivateAsync(
            configuration with { Version = configuration.Version + 1, Experiments = [experiment with { Epoch = 2, Arms = [.. experiment.Arms.Where(a => a.Key != "hand-over")] }] }, "test");
        harness.Studio.Metrics.Advance();
        await harness.Studio.Reallocator.AdvanceAsync();
        var newest = harness.Studio.Shares.Of("first")[^1].Payload;
        Assert.Equal(["control", "sell"], newest.Arms.Select(a => a.Arm));
        Assert.Equal(1L << 32, newest.Arms.Sum(a => (long)a.Share));
        await PlayAsync(harness, 20);
        await AllReplayAsync(harness);
    }

    [Fact]
    public async Task Effects_AfterAmendments_AreThoseOfALogThatWasRight_OnBoardAndSliderAndAfterARestart()
    {
        var configuration = Bandit(Quick);
        var experiment = configuration.Experiments[0];
        configuration = configuration with { Experiments = [experiment with { Arms = [experiment.Arms[0], experiment.Arms[2] with { Share = 1 }] }] };
        await using var late = await StudioHarness.StartAsync(configuration);
        await using var early = await StudioHarness.StartAsync(configuration);
        for (var i = 0; i < 260; i++)
        {
            var converted = i % 3 == 0 ? 1 : 0;
            foreach (var harness in (StudioHarness[])[late, early])
            {
                var id = await harness.OpenConversationAsync($"c-{i}");
                await harness.DecideAsync(id);
                await harness.ReportAsync(id, harness == late ? i % 2 : converted);
                if (harness == late && i % 2 != converted)
                    await harness.ReportAsync(id, converted, final: false);
                else
                    // Arms are drawn by identities: both logs use up as many.
                    harness.NextIdentity();
            }
        }
        foreach (var harness in (StudioHarness[])[late, early])
            harness.Studio.Metrics.Advance();
        var right = early.Studio.Metrics.Latest("first")!.Reading!.Treatments;
        Assert.True(double.IsFinite(right[0].Lift.Low));
        Assert.Equal(right, late.Studio.Metrics.Latest("first")!.Reading!.Treatments);
        Assert.Equal(right, PastMetrics.At(late.Studio.Log, LogSource.Live, "first", late.Time.GetUtcNow().AddSeconds(1)).Latest("first")!.Reading!.Treatments);
        await late.ReopenAsync();
        late.Studio.Metrics.Advance();
        Assert.Equal(right, late.Studio.Metrics.Latest("first")!.Reading!.Treatments);
    }

    private static PlaybookConfiguration Bandit(AllocationPart allocation)
    {
        var configuration = StudioHarness.Configuration();
        return configuration with
        {
            Policies =
            [
                .. configuration.Policies,
                new PolicyPart("greets", "Greets", PolicyKind.FixedAction, Floor: 0, Action: 0), new PolicyPart("sells", "Sells", PolicyKind.FixedAction, Floor: 0, Action: 2),
            ],
            Experiments =
            [
                new ExperimentPart(
                    "first", "First", 1, true,
                    [new ArmPart("control", "As ever", "uniform", 1, true), new ArmPart("hand-over", "Greets", "greets", 2, false), new ArmPart("sell", "Sells", "sells", 2, false)],
                    ExperimentPlan.Usual with { Allocation = allocation }),
            ],
        };
    }

    private static async Task PlayAsync(StudioHarness harness, int conversations)
    {
        for (var i = 0; i < conversations; i++)
        {
            await harness.PlayAsync(i);
            harness.Studio.Metrics.Advance();
            await harness.Studio.Reallocator.AdvanceAsync();
        }
    }

    private static IEnumerable<AssignmentPayload> Assignments(StudioHarness harness) =>
        harness.Studio.Log.Read(0, 100_000).Where(e => e.Kind == LogKind.Assignment).Select(LogPayloads.Read<AssignmentPayload>);

    private static async Task AllReplayAsync(StudioHarness harness)
    {
        foreach (var entry in harness.Studio.Log.Read(0, 100_000).Where(e => e.Kind == LogKind.Decision))
        {
            var result = await harness.Studio.Replay.ReplayAsync(LogPayloads.Read<DecisionPayload>(entry).DecisionId);
            Assert.True(result.Identical, result.FirstDifference);
        }
    }
}
