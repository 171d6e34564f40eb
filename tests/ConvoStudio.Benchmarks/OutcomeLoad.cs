using System.Collections.Concurrent;
using System.Diagnostics;

namespace ConvoStudio.Benchmarks;

/// <summary>What a load saw.</summary>
/// <param name="AnsweredAt">Timestamps of the answers to outcomes, in order.</param>
/// <param name="DecideMedian">Milliseconds of the median decision.</param>
/// <param name="Processor">Share of one processor that the studio took meanwhile.</param>
internal sealed record OutcomeLoadResult(IReadOnlyList<long> AnsweredAt, double DecideMedian, double Seconds, double Processor);

/// <summary>Whole conversations at a fixed pace: opened and decided beforehand, outcomes at their moment; a decision is asked for beside them all the while.</summary>
internal sealed class OutcomeLoad(HttpClient agent, string experiment, int perSecond, PublishedStudio studio)
{
    private int _run;

    public async Task<OutcomeLoadResult> RunAsync(TimeSpan span)
    {
        _run++;
        var ids = await OpenAsync((int)(perSecond * span.TotalSeconds));
        using var ended = new CancellationTokenSource();
        var deciding = DecideAsync(ids[0], ended.Token);
        var answered = new ConcurrentBag<long>();
        var (watch, processor) = (Stopwatch.StartNew(), studio.ProcessorTime);
        List<Task> sent = [];
        for (var i = 0; i < ids.Length; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond);
            if (due > watch.Elapsed)
                await Task.Delay(due - watch.Elapsed, CancellationToken.None);
            sent.Add(ReportAsync(ids[i], i, answered));
        }

        await Task.WhenAll(sent);
        var (seconds, used) = (watch.Elapsed.TotalSeconds, studio.ProcessorTime - processor);
        await ended.CancelAsync();
        double[] times = [.. (await deciding).Order()];
        return new([.. answered.Order()], times[times.Length / 2], seconds, used.TotalSeconds / seconds);
    }

    private async Task ReportAsync(string conversation, int number, ConcurrentBag<long> answered)
    {
        await ViewersBenchmark.PostAsync(agent, $"api/v1/conversations/{conversation}/outcomes", new { idempotencyKey = "outcome", metric = "converted", value = number % 5 == 0 ? 1 : 0, final = true });
        answered.Add(Stopwatch.GetTimestamp());
    }

    private async Task<string[]> OpenAsync(int count)
    {
        var ids = new string[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            var opened = await ViewersBenchmark.PostAsync(
                agent, "api/v1/playbooks/watched-shop/conversations", new { idempotencyKey = $"{experiment}-{_run}-{i}", customerKey = $"customer-{_run}-{i}", channel = "web" });
            ids[i] = opened["conversationId"]!.GetValue<string>();
            await ViewersBenchmark.PostAsync(agent, $"api/v1/conversations/{ids[i]}/decisions", new { idempotencyKey = "decide" });
        });
        return ids;
    }

    // Every 10 ms, on a conversation of its own that stays open.
    private async Task<List<double>> DecideAsync(string other, CancellationToken cancellationToken)
    {
        var opened = await ViewersBenchmark.PostAsync(
            agent, "api/v1/playbooks/watched-shop/conversations", new { idempotencyKey = $"{experiment}-{_run}-decides", customerKey = $"decides-{_run}-{other}", channel = "web" });
        List<double> milliseconds = [];
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await ViewersBenchmark.PostAsync(agent, $"api/v1/conversations/{opened["conversationId"]}/decisions", new { idempotencyKey = $"decide-{i}" });
            milliseconds.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.Delay(10, CancellationToken.None);
        }

        return milliseconds;
    }
}
