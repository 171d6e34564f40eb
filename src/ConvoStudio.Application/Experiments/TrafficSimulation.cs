using System.Text.Json.Serialization;

namespace ConvoStudio.Application.Experiments;

/// <summary>An experiment run many times on the playbook's own past, before any customer meets it.</summary>
/// <param name="Sequence">The log up to here was the past.</param>
/// <param name="Past">Conversations it was drawn from, of which <paramref name="Live"/> were live; the others were imported.</param>
/// <param name="Mean">Of the metric in the past.</param>
/// <param name="Horizon">Units of all arms at which each run ends.</param>
/// <param name="LookEvery">Units between two looks.</param>
/// <param name="Runs">Simulated experiments an effect.</param>
/// <param name="Effects">The first has an effect of 0: whatever is called there is a false alarm.</param>
public sealed record TrafficSimulation(
    string Experiment, DateTimeOffset At, long Sequence, int Past, int Live, double Mean, int Horizon, int LookEvery, int Runs, IReadOnlyList<SimulatedCase> Effects);

/// <summary>What came of one effect.</summary>
/// <param name="Effect">In the metric's own unit; 0 for equal arms.</param>
/// <param name="Decided">Share of runs that called a difference, the right way where there is one, with its 95 % interval.</param>
/// <param name="Width">Median width of the interval at the horizon.</param>
/// <param name="Units">Units at which half of the runs had decided; null when fewer did.</param>
public sealed record SimulatedCase(double Effect, double Decided, double Low, double High, double? Width, long? Units);

/// <summary>What a simulation works on.</summary>
internal sealed record TrafficSimulationInput(string Experiment);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TrafficSimulation))]
[JsonSerializable(typeof(TrafficSimulationInput))]
internal sealed partial class TrafficSimulationJson : JsonSerializerContext;
