using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;

namespace ConvoStudio.Web.Api;

/// <summary>An experiment to be; nothing is routed before it starts. Without a plan: conversion, 2 points, every conversation, shares that stay.</summary>
internal sealed record CreateExperimentRequest(string? Key, string? Name, string? Hypothesis, IReadOnlyList<ArmRequest?>? Arms, PlanRequest? Plan)
{
    public NewExperiment ToExperiment() => new(Key ?? "", Name ?? "", Hypothesis ?? "", ArmRequest.Parts(Arms), Plan: Plan?.ToPlan());
}

/// <summary>A draft written anew; its key stays.</summary>
/// <param name="Version">The version the change was made on.</param>
internal sealed record EditExperimentRequest(string? Name, string? Hypothesis, IReadOnlyList<ArmRequest?>? Arms, PlanRequest? Plan, int? Version)
{
    public NewExperiment ToExperiment(string key) => new(key, Name ?? "", Hypothesis ?? "", ArmRequest.Parts(Arms), Plan: Plan?.ToPlan());
}

/// <summary>An arm: a policy of the playbook and its share as an integer weight. Exactly one arm is the control.</summary>
internal sealed record ArmRequest(string? Key, string? Name, string? Policy, uint? Share, bool? Control)
{
    // What is missing is empty here; the service refuses it under the field's name.
    public ArmPart ToPart() => new(Key ?? "", Name ?? "", Policy ?? "", Share ?? 0, Control ?? false);

    public static IReadOnlyList<ArmPart> Parts(IReadOnlyList<ArmRequest?>? arms) => [.. (arms ?? []).Select(a => (a ?? new(null, null, null, null, null)).ToPart())];
}

/// <summary>Why.</summary>
internal sealed record ReasonRequest(string? Reason);

/// <summary>A decision at the end: the arm that goes on, and what was learnt.</summary>
internal sealed record ConcludeRequest(string? Arm, string? Learnings, string? Reason);

/// <summary>Share of the layer that takes part, above 0 and up to 1.</summary>
internal sealed record TrafficRequest(double? Traffic);

/// <summary>A customer who always gets one arm and is in no number; only a hash of the key is kept.</summary>
internal sealed record TesterRequest(string? CustomerKey, string? Arm, string? Note);

/// <summary>A line beside the course; about now when no moment is named.</summary>
internal sealed record NoteRequest(string? Text, DateTimeOffset? At);
