using System.Collections.Immutable;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.Experiments;

/// <summary>The newest reallocation of each experiment, folded from the log's reallocation entries.</summary>
public sealed class ExperimentShares : IExperimentShares
{
    private ImmutableDictionary<string, (MovedShares Shares, int Number)> _newest = ImmutableDictionary<string, (MovedShares, int)>.Empty;

    public ExperimentShares(IDecisionLog log)
    {
        foreach (var entry in log.ReadUnbound(LogKind.Reallocation))
            Apply(entry.Sequence, LogPayloads.Read<ReallocationPayload>(entry));
    }

    public MovedShares? Find(ExperimentPart experiment) =>
        _newest.TryGetValue(experiment.Key, out var newest) && newest.Shares.Epoch == experiment.Epoch ? newest.Shares : null;

    /// <summary>How many reallocations an experiment has had.</summary>
    public int NumberOf(string experiment) => _newest.TryGetValue(experiment, out var newest) ? newest.Number : 0;

    /// <summary>Takes in a reallocation that is on disk.</summary>
    internal void Apply(long sequence, ReallocationPayload payload) =>
        ImmutableInterlocked.Update(ref _newest, (all, added) => all.SetItem(added.Payload.Experiment, (Of(added.sequence, added.Payload), added.Payload.Number)), (sequence, Payload: payload));

    internal static MovedShares Read(LogEntry entry) => Of(entry.Sequence, LogPayloads.Read<ReallocationPayload>(entry));

    private static MovedShares Of(long sequence, ReallocationPayload payload) =>
        new(sequence, payload.Epoch, payload.Arms.ToDictionary(a => a.Arm, a => a.Share, StringComparer.Ordinal));
}
