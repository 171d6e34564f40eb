namespace ConvoStudio.Application.Simulations;

/// <summary>Holds a rehearsal back to what a person can watch; where the machine is slower than that, it does nothing.</summary>
/// <param name="perSecond">Conversations a second at most; null for as fast as they can be played.</param>
internal sealed class PlayPace(int? perSecond, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>Returns when the next conversation is due.</summary>
    /// <param name="played">Conversations played since the pace began.</param>
    public async Task KeepAsync(int played, CancellationToken cancellationToken)
    {
        if (perSecond is { } rate && TimeSpan.FromSeconds((double)played / rate) - time.GetElapsedTime(_started) is { Ticks: > 0 } early)
            await Task.Delay(early, time, cancellationToken);
    }
}
