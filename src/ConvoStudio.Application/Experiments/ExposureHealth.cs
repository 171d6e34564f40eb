using ConvoStudio.Application.People;
using ConvoStudio.Application.Segments;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Experiments;

/// <summary>What only a pass over all units can find: units in several arms, and experiments in each other's way. Asked for by a person, never on a tick.</summary>
public sealed class ExposureHealth(Studio studio, SegmentService segments, ExperimentService experiments)
{
    /// <summary>Share of moved units above which it is said.</summary>
    public const double MostMoved = 0.01;

    /// <summary>Error rate over all pairs of experiments; the tests hold at one look, so it is small.</summary>
    public const double PairAlpha = 0.01;

    /// <summary>What is wrong with an experiment that runs or is paused; the worst first.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public async Task<IReadOnlyList<HealthFinding>> FindAsync(IActor actor, Experiment experiment, CancellationToken cancellationToken = default)
    {
        if (experiment.Status is not (ExperimentStatus.Running or ExperimentStatus.Paused))
            return [];
        var others = (await experiments.ListAsync(actor, experiment.PlaybookKey, cancellationToken))
            .Where(other => other.Key != experiment.Key && other.Status is (ExperimentStatus.Running or ExperimentStatus.Paused)).ToList();
        var units = await segments.ReadAsync(actor, studio, experiment.PlaybookKey, [experiment.Key, .. others.Select(other => other.Key)], cancellationToken: cancellationToken);
        return units.TryGetValue(experiment.Key, out var own)
            ? await Task.Run(() => Find(own, [.. others.Where(other => units.ContainsKey(other.Key)).Select(other => (other.Name, units[other.Key]))]), cancellationToken)
            : [];
    }

    /// <summary>The same as a function.</summary>
    /// <param name="others">Experiments that run beside it, by name.</param>
    public static IReadOnlyList<HealthFinding> Find(ExperimentUnits units, IReadOnlyList<(string Name, ExperimentUnits Units)> others)
    {
        List<HealthFinding> found = [];
        var meetings = ArmMeetings.Of(units);
        if (meetings.Faulty.IsFaulty(0))
            found.Add(new(HealthCause.SeveralArms, Breaks: meetings.Faulty.IsFaulty(), (double)meetings.Faulty.Multiple / meetings.Faulty.Units));
        if (meetings.Moved.IsFaulty(MostMoved))
            found.Add(new(HealthCause.ArmsMoved, Breaks: false, (double)meetings.Moved.Multiple / meetings.Moved.Units));
        // Plain means of arms whose shares move say nothing of an effect.
        if (units.Frame.Plan?.Allocation is not null)
            return found;
        var pairs = others.Select(other => (other.Name, Pair: ExperimentPair.Of(units, other.Units))).Where(one => one.Pair is not null).ToList();
        var effects = MultipleTesting.Holm([.. pairs.Select(one => one.Pair!.Interaction.EffectPValue)]);
        var assignments = MultipleTesting.Holm([.. pairs.Select(one => one.Pair!.Interaction.AssignmentPValue)]);
        for (var i = 0; i < pairs.Count; i++)
        {
            if (assignments[i] < PairAlpha)
                found.Add(new(HealthCause.ArmsLinked, Breaks: true, assignments[i], pairs[i].Name));
            if (effects[i] < PairAlpha)
                found.Add(new(HealthCause.CarriesOver, Breaks: false, effects[i], pairs[i].Name));
        }

        return [.. found.OrderByDescending(finding => finding.Breaks)];
    }
}
