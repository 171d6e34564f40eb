using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Policies;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Application.Tests.Policies;

public sealed class LearnerFoldTests
{
    [Fact]
    public async Task Advance_InStepsAndFromNothing_GivesTheSameBytes()
    {
        await using var harness = await StudioHarness.StartAsync();
        for (var i = 0; i < 40; i++)
        {
            await harness.PlayAsync(i);
            if (i % 7 == 0)
                await harness.Studio.Learner.AdvanceAsync();
        }

        await harness.Studio.Learner.AdvanceAsync();
        var live = harness.Studio.Learner.Save(StudioHarness.Playbook, "learner");
        var fresh = new LearnerWorker(harness.Studio.Log, LogSource.Live, new PolicySnapshotStore());
        await fresh.FoldAllAsync(default);
        Assert.Equal(harness.Studio.Log.LastSequence, harness.Studio.Policies.Find(StudioHarness.Playbook, "learner")!.Sequence);
        Assert.Equal(live, fresh.Save(StudioHarness.Playbook, "learner"));
    }

    [Fact]
    public async Task Reopen_AfterLearning_ContinuesWithTheSameState()
    {
        await using var harness = await StudioHarness.StartAsync();
        for (var i = 0; i < 10; i++)
            await harness.PlayAsync(i);
        await harness.Studio.Learner.AdvanceAsync();
        var before = harness.Studio.Learner.Save(StudioHarness.Playbook, "learner");
        await harness.ReopenAsync();
        Assert.Equal(before, harness.Studio.Learner.Save(StudioHarness.Playbook, "learner"));
    }

    [Fact]
    public async Task Amend_LateConversions_EqualAFoldThatHadThemInTime()
    {
        await using var late = await StudioHarness.StartAsync(StudioHarness.Configuration(running: false));
        await using var early = await StudioHarness.StartAsync(StudioHarness.Configuration(running: false));
        var drawn = new List<int>[] { [], [] };
        for (var i = 0; i < 12; i++)
        {
            var converted = i % 3 == 0 ? 1 : 0;
            foreach (var (harness, which) in ((StudioHarness, int)[])[(late, 0), (early, 1)])
            {
                var id = await harness.OpenConversationAsync($"c-{i}", StudioHarness.Facts(i % 2 == 0 ? "new" : "loyal", 100 * i, minor: false));
                drawn[which].Add(harness.Studio.Reader.Find((await harness.DecideAsync(id)).DecisionId).Decision.Drawn);
                await harness.ReportAsync(id, which == 0 ? 0 : converted);
                if (which == 0)
                    await harness.ReportAsync(id, converted, final: false);
            }
        }

        await late.Studio.Learner.AdvanceAsync();
        await early.Studio.Learner.AdvanceAsync();
        Assert.Equal(drawn[1], drawn[0]);
        Assert.Equal(12, late.Studio.Log.Read(0, 1000).Count(e => e.Kind == LogKind.Amendment));
        var (a, b) = (Scores(late), Scores(early));
        Assert.Contains(b, score => Math.Abs(score) > 0.05);
        for (var action = 0; action < a.Length; action++)
            Assert.Equal(b[action], a[action], 1e-9);
    }

    [Fact]
    public async Task Checkpoint_AfterAmendments_EqualsAFoldThatHadThemInTimeToTheBit()
    {
        await using var late = await StudioHarness.StartAsync(StudioHarness.Configuration(running: false), checkpointEvery: 20);
        await using var early = await StudioHarness.StartAsync(StudioHarness.Configuration(running: false), checkpointEvery: 20);
        for (var i = 0; i < 20; i++)
        {
            foreach (var harness in (StudioHarness[])[late, early])
            {
                var id = await harness.OpenConversationAsync($"c-{i}", StudioHarness.Facts(i % 2 == 0 ? "new" : "loyal", 37 * i, minor: false));
                await harness.DecideAsync(id);
                // Half of the conversions come late in one studio, in time in the other.
                await harness.ReportAsync(id, harness == late && i % 4 == 0 ? 0 : 1);
                if (i % 4 == 0 && i < 19)
                    await harness.ReportAsync(id, 1, final: false);
            }
        }

        await late.Studio.Learner.AdvanceAsync();
        await early.Studio.Learner.AdvanceAsync();
        Assert.NotNull(late.Studio.Log.FindCheckpoint("cards/learner", long.MaxValue));
        Assert.Equal(early.Studio.Learner.Save(StudioHarness.Playbook, "learner"), late.Studio.Learner.Save(StudioHarness.Playbook, "learner"));
        var fresh = new LearnerWorker(late.Studio.Log, LogSource.Live, new PolicySnapshotStore(), 20);
        await fresh.FoldAllAsync(default);
        Assert.Equal(late.Studio.Learner.Save(StudioHarness.Playbook, "learner"), fresh.Save(StudioHarness.Playbook, "learner"));
    }

