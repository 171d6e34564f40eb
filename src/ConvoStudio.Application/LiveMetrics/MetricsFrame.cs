using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>One arm in a frame. Rates are over finished conversations; younger ones are pending.</summary>
/// <param name="Reported">Conversions reported so far, also by pending conversations: an early view.</param>
public sealed record ArmFrame(string Key, string Name, bool Control, ArmTotals Totals, long Reported)
{
    /// <summary>Assigned conversations whose outcome is not final and whose window is open.</summary>
    public long Pending => Totals.Conversations - Totals.Closed;
}

/// <summary>Conversion and reward of each arm when so many conversations were finished.</summary>
public sealed record MetricsPoint(long Finished, DateTimeOffset At, IReadOnlyList<double?> Conversion, IReadOnlyList<double?> MeanReward);

/// <summary>What is known of an experiment at a sequence number; immutable, the same for pages and for the hub.</summary>
/// <param name="Sequence">Everything up to this log entry is in it.</param>
/// <param name="AsOf">When the log was last looked at.</param>
public sealed record MetricsFrame(
    string Playbook, string Experiment, LogSource Source, long Sequence, DateTimeOffset AsOf, IReadOnlyList<ArmFrame> Arms, MetricsPoint? Latest);
