using ConvoStudio.Application.Log;
using ConvoStudio.Application.Retention;
using ConvoStudio.Application.Tests.Studios;
using Xunit;

namespace ConvoStudio.Application.Tests.Retention;

public sealed class CheckpointRetentionTests
{
    private static readonly RetentionPeriods Three = RetentionPeriods.Default with { Checkpoints = 3 };

    [Fact]
    public async Task Apply_ReplayAndRestart_GiveTheSameBits()
    {
        await using var harness = await StudioHarness.StartAsync(checkpointEvery: 10);
        List<Guid> decisions = [];
        for (var i = 0; i < 60; i++)
        {
            var id = await harness.PlayAsync(i);
            decisions.AddRange(harness.Studio.Log.ReadConversation(harness.Studio.Log.FindConversation(id)!.No)
                .Where(e => e.Kind == LogKind.Decision).Select(e => LogPayloads.Read<DecisionPayload>(e)).Where(d => d.Policy == "learner").Select(d => d.DecisionId));
            await harness.Studio.Learner.AdvanceAsync();
        }

        var inspection = new LogInspection(harness.LogPath);
        var before = inspection.Checkpoints();
        var state = harness.Studio.Learner.Save(StudioHarness.Playbook, "learner");
        Assert.True(before.Count >= 6, $"Only {before.Count} checkpoints were written.");
        var rule = new CheckpointRetention(harness.Studio.Log, inspection);
        var preview = await rule.PreviewAsync(Three, default);
        Assert.Equal(before.Count, inspection.Checkpoints().Count);
        Assert.Equal(preview, await rule.ApplyAsync(Three, default));

        Assert.Equal([before[0], .. before.TakeLast(3)], inspection.Checkpoints());
        Assert.Equal(4, inspection.Blobs().Single(blob => blob.Kind == "checkpoint").Rows);
        Assert.True(preview.Bytes > 0);
        foreach (var decision in decisions)
            Assert.True((await harness.Studio.Replay.ReplayAsync(decision)).Identical);
        await harness.ReopenAsync();
        Assert.Empty(harness.Studio.Learner.Alarms);
        Assert.Equal(state, harness.Studio.Learner.Save(StudioHarness.Playbook, "learner"));
        // And it goes on from there.
        await harness.PlayAsync(61);
        Assert.Equal(default, await new CheckpointRetention(harness.Studio.Log, inspection).PreviewAsync(Three, default));
    }

    [Fact]
    public void Superfluous_KeepsTheFirst_TheNewest_AndTheFirstAfterEachErasure()
    {
        List<CheckpointSize> checkpoints = [.. Enumerable.Range(1, 8).Select(i => new CheckpointSize("cards/learner", 10 * i, 100))];
        Assert.Equal([20L, 40, 50], CheckpointRetention.Superfluous(checkpoints, [25, 1000], 3).Select(c => c.Sequence));
        Assert.Empty(CheckpointRetention.Superfluous(checkpoints[..3], [], 3));
    }
}
