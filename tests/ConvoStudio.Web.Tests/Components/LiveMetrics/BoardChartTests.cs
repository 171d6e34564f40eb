using System.Text.Json;
using System.Threading.Channels;
using Bunit;
using ConvoStudio.Web.Components.LiveMetrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ConvoStudio.Web.Tests.Components.LiveMetrics;

public sealed class BoardChartTests : ComponentTest
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private readonly WatchedTime _time = new();
    private readonly FakeMetricsFeed _feed = new();
    // Points of each drawing that was asked for. A drawing renders nothing, so there is no render to wait for.
    private readonly Channel<string> _asked = Channel.CreateUnbounded<string>();
    private readonly JSRuntimeInvocationHandler _updates;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public BoardChartTests()
    {
        Services.AddSingleton<TimeProvider>(_time);
        var chart = JSInterop.SetupModule("./js/charts.js").SetupModule("create", _ => true);
        // Answered when the test says so: this is how slow the browser is.
        _updates = chart.SetupVoid("update", one => _asked.Writer.TryWrite(JsonSerializer.Serialize(one.Arguments[0])));
    }

    [Fact]
    public async Task SlowBrowser_GetsOneDrawingAtATime_AndTheNewestPointsNext()
    {
        _feed.Send(30, 10, 30, 12);
        using var state = new BoardState(_feed, FakeMetricsFeed.Experiment);
        var chart = Render<BoardChart>(p => p.Add(b => b.State, state).Add(b => b.Measure, BoardMeasure.Conversion));
        for (var i = 1; i <= 5; i++)
        {
            _feed.Send(30 + i, 10, 30, 12);
            await chart.InvokeAsync(() => _time.Advance(2 * Pace));
        }

        Assert.Single(_updates.Invocations);
        await chart.InvokeAsync(() => _updates.SetVoidResult());
        // A pace goes by between two drawings, however long one took.
        Assert.Equal(Pace, await _time.Waits.ReadAsync(Stop));
        Assert.DoesNotContain("[65,", await _asked.Reader.ReadAsync(Stop), StringComparison.Ordinal);
        Assert.False(_asked.Reader.TryPeek(out _));
        await chart.InvokeAsync(() => _time.Advance(Pace));
        Assert.Contains("[65,", await _asked.Reader.ReadAsync(Stop), StringComparison.Ordinal);
        await chart.InvokeAsync(() => _time.Advance(10 * Pace));
        Assert.False(_asked.Reader.TryPeek(out _));
    }

    /// <summary>Says when somebody began to wait, and for how long: only then has it a meaning to move the time on.</summary>
    private sealed class WatchedTime : FakeTimeProvider
    {
        private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

        public ChannelReader<TimeSpan> Waits => _waits.Reader;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _waits.Writer.TryWrite(dueTime);
            return timer;
        }
    }
}
