using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.Decisions;

/// <summary>Where a unit's decision goes.</summary>
/// <param name="Assignment">An assignment drawn just now, to be logged; null when there is none or it is known already.</param>
internal sealed record Route(string Policy, string? Experiment, string? Arm, IReadOnlyList<RouteStepPayload> Steps, AssignmentPayload? Assignment);

/// <summary>The routing order: freeze → global holdout → experiment → canary → champion. A pure function of configuration, unit and secret.</summary>
internal static class Router
{
    private const double Draws = 4294967296.0;

    public static Route Of(PlaybookConfiguration configuration, RoutedConversation conversation, ReadOnlySpan<byte> secret)
    {
        var routing = configuration.Routing;
        List<RouteStepPayload> steps = [];
        if (routing.FrozenTo is { } frozen)
            return new Route(frozen, null, null, [new("freeze", frozen, 1)], null);
        if (FindTested(configuration, conversation) is { } tested)
            return tested;
        if (HoldoutRouting.Find(configuration, conversation, secret) is { } holdout)
        {
            steps.Add(holdout);
            if (HoldoutRouting.Holds(holdout))
                return new Route(holdout.Target!, null, null, steps, null);
        }

        foreach (var experiment in configuration.Experiments)
        {
            if (ExperimentRouting.Find(experiment, conversation, secret) is not var (arm, chance, assignment))
                continue;
            steps.Add(new("experiment", $"{experiment.Key}/{arm.Key}", chance));
            return new Route(arm.Policy, experiment.Key, arm.Key, steps, assignment);
        }

        if (routing is { Canary: { } canary, CanaryShare: > 0 })
        {
            var chosen = Below(secret, $"canary|{canary}", conversation.Id, routing.CanaryShare);
            steps.Add(new("canary", chosen ? canary : null, chosen ? routing.CanaryShare : 1 - routing.CanaryShare));
            if (chosen)
                return new Route(canary, null, null, steps, null);
        }

        steps.Add(new("champion", routing.Champion, 1));
        return new Route(routing.Champion, null, null, steps, null);
    }

    // A tester gets the arm and is in no experiment: no number ever counts what he did.
    private static Route? FindTested(PlaybookConfiguration configuration, RoutedConversation conversation)
    {
        if (conversation.Testing is null)
            return null;
        foreach (var experiment in configuration.Experiments)
            if (experiment.Running && conversation.Testing.TryGetValue(experiment.Key, out var key) && experiment.Arms.FirstOrDefault(a => a.Key == key) is { } arm)
                return new Route(arm.Policy, null, null, [new("tester", $"{experiment.Key}/{arm.Key}", 1)], null);
        return null;
    }

    private static bool Below(ReadOnlySpan<byte> secret, string purpose, string unit, double share) => Draw.Of(secret, purpose, unit) < share * Draws;
}
