using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>One arm in a frame. Rates are over finished conversations; younger ones are pending.</summary>
/// <param name="Reported">Conversions reported so far, also by pending conversations: an early view.</param>
/// <param name="Analysed">Sums over the conversations that verdicts rest on: in assignment order, up to the first that is pending.</param>
/// <param name="Learnt">What its policy had learnt when it decided; null before its first decision.</param>
/// <param name="Policy">Id of its policy.</param>
/// <param name="Active">New conversations get it; false for a retired arm.</param>
/// <param name="Share">Integer weight in the configuration.</param>
/// <param name="Blocked">Decisions in which a rule stood in the way of some action.</param>
public sealed record ArmFrame(
    string Key, string Name, bool Control, ArmTotals Totals, long Reported, ArmTotals Analysed, PolicyRange? Learnt = null, string Policy = "", bool Active = true, uint Share = 1,
    long Blocked = 0)
{
    /// <summary>Assigned conversations whose outcome is not final and whose window is open.</summary>
    public long Pending => Totals.Conversations - Totals.Closed;
}

/// <summary>An arm that learns is not one treatment: it decided with everything learnt from <paramref name="First"/> to <paramref name="Last"/>.</summary>
/// <param name="First">Lowest sequence number that a decision had learnt up to.</param>
/// <param name="Last">Highest one.</param>
public sealed record PolicyRange(long First, long Last)
{
    public bool Learns => First != Last;

    public PolicyRange With(long sequence) => new(Math.Min(First, sequence), Math.Max(Last, sequence));
}

/// <summary>How shares moved.</summary>
/// <param name="Moves">Oldest first; none after a fixed split.</param>
/// <param name="Finished">Finished conversations at each move.</param>
public sealed record ShareCourse(IReadOnlyList<RecordedReallocation> Moves, IReadOnlyList<long> Finished)
{
    public static ShareCourse None { get; } = new([], []);
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
/// <param name="Reading">What may be said of its metric, at every look; null without a control.</param>
/// <param name="SplitPValue">Whether the arms got their shares: small means that they did not. Holds at every look.</param>
/// <param name="Plan">Null for an experiment made before there was one.</param>
public sealed record MetricsFrame(
    string Playbook, string Experiment, LogSource Source, long Sequence, DateTimeOffset AsOf, IReadOnlyList<ArmFrame> Arms, MetricsPoint? Latest,
    ExperimentReading? Reading, double SplitPValue, ExperimentPlan? Plan = null)
{
    /// <summary>How shares moved up to here.</summary>
    public ShareCourse Shares { get; init; } = ShareCourse.None;

    /// <summary>Guardrails that were breached, oldest first.</summary>
    public IReadOnlyList<RecordedBreach> Breaches { get; init; } = [];

    /// <summary>True when conversations did not come to the arms as their shares say: then no number here can be trusted.</summary>
    public bool IsSplitUneven => SplitPValue < UnevenSplit;

    /// <summary>p value below which a split counts as uneven: one false alarm in a thousand experiments, over all looks.</summary>
    public const double UnevenSplit = 0.001;

    /// <summary>What the experiment is decided by.</summary>
    public ExperimentMetric Metric => (Plan ?? ExperimentPlan.Usual).Metric;

    /// <summary>Finished conversations that wait, because one assigned before them is still pending.</summary>
    public long FinishedButWaiting => Arms.Sum(arm => arm.Totals.Closed - arm.Analysed.Closed);
}
