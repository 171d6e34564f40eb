using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.Decisions;

/// <summary>Whether a conversation's customer stays on the holdout policy. Pure.</summary>
/// <remarks>The draw is the customer's own and never changes; the share is the boundary it is compared with. So a greater share only adds customers, a smaller one
/// only lets some go, and no arm is ever drawn anew: whoever has an arm of a running experiment keeps it until the conversation, or the experiment on customers, is over.</remarks>
internal static class HoldoutRouting
{
    /// <summary>Name of the step; its target is the policy, or null for everybody else.</summary>
    public const string Step = "holdout";

    /// <summary>Name of the step of a customer who would be held but has an arm already.</summary>
    public const string KeptStep = "holdout-kept";

    private const double Draws = 4294967296.0;

    /// <summary>The step to log, or null when there is no holdout for this conversation.</summary>
    public static RouteStepPayload? Find(PlaybookConfiguration configuration, RoutedConversation conversation, ReadOnlySpan<byte> secret)
    {
        if (configuration.Routing is not { Holdout: { } policy, HoldoutShare: > 0 and var share })
            return null;
        // As with experiments: nobody changes sides in the middle of a conversation.
        if (!conversation.IsFirst)
            return Again(conversation.FirstRoute, policy);
        if (!(Draw.Of(secret, Step, conversation.Customer) < share * Draws))
            return new(Step, null, 1 - share);
        return new(HasArm(configuration, conversation) ? KeptStep : Step, policy, share);
    }

    /// <summary>True when the step sends the conversation to the holdout policy.</summary>
    public static bool Holds(RouteStepPayload step) => step is { Step: Step, Target: not null };

    private static RouteStepPayload? Again(IReadOnlyList<RouteStepPayload>? first, string policy)
    {
        foreach (var step in first ?? [])
            if (step.Step is Step or KeptStep)
                return step.Target is null ? step : step with { Target = policy };
        return null;
    }

    private static bool HasArm(PlaybookConfiguration configuration, RoutedConversation conversation)
    {
        foreach (var experiment in configuration.Experiments)
            if (experiment.Running && (Names(conversation.Assignments, experiment) || (experiment.Plan is { Unit: ExperimentUnit.Customer } && Names(conversation.Earlier, experiment))))
                return true;
        return false;
    }

    private static bool Names(IReadOnlyDictionary<string, AssignmentPayload> assignments, ExperimentPart experiment) =>
        assignments.TryGetValue(experiment.Key, out var assignment) && experiment.Arms.Any(a => a.Key == assignment.Arm);
}
