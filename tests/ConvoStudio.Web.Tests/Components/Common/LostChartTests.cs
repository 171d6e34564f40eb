using System.Threading.Channels;
using Bunit;
using ConvoStudio.Web.Components.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Tests.Components.Common;

/// <summary>What happens to a chart when the connection to its browser is lost and comes back.</summary>
public sealed class LostChartTests : ComponentTest
{
    private readonly CutBrowser _browser = new();

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public LostChartTests() => Services.AddSingleton<IJSRuntime>(_browser);

    [Fact]
    public async Task LostUpdate_IsNotWaitedFor_AndTheNewestPointsAreDrawnWhenTheBrowserIsBack()
    {
        var chart = RenderChart();
        _browser.Cut = true;
        var lost = chart.Instance.UpdateAsync(Line(0.2), "now 20 percent");
        Assert.False(lost.IsCompleted);
        await Connection.OnConnectionDownAsync(null!, Stop);
        await lost;
        await chart.Instance.UpdateAsync(Line(0.3), "now 30 percent");
        _browser.Cut = false;
        await Connection.OnConnectionUpAsync(null!, Stop);
        await AnsweredAsync("import", "create", "update now 30 percent");
    }

    [Fact]
    public async Task LostWhileItIsMade_IsMadeWhenTheBrowserIsBack()
    {
        _browser.Cut = true;
        RenderChart();
        await Connection.OnConnectionDownAsync(null!, Stop);
        _browser.Cut = false;
        await Connection.OnConnectionUpAsync(null!, Stop);
        await AnsweredAsync("import", "create");
    }

    [Fact]
    public async Task FirstConnection_DrawsNothingAnew()
    {
        var chart = RenderChart();
        await Connection.OnConnectionUpAsync(null!, Stop);
        await chart.Instance.UpdateAsync(Line(0.2), "now 20 percent");
        await AnsweredAsync("import", "create", "update now 20 percent");
    }

    // Nothing is rendered that could be waited for.
    private async Task AnsweredAsync(params string[] calls)
    {
        foreach (var call in calls) Assert.Equal(call, await _browser.Answered.Reader.ReadAsync(Stop));
        Assert.False(_browser.Answered.Reader.TryPeek(out _));
    }

    private LiveConnection Connection => Services.GetRequiredService<LiveConnection>();

    private IRenderedComponent<Chart> RenderChart() => Render<Chart>(p => p.Add(c => c.Name, "Rates").Add(c => c.Label, "One line").Add(c => c.Series, Line(0.1)));

    private static IReadOnlyList<ChartSeries> Line(double rate) => [new("As logged", "c0", [new(0, rate)])];

    /// <summary>Answers at once, or, while it is cut off, never: what is called then is lost, as it is with the runtime.</summary>
    private sealed class CutBrowser : IJSRuntime, IJSObjectReference
    {
        public bool Cut { get; set; }

        public Channel<string> Answered { get; } = Channel.CreateUnbounded<string>();

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, CancellationToken.None, args);

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            if (Cut) await Task.Delay(Timeout.Infinite, cancellationToken);
            Answered.Writer.TryWrite(identifier == "update" ? $"{identifier} {args![1]}" : identifier);
            return typeof(TValue) == typeof(IJSObjectReference) ? (TValue)(object)this : default!;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
