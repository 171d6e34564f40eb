using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Web.Api;

/// <summary>An experiment with its arms, the control first.</summary>
/// <param name="StatusReason">Why it was paused or stopped.</param>
public sealed record ExperimentView(
    string Key, string Playbook, string Name, string Hypothesis, string Status, string? StatusReason, int Epoch, int Version,
    DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? StartedAt, DateTimeOffset? StoppedAt, DateTimeOffset? ConcludedAt, IReadOnlyList<ArmView> Arms, PlanView Plan,
    ConclusionView? Conclusion, IReadOnlyList<NoteView> Notes)
{
    internal static ExperimentView Of(Experiment experiment) => new(
        experiment.Key, experiment.PlaybookKey, experiment.Name, experiment.Hypothesis, ApiWords.Of(experiment.Status), experiment.StatusReason, experiment.Epoch, experiment.Version,
        experiment.CreatedAt, experiment.CreatedBy, experiment.StartedAt, experiment.StoppedAt, experiment.ConcludedAt,
        [.. experiment.Arms.OrderBy(a => a.Position).Select(a => new ArmView(a.Key, a.Name, a.PolicyId, a.Share, a.Control, a.Retired, a.RetiredReason))],
        PlanView.Of(experiment.PlanOrUsual), experiment.Conclusion is { } conclusion ? ConclusionView.Of(conclusion) : null,
        [.. experiment.Notes.Select(n => new NoteView(n.At, n.Text, n.WrittenAt, n.By))]);
}

/// <summary>An arm; its chance is its share over the sum of all shares, unless shares move.</summary>
public sealed record ArmView(string Key, string Name, string Policy, uint Share, bool Control, bool Retired, string? RetiredReason);

/// <summary>What was decided and learnt at the end.</summary>
/// <param name="Verdict">What the experiment said at that moment.</param>
public sealed record ConclusionView(
    string Arm, string Verdict, bool AgainstVerdict, string? Reason, string Learnings, double? Estimate, double? Low, double? High, long Sequence, DateTimeOffset At, string By)
{
    internal static ConclusionView Of(ExperimentConclusion c) => new(
        c.Arm, Enum.TryParse<VerdictKind>(c.Verdict, out var verdict) ? ApiWords.Of(verdict) : c.Verdict, c.AgainstVerdict, c.Reason, c.Learnings, c.Estimate, c.Low, c.High, c.Sequence, c.At, c.By);
}

/// <summary>A line beside the course of an experiment.</summary>
/// <param name="At">The moment it is about.</param>
public sealed record NoteView(DateTimeOffset At, string Text, DateTimeOffset WrittenAt, string By);

/// <summary>One line of what stands between a draft and its first customer.</summary>
/// <param name="State">fine, warns, or blocks: then it cannot start.</param>
public sealed record LaunchCheckView(string Question, string State, string Text);

/// <summary>Results of an experiment as of a log entry. Rates are over finished conversations; younger ones are pending.</summary>
/// <param name="Simulated">True when the customers were simulated.</param>
/// <param name="Sequence">Everything up to this log entry is in it; 0 before the first start.</param>
/// <param name="Verdict">May be read at any time; null before the first start.</param>
/// <param name="SplitPValue">Whether the arms got their shares: small means that they did not. Holds at every look.</param>
public sealed record ResultsView(
    string Experiment, string Playbook, string Name, string Status, bool Simulated, long Sequence, DateTimeOffset? AsOf, IReadOnlyList<ArmResultView> Arms,
    string? Verdict, double? SplitPValue)
{
    /// <param name="frame">Null for an experiment that never started.</param>
    internal static ResultsView Of(Experiment experiment, MetricsFrame? frame) => new(
        experiment.Key, experiment.PlaybookKey, experiment.Name, ApiWords.Of(experiment.Status), frame?.Source == LogSource.Simulated, frame?.Sequence ?? 0, frame?.AsOf,
        frame is not null
            ? [.. frame.Arms.Select((arm, i) => ArmResultView.Of(arm, frame.Reading?.LiftOf(i), frame.Reading?.ProbabilityBest[i]))]
            : [.. experiment.Arms.OrderBy(a => a.Position).Select(a => ArmResultView.Of(new ArmFrame(a.Key, a.Name, a.Control, default, 0, default), null, null))],
        frame?.Reading is { } reading ? ApiWords.Of(reading.Verdict) : null, frame?.SplitPValue);
}

/// <summary>Results of an arm; a mean of nothing is null.</summary>
/// <param name="Conversations">Assigned.</param>
/// <param name="Finished">Of those, with a final outcome or a closed window.</param>
/// <param name="Reported">Conversions reported so far, pending conversations included: an early view.</param>
/// <param name="ConversionLow">Lower end of the 95 % Wilson interval.</param>
/// <param name="Analysed">Conversations that lift and verdict rest on: in assignment order, up to the first that is pending.</param>
/// <param name="Lift">Conversion over the control's; null for the control, and before both have a conversation.</param>
/// <param name="LiftLow">Lower end of the 95 % interval that holds at every look.</param>
/// <param name="ChanceOfBest">That the arm's rate is the highest, with flat priors.</param>
/// <param name="Blocked">Decisions in which a rule stood in the way of some action.</param>
public sealed record ArmResultView(
    string Key, string Name, bool Control, long Conversations, long Finished, long Pending, long Decisions, long Conversions, long Reported,
    double? Conversion, double ConversionLow, double ConversionHigh, double? MeanReward, double? RewardStandardError, double? MeanEngagement, double? MeanValue,
    long Analysed, double? Lift, double? LiftLow, double? LiftHigh, double? ChanceOfBest, long Blocked)
{
    internal static ArmResultView Of(ArmFrame arm, LiftInterval? lift, double? chanceOfBest)
    {
        var totals = arm.Totals;
        var conversion = totals.Conversion();
        return new ArmResultView(
            arm.Key, arm.Name, arm.Control, totals.Conversations, totals.Closed, arm.Pending, totals.Decisions, totals.Conversions, arm.Reported,
            Known(conversion.Estimate), conversion.Low, conversion.High,
            Known(totals.MeanReward), Known(totals.RewardStandardError), Known(totals.MeanEngagement), Known(totals.MeanValue),
            arm.Analysed.Closed, Known(lift?.Estimate ?? double.NaN), Known(lift?.Low ?? double.NaN), Known(lift?.High ?? double.NaN), chanceOfBest, arm.Blocked);
    }

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
