using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Experiments;

/// <summary>A decision at the end of an experiment.</summary>
/// <param name="Arm">Key of the arm that goes on; the control's to change nothing.</param>
public sealed record NewConclusion(string Arm, string Learnings, string? Reason = null);

/// <summary>Writes down what was decided beside what was known.</summary>
public static class ConclusionMaker
{
    /// <param name="frame">Null when it was never in force.</param>
    /// <exception cref="ValidationException">No such arm, nothing learnt, or a decision against the verdict without a reason.</exception>
    internal static ExperimentConclusion Make(Experiment experiment, NewConclusion conclusion, MetricsFrame? frame, DateTimeOffset at, string by)
    {
        var arm = experiment.Arms.FirstOrDefault(a => a.Key == conclusion.Arm);
        var advised = AdvisedArm(experiment, frame);
        var against = arm is not null && arm.Key != advised;
        new FieldErrors()
            .Require(arm is not null, "arm", "Choose the arm that goes on.")
            .Text(conclusion.Learnings, "learnings", 4000)
            .Text(conclusion.Reason, "reason", 1000, required: against)
            .ThrowIfAny();
        var place = frame?.Arms.ToList().FindIndex(a => a.Key == arm!.Key) ?? -1;
        var lift = place >= 0 ? frame!.Reading?.LiftOf(place) : null;
        var known = lift is { } l && double.IsFinite(l.Estimate);
        return new ExperimentConclusion(
            arm!.Key, (frame?.Reading?.Verdict ?? VerdictKind.NotEnoughEvidence).ToString(), against,
            string.IsNullOrWhiteSpace(conclusion.Reason) ? null : conclusion.Reason.Trim(), conclusion.Learnings.Trim(),
            known ? lift!.Value.Estimate : null, known ? lift!.Value.Low : null, known ? lift!.Value.High : null, frame?.Sequence ?? 0, at, by);
    }

    /// <summary>The arm the verdict speaks for: the better one to ship, else control.</summary>
    public static string AdvisedArm(Experiment experiment, MetricsFrame? frame) =>
        frame is { Reading: { Verdict: VerdictKind.Ship } reading } ? frame.Arms[reading.Arm].Key : experiment.Arms.First(a => a.Control).Key;
}
