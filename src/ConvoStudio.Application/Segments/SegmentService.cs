using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Studios;

namespace ConvoStudio.Application.Segments;

/// <summary>Units of experiments one by one, folded when somebody asks and never on a tick. One pass at a time; the newest result is kept, so that another dimension costs no
/// second one.</summary>
public sealed class SegmentService(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Kept? _kept;

    /// <summary>Units of an experiment.</summary>
    /// <param name="studio">The live one, or a rehearsal's.</param>
    /// <param name="upToSequence">As they stood at this entry of the log; null for now.</param>
    /// <param name="progress">Told the share of entries read so far, in [0, 1].</param>
    /// <returns>Null for an experiment that was never in force.</returns>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public async Task<ExperimentUnits?> ReadAsync(
        IActor actor, Studio studio, string playbook, string experiment, long? upToSequence = null, Action<double>? progress = null, CancellationToken cancellationToken = default) =>
        (await ReadAsync(actor, studio, playbook, [experiment], upToSequence, progress, cancellationToken)).GetValueOrDefault(experiment);

    /// <summary>Units of several experiments of a playbook in one pass.</summary>
    /// <inheritdoc cref="ReadAsync(IActor, Studio, string, string, long?, Action{double}?, CancellationToken)"/>
    public async Task<IReadOnlyDictionary<string, ExperimentUnits>> ReadAsync(
        IActor actor, Studio studio, string playbook, IReadOnlyList<string> experiments, long? upToSequence = null, Action<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadLiveMetrics);
        var (last, wanted) = (studio.Log.LastSequence, experiments.Order(StringComparer.Ordinal).ToList());
        var sequence = Math.Clamp(upToSequence ?? last, 0, last);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_kept is { } kept && ReferenceEquals(kept.Log, studio.Log) && kept.Sequence == sequence && wanted.All(kept.Asked.Contains))
                return kept.Units;
            var facts = studio.Configurations.Find(playbook)?.Configuration.Definition.Facts ?? [];
            var units = await Task.Run(
                () => ExperimentUnits.Read(studio.Log, studio.Source, wanted, facts, sequence, time.GetUtcNow(), progress, cancellationToken), cancellationToken);
            _kept = new Kept(studio.Log, sequence, [.. wanted], units);
            return units;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The effect of a treatment adjusted by what was known before.</summary>
    /// <exception cref="ArgumentException">Shares of the experiment move.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public async Task<AdjustedEffect> AdjustAsync(
        IActor actor, Studio studio, ExperimentUnits units, string treatment, Covariate covariate, SegmentDimension? by = null, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadLiveMetrics);
        return await Task.Run(
            () =>
            {
                var earlier = covariate == Covariate.Earlier && studio.Configurations.Find(units.Frame.Playbook) is { } active
                    ? EarlierMeans.Read(studio.Log, units, active.Configuration.Reward, cancellationToken)
                    : null;
                return AdjustedEffect.Of(units, treatment, covariate, earlier, by);
            },
            cancellationToken);
    }

    public void Dispose() => _gate.Dispose();

    private sealed record Kept(IDecisionLog Log, long Sequence, HashSet<string> Asked, IReadOnlyDictionary<string, ExperimentUnits> Units);
}
