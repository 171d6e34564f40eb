using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Application.Experiments;

/// <summary>Which arm may go.</summary>
internal static class ArmRetirement
{
    /// <exception cref="NotFoundException">No such arm.</exception>
    /// <exception cref="TransitionException">It is the control, the last treatment, or one of an experiment that is over or has fixed shares.</exception>
    public static void Demand(Experiment experiment, string arm)
    {
        var found = experiment.ActiveArms.FirstOrDefault(a => a.Key == arm) ?? throw new NotFoundException("arm", arm);
        if (experiment.Status is ExperimentStatus.Stopped or ExperimentStatus.Concluded)
            throw new TransitionException($"The experiment {experiment.Name} is over.");
        if (found.Control)
            throw new TransitionException("The control cannot be retired: nothing could be compared any more. Stop the experiment instead.");
        if (experiment.ActiveArms.Count() <= 2)
            throw new TransitionException("It is the last arm beside control. Stop the experiment instead.");
    }
}
