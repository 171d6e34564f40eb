using ConvoStudio.Application.Simulations;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvoStudio.Application.Tests.Simulations;

public sealed class PlayPaceTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keep_TooEarly_WaitsUntilTheNextIsDue_AndNoLonger()
    {
        var pace = new PlayPace(perSecond: 4, _time);
        var waiting = pace.KeepAsync(6, Stop);
        _time.Advance(TimeSpan.FromMilliseconds(1499));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await waiting;
        // A second and a half went by, so the seventh is due a quarter of a second later; a late one is not held up.
        Assert.False(pace.KeepAsync(7, Stop).IsCompleted);
        Assert.True(pace.KeepAsync(5, Stop).IsCompletedSuccessfully);
    }

    [Fact]
    public void Keep_WithoutAPace_NeverWaits() => Assert.True(new PlayPace(null, _time).KeepAsync(100_000, Stop).IsCompletedSuccessfully);

    [Fact]
    public async Task Keep_Cancelled_EndsTheWait()
    {
        using var source = new CancellationTokenSource();
        var waiting = new PlayPace(1, _time).KeepAsync(10, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Theory]
    [InlineData("""{"perSecond":100}""", 100)]
    [InlineData("{}", null)]
    [InlineData("\"01a208c7-9000-71d8-84f3-a81483c34853\"", null)]
    public void Input_OfNowAndOfBefore_IsRead(string input, int? perSecond) => Assert.Equal(perSecond, RehearsalInput.Read(input).PerSecond);

    [Fact]
    public void Input_Written_ReadsTheSame() => Assert.Equal(new RehearsalInput(7), RehearsalInput.Read(new RehearsalInput(7).Write()));
}
