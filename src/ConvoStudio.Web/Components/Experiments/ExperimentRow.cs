using ConvoStudio.Application.Experiments;
using ConvoStudio.Web.Components.LiveMetrics;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>A line of the list of experiments.</summary>
/// <param name="Verdict">Null for one that was never in force.</param>
/// <param name="Health">What is wrong; empty when nothing is.</param>
/// <param name="DaysLeft">Until the smallest effect worth having could be seen; 0 when it could be by now, null when nobody can tell.</param>
public sealed record ExperimentRow(Experiment Experiment, long Conversations, VerdictWords? Verdict, IReadOnlyList<HealthFinding> Health, double? DaysLeft = null)
{
    public bool Runs => Experiment.Status is ExperimentStatus.Running or ExperimentStatus.Paused;
}
