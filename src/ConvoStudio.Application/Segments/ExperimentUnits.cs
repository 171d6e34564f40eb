using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Segments;

/// <summary>The units of an experiment one by one, as they stood at an entry of the log; nothing about it ever changes.</summary>
/// <param name="frame">What the board showed at that entry.</param>
/// <param name="facts">Those that policies may use; protected ones are never among them.</param>
/// <param name="all">In assignment order.</param>
/// <param name="exposures">Every conversation that met an arm, repeated ones and moved ones among them.</param>
public sealed class ExperimentUnits(MetricsFrame frame, IReadOnlyList<FactDefinition> facts, IReadOnlyList<AssignedUnit> all, IReadOnlyList<UnitExposure> exposures)
{
    private const int ReadAtOnce = 20_000;

    public MetricsFrame Frame { get; } = frame;

    public IReadOnlyList<FactDefinition> Facts { get; } = facts;

    public IReadOnlyList<AssignedUnit> All { get; } = all;

    public IReadOnlyList<UnitExposure> Exposures { get; } = exposures;

    /// <summary>Units that verdicts rest on: all up to the first that is pending.</summary>
    public IReadOnlyList<AssignedUnit> Analysed { get; } = [.. all.TakeWhile(unit => unit.IsFinished)];

    /// <summary>Everything up to this log entry is in it.</summary>
    public long Sequence => Frame.Sequence;

    /// <summary>Folds the log up to an entry, one pass for all experiments asked for.</summary>
    /// <param name="facts">Declared facts of the playbook; the protected ones are left out.</param>
    /// <param name="progress">Told the share of entries read so far, in [0, 1].</param>
    /// <returns>By key; an experiment that was never in force is missing.</returns>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public static IReadOnlyDictionary<string, ExperimentUnits> Read(
        IDecisionLog log, LogSource source, IReadOnlyCollection<string> experiments, IReadOnlyList<FactDefinition> facts, long upToSequence, DateTimeOffset asOf,
        Action<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var fold = new UnitFold(log, source, experiments, facts);
        for (var sequence = 0L; sequence < upToSequence;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = Math.Min(upToSequence, sequence + ReadAtOnce);
            log.Scan(sequence, end, fold.Advance);
            sequence = end;
            progress?.Invoke((double)sequence / upToSequence);
        }

        return fold.Finish(upToSequence, asOf, cancellationToken);
    }
}

/// <summary>A conversation that met an arm.</summary>
/// <param name="Customer">Number of the customer.</param>
/// <param name="Offered">The arm it met before was still among those drawn from: nothing but a fault moves a unit then.</param>
public sealed record UnitExposure(long Conversation, long Customer, string Arm, IReadOnlyList<string> Offered);
