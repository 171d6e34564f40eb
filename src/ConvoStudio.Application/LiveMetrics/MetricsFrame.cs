using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>One arm in a frame. Rates are over finished conversations; younger ones are pending.</summary>
/// <param name="Reported">Conversions reported so far, also by pending conversations: an early view.</param>
/// <param name="Analysed">Sums over the conversations that verdicts rest on: in assignment order, up to the first that is pending.</param>
public sealed record ArmFrame(string Key, string Name, bool Control, ArmTotals Totals, long Reported, ArmTotals Analysed)
{
    /// <summary>Assigned conversations whose outcome is not final and whose window is open.</summary>
    public long Pending => Totals.Conversations - Totals.Closed;
}

/// <summary>A lift over control with the interval that held at that moment, and at every other one.</summary>
public sealed record LiftPoint(double Low, double Estimate, double High);

/// <summary>Conversion and reward of each arm when so many conversations were finished.</summary>
/// <param name="Lift">Of analysed conversations; null for the control, and where an arm has none.</param>
public sealed record MetricsPoint(
    long Finished, DateTimeOffset At, IReadOnlyList<double?> Conversion, IReadOnlyList<double?> MeanReward, IReadOnlyList<LiftPoint?> Lift);

/// <summary>What is known of an experiment at a sequence number; immutable, the same for pages and for the hub.</summary>
/// <param name="Sequence">Everything up to this log entry is in it.</param>
/// <param name="AsOf">When the log was last looked at.</param>
/// <param name="Reading">What may be said of the conversion, at every look; null without a control.</param>
/// <param name="SplitPValue">Whether the arms got their shares: small means that they did not. Holds at every look.</param>
public sealed record MetricsFrame(
    string Playbook, string Experiment, LogSource Source, long Sequence, DateTimeOffset AsOf, IReadOnlyList<ArmFrame> Arms, MetricsPoint? Latest,
    ExperimentReading? Reading, double SplitPValue)
{
    /// <summary>Finished conversations that wait, because one assigned before them is still pending.</summary>
    public long FinishedButWaiting => Arms.Sum(arm => arm.Totals.Closed - arm.Analysed.Closed);
}
