using ConvoStudio.Application.Experiments;
using ConvoStudio.Web.Components.LiveMetrics;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>A line of the list of experiments.</summary>
/// <param name="Verdict">Null for one that was never in force.</param>
public sealed record ExperimentRow(Experiment Experiment, long Conversations, VerdictWords? Verdict);
