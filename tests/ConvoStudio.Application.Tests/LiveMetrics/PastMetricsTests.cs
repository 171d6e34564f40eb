using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Tests.Studios;
using Xunit;

namespace ConvoStudio.Application.Tests.LiveMetrics;

public sealed class PastMetricsTests
{
    [Fact]
    public async Task At_AMoment_IsWhatTheBoardShowedThen()
    {
        await using var harness = await StudioHarness.StartAsync();
        for (var i = 0; i < 12; i++)
            await harness.PlayAsync(i);
        harness.Studio.Metrics.Advance();
        var (then, moment) = (harness.Studio.Metrics.Latest("first")!, harness.Time.GetUtcNow());
        harness.Time.Advance(TimeSpan.FromMinutes(1));
        for (var i = 12; i < 30; i++)
            await harness.PlayAsync(i);
        harness.Studio.Metrics.Advance();
        var past = PastMetrics.At(harness.Studio.Log, LogSource.Live, "first", moment.AddSeconds(1)).Latest("first")!;
        Assert.Equal(then.Arms, past.Arms);
        Assert.Equal((then.Sequence, then.SplitPValue), (past.Sequence, past.SplitPValue));
        Assert.Equal(then.Reading!.Treatments, past.Reading!.Treatments);
        var now = PastMetrics.At(harness.Studio.Log, LogSource.Live, "first", harness.Time.GetUtcNow().AddSeconds(1)).Latest("first")!;
        Assert.Equal(harness.Studio.Metrics.Latest("first")!.Arms, now.Arms);
    }

    [Fact]
    public async Task At_BeforeItBegan_IsNothing()
    {
        await using var harness = await StudioHarness.StartAsync();
        var past = PastMetrics.At(harness.Studio.Log, LogSource.Live, "first", DateTimeOffset.UnixEpoch);
        Assert.Null(past.Latest("first"));
        Assert.Empty(past.History("first"));
    }

    [Fact]
    public async Task At_Cancelled_StopsReading()
    {
        await using var harness = await StudioHarness.StartAsync();
        using var left = new CancellationTokenSource();
        await left.CancelAsync();
        Assert.Throws<OperationCanceledException>(() => PastMetrics.At(harness.Studio.Log, LogSource.Live, "first", DateTimeOffset.MaxValue, cancellationToken: left.Token));
    }
}
