using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.Retention;

/// <summary>Thins old checkpoints. A decision between two of them is replayed from the one before, which takes longer and gives the same bits.</summary>
internal sealed class CheckpointRetention(IDecisionLog log, LogInspection inspection) : IRetentionRule
{
    private const int AtOnce = 20;

    public RetentionKind Kind => RetentionKind.Checkpoints;

    public Task<RetentionShare> PreviewAsync(RetentionPeriods periods, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var superfluous = Superfluous(periods);
            return new RetentionShare(superfluous.Count, superfluous.Sum(checkpoint => checkpoint.Bytes));
        },
        cancellationToken);

    public async Task<RetentionShare> ApplyAsync(RetentionPeriods periods, CancellationToken cancellationToken)
    {
        var superfluous = await Task.Run(() => Superfluous(periods), cancellationToken);
        foreach (var policy in superfluous.GroupBy(checkpoint => checkpoint.Policy))
        {
            // Through the log's own writer, a few at a time: another writer, or a long commit, would hold up decisions.
            foreach (var some in policy.Chunk(AtOnce))
                await log.AppendAsync(new LogAppend(LogSource.Live, [], Compaction: new LogCompaction(policy.Key, [.. some.Select(checkpoint => checkpoint.Sequence)])), cancellationToken);
        }

        return new RetentionShare(superfluous.Count, superfluous.Sum(checkpoint => checkpoint.Bytes));
    }

    private List<CheckpointSize> Superfluous(RetentionPeriods periods)
    {
        if (periods.Checkpoints is not { } newest)
            return [];
        var erasures = inspection.Erasures();
        return [.. inspection.Checkpoints().GroupBy(checkpoint => checkpoint.Policy).SelectMany(policy => Superfluous([.. policy], erasures, newest))];
    }

    /// <summary>All but the newest, the first of all, and the first after each erasure: what lies before that can no longer be folded.</summary>
    /// <param name="checkpoints">Of one policy, oldest first.</param>
    internal static IEnumerable<CheckpointSize> Superfluous(IReadOnlyList<CheckpointSize> checkpoints, IReadOnlyList<long> erasures, int newest)
    {
        var geneses = erasures.Select(erased => checkpoints.FirstOrDefault(checkpoint => checkpoint.Sequence >= erased)?.Sequence).OfType<long>().ToHashSet();
        return checkpoints.Take(Math.Max(0, checkpoints.Count - newest)).Skip(1).Where(checkpoint => !geneses.Contains(checkpoint.Sequence));
    }
}
