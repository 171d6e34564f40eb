using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.Decisions;

/// <summary>The shares a stored assignment was drawn with, read again from the reallocation it names.</summary>
internal sealed class ReplayedShares(IDecisionLog log, IReadOnlyList<AssignmentPayload> drawn) : IExperimentShares
{
    public MovedShares? Find(ExperimentPart experiment) =>
        drawn.FirstOrDefault(a => a.Experiment == experiment.Key) is { ReallocationSequence: > 0 and var sequence } && log.Find(sequence) is { } entry
            ? ExperimentShares.Read(entry)
            : null;
}