    [Fact]
    public async Task Reopen_FromACheckpoint_GivesTheBytesOfAFoldFromNothing()
    {
        await using var harness = await StudioHarness.StartAsync(checkpointEvery: 16);
        for (var i = 0; i < 21; i++)
            await harness.PlayAsync(i);
        await harness.Studio.Learner.AdvanceAsync();
        var live = harness.Studio.Learner.Save(StudioHarness.Playbook, "learner");
        await harness.ReopenAsync();
        Assert.NotNull(harness.Studio.Log.FindCheckpoint("cards/learner", long.MaxValue));
        Assert.Equal(live, harness.Studio.Learner.Save(StudioHarness.Playbook, "learner"));
        foreach (var entry in harness.Studio.Log.Read(0, 10_000).Where(e => e.Kind == LogKind.Decision))
        {
            var result = await harness.Studio.Replay.ReplayAsync(LogPayloads.Read<DecisionPayload>(entry).DecisionId);
            Assert.True(result.Identical, result.FirstDifference);
        }
    }

    [Fact]
    public async Task Activate_NewFactAndArchivedActionUnderTraffic_FailsNothingAndKeepsWhatWasLearnt()
    {
        await using var harness = await StudioHarness.StartAsync();
        for (var i = 0; i < 20; i++)
            await harness.PlayAsync(i);
        await harness.Studio.Learner.AdvanceAsync();
        var before = Scores(harness);
        using var ending = new CancellationTokenSource();
        var conversation = await harness.OpenConversationAsync("traffic");
        using var answered = new SemaphoreSlim(0);
        var traffic = Task.Run(async () =>
        {
            while (!ending.IsCancellationRequested)
            {
                await harness.DecideAsync(conversation);
                answered.Release();
            }
        });
        for (var version = 2; version < 12; version++)
        {
            // An edit begins only while decisions are being made; if they fail, so does the wait.
            Assert.NotSame(traffic, await Task.WhenAny(answered.WaitAsync(TestContext.Current.CancellationToken), traffic));
            await harness.Studio.Configurations.ActivateAsync(Edited(version), "test");
        }

        await ending.CancelAsync();
        await traffic;
        await harness.Studio.Learner.AdvanceAsync();
        var after = Scores(harness);
        for (var action = 0; action < 3; action++)
            Assert.Equal(before[action], after[action], 1e-12);
        Assert.DoesNotContain((await harness.DecideAsync(conversation)).Eligible, e => e.Action == "greet");
    }

    private static PlaybookConfiguration Edited(int version)
    {
        var configuration = StudioHarness.Configuration(version);
        var definition = configuration.Definition;
        return configuration with
        {
            Definition = definition with
            {
                Facts = [.. definition.Facts, .. Enumerable.Range(2, version - 1).Select(i => new FactDefinition($"flag{i}", FactType.Flag, FactUsages.Policy, []))],
                Actions = [.. definition.Actions.Select(a => a.Number == 0 ? a with { Archived = version % 2 == 1 } : a), new TalkTrackAction(4, "close", ["close"])],
            },
            Encoder = new EncoderSchema(
                [.. configuration.Encoder.Slots, .. Enumerable.Range(2, version - 1).Select(i => new EncoderSlot(SlotSource.FactFlag, $"flag{i}"))]),
        };
    }

    private static double[] Scores(StudioHarness harness)
    {
        var encoder = CompiledConfiguration.Of(harness.Studio.Configurations.Find(StudioHarness.Playbook)!).Encoder;
        var scores = new double[4];
        harness.Studio.Policies.Find(StudioHarness.Playbook, "learner")!.Snapshot
            .Probabilities(encoder.Encode(ConversationState.Empty), [0, 1, 2, 3], new ulong[4], scores, new double[4]);
        return scores;
    }
}
