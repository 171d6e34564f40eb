using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace ConvoStudio.Benchmarks;

/// <summary>Clients of the metrics hub that check every frame: numbers never fall, and all clients get the same frames.</summary>
internal sealed class HubWatchers : IAsyncDisposable
{
    private readonly List<HubConnection> _connections = [];
    private readonly List<ConcurrentQueue<(long At, long Sequence, long Finished)>> _received = [];

    /// <summary>Frames received by all together.</summary>
    public long Frames => _received.Sum(frames => (long)frames.Count);

    /// <summary>Frames that went back in the log or in what had finished, and frames with news that one client had and another had not.</summary>
    public long Wrong
    {
        get
        {
            var backwards = _received.Sum(frames => frames.Zip(frames.Skip(1)).Count(pair => pair.Second.Sequence < pair.First.Sequence || pair.Second.Finished < pair.First.Finished));
            // Whoever joined last saw the fewest; from its first frame on all must have seen the same numbers.
            var from = _received.Max(frames => frames.First().Finished);
            var seen = _received.Select(frames => frames.Select(f => f.Finished).Where(f => f > from).ToHashSet()).ToList();
            var all = seen.SelectMany(s => s).ToHashSet();
            return backwards + seen.Sum(s => (long)all.Count - s.Count);
        }
    }

    public async Task AddAsync(Uri address, string key, string experiment)
    {
        var frames = new ConcurrentQueue<(long, long, long)>();
        var connection = new HubConnectionBuilder().WithUrl(new Uri(address, "hubs/metrics"), options => options.Headers["X-Api-Key"] = key).Build();
        connection.On<JsonElement>("Frame", frame => frames.Enqueue((
            Stopwatch.GetTimestamp(), frame.GetProperty("sequence").GetInt64(), frame.GetProperty("arms").EnumerateArray().Sum(arm => arm.GetProperty("finished").GetInt64()))));
        await connection.StartAsync();
        await connection.InvokeAsync("Watch", experiment);
        _connections.Add(connection);
        _received.Add(frames);
    }

    /// <summary>Waits until every client has a frame that counts so many.</summary>
    public async Task UntilAsync(long finished, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        while (_received.Exists(frames => frames.IsEmpty || frames.Last().Finished < finished))
        {
            if (watch.Elapsed > patience)
                throw new InvalidOperationException($"A client has not heard of all {finished} conversations within {patience.TotalSeconds} s.");
            await Task.Delay(50);
        }
    }

    /// <summary>Milliseconds from each outcome's answer to the first frame that counts it, for every client.</summary>
    /// <param name="answeredAt">Moments of the answers in their order; the last one makes <paramref name="finished"/>.</param>
    public IEnumerable<double> AgesOf(IReadOnlyList<long> answeredAt, long finished)
    {
        var before = finished - answeredAt.Count;
        foreach (var frames in _received)
        {
            var list = frames.ToList();
            var next = 0;
            for (var i = 0; i < answeredAt.Count; i++)
            {
                while (next < list.Count && list[next].Finished < before + i + 1)
                    next++;
                yield return Math.Max(0, Stopwatch.GetElapsedTime(answeredAt[i], list[next].At).TotalMilliseconds);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
            await connection.DisposeAsync();
    }
}
