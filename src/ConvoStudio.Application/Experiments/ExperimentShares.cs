using System.Collections.Immutable;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.Experiments;

/// <summary>Reallocations of every experiment, folded from the log's reallocation entries.</summary>
public sealed class ExperimentShares : IExperimentShares
{
    private ImmutableDictionary<string, ImmutableList<RecordedReallocation>> _all = ImmutableDictionary.Create<string, ImmutableList<RecordedReallocation>>(StringComparer.Ordinal);

    public ExperimentShares(IDecisionLog log)
    {
        foreach (var entry in log.ReadUnbound(LogKind.Reallocation))
            Apply(new(entry.Sequence, entry.OccurredAt, LogPayloads.Read<ReallocationPayload>(entry)));
    }

    public MovedShares? Find(ExperimentPart experiment) =>
        _all.GetValueOrDefault(experiment.Key) is [.., var newest] && newest.Payload.Epoch == experiment.Epoch ? Of(newest.Sequence, newest.Payload) : null;

    /// <summary>The newest one, also of an earlier epoch; null before the first.</summary>
    public ReallocationPayload? Newest(string experiment) => _all.GetValueOrDefault(experiment) is [.., var newest] ? newest.Payload : null;

    /// <summary>All of an experiment, oldest first.</summary>
    public IReadOnlyList<RecordedReallocation> Of(string experiment) => _all.GetValueOrDefault(experiment) ?? [];

    /// <summary>Takes in a reallocation that is on disk.</summary>
    internal void Apply(RecordedReallocation reallocation) => ImmutableInterlocked.Update(
        ref _all, (all, added) => all.SetItem(added.Payload.Experiment, (all.GetValueOrDefault(added.Payload.Experiment) ?? []).Add(added)), reallocation);

    internal static MovedShares Read(LogEntry entry) => Of(entry.Sequence, LogPayloads.Read<ReallocationPayload>(entry));

    private static MovedShares Of(long sequence, ReallocationPayload payload) =>
        new(sequence, payload.Epoch, payload.Arms.ToDictionary(a => a.Arm, a => a.Share, StringComparer.Ordinal));
}

/// <summary>A reallocation as it stands in the log.</summary>
public sealed record RecordedReallocation(long Sequence, DateTimeOffset At, ReallocationPayload Payload);
