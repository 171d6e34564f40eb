using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Decisions;

/// <summary>Where a unit's decision goes.</summary>
/// <param name="Assignment">An assignment drawn just now, to be logged; null when there is none or it is known already.</param>
internal sealed record Route(string Policy, string? Experiment, string? Arm, IReadOnlyList<RouteStepPayload> Steps, AssignmentPayload? Assignment);

/// <summary>The routing order: freeze → global holdout → experiment → canary → champion. A pure function of configuration, unit and secret.</summary>
internal static class Router
{
    private const double Draws = 4294967296.0;

    /// <param name="unit">The unit of assignment, here the conversation's id.</param>
    /// <param name="known">Assignments of the unit so far: it keeps its arm until the arm is retired.</param>
    public static Route Of(
        PlaybookConfiguration configuration, string unit, IReadOnlyDictionary<string, AssignmentPayload> known, ReadOnlySpan<byte> secret)
    {
        var routing = configuration.Routing;
        List<RouteStepPayload> steps = [];
        if (routing.FrozenTo is { } frozen)
            return new Route(frozen, null, null, [new("freeze", frozen, 1)], null);
        if (routing is { Holdout: { } holdout, HoldoutShare: > 0 })
        {
            var held = Below(secret, "holdout", unit, routing.HoldoutShare);
            steps.Add(new("holdout", held ? holdout : null, held ? routing.HoldoutShare : 1 - routing.HoldoutShare));
            if (held)
                return new Route(holdout, null, null, steps, null);
        }

        foreach (var experiment in configuration.Experiments)
        {
            if (!experiment.Running || experiment.Arms.All(a => a.Share == 0))
                continue;
            if (known.TryGetValue(experiment.Key, out var before) && experiment.Arms.FirstOrDefault(a => a.Key == before.Arm) is { } kept)
                return Experiment(experiment, kept, Chance(before, kept.Key), steps, null);
            var shares = experiment.Arms.Select(a => a.Share).ToArray();
            var draw = Draw.Of(secret, $"experiment|{experiment.Key}|{experiment.Epoch}", unit);
            var arm = experiment.Arms[ShareDraw.Pick(shares, draw)];
            var assignment = new AssignmentPayload(experiment.Key, experiment.Epoch, unit, [.. experiment.Arms.Select(a => a.Key)], shares, draw, arm.Key);
            return Experiment(experiment, arm, Chance(assignment, arm.Key), steps, assignment);
        }

        if (routing is { Canary: { } canary, CanaryShare: > 0 })
        {
            var chosen = Below(secret, $"canary|{canary}", unit, routing.CanaryShare);
            steps.Add(new("canary", chosen ? canary : null, chosen ? routing.CanaryShare : 1 - routing.CanaryShare));
            if (chosen)
                return new Route(canary, null, null, steps, null);
        }

        steps.Add(new("champion", routing.Champion, 1));
        return new Route(routing.Champion, null, null, steps, null);
    }

    private static Route Experiment(ExperimentPart experiment, ArmPart arm, double chance, List<RouteStepPayload> steps, AssignmentPayload? assignment)
    {
        steps.Add(new("experiment", $"{experiment.Key}/{arm.Key}", chance));
        return new Route(arm.Policy, experiment.Key, arm.Key, steps, assignment);
    }

    private static double Chance(AssignmentPayload assignment, string arm)
    {
        double total = 0, share = 0;
        for (var i = 0; i < assignment.Arms.Count; i++)
        {
            total += assignment.Shares[i];
            share += assignment.Arms[i] == arm ? assignment.Shares[i] : 0;
        }

        return share / total;
    }

    private static bool Below(ReadOnlySpan<byte> secret, string purpose, string unit, double share) => Draw.Of(secret, purpose, unit) < share * Draws;
}
