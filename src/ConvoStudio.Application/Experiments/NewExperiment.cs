using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Policies;

namespace ConvoStudio.Application.Experiments;

/// <summary>An experiment to be; nothing is routed before it starts.</summary>
/// <param name="Arms">At least two, exactly one of them the control.</param>
/// <param name="Learners">Policies made with it, for arms that name their ids. They are in force at once; the experiment is not.</param>
/// <param name="Plan">Null for <see cref="ExperimentPlan.Usual"/>. Its buckets say how much of the layer is wanted; which ones it gets is settled at the start.</param>
public sealed record NewExperiment(
    string Key, string Name, string Hypothesis, IReadOnlyList<ArmPart> Arms, IReadOnlyList<NewLearner>? Learners = null, ExperimentPlan? Plan = null);
