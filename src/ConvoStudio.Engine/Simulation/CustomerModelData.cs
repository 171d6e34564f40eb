using System.Text.Json.Serialization;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Simulation;

/// <summary>Everything a customer model is made of, as it is stored.</summary>
/// <param name="Format">Format of these bytes; raised when a field changes its meaning.</param>
/// <param name="OutcomeActs">Acts left out, sorted.</param>
/// <param name="Responses">Act sets of the response classes from class 2 on; class 0 is silence, class 1 a rare act set.</param>
/// <param name="RareResponses">The rare act sets, one entry an occurrence.</param>
/// <param name="Response">Which response.</param>
/// <param name="Ending">Whether the talk ends after it.</param>
/// <param name="Outcome">Whether it converts.</param>
/// <param name="Mood">Mood of an answer, or null.</param>
/// <param name="FactRows">Facts of the samples, drawn as whole rows so that they keep belonging together.</param>
/// <param name="Ranges">Ranges of the number facts.</param>
/// <param name="ValueFact">Number fact that values are proportional to, or null.</param>
/// <param name="Values">Values of conversions, divided by that fact if there is one.</param>
/// <param name="MostAgentTurns">A talk ends here at the latest.</param>
internal sealed record CustomerModelData(
    int Format, string[] OutcomeActs, string[][] Responses, string[][] RareResponses, LogisticData Response, LogisticData Ending, LogisticData Outcome,
    MoodData? Mood, SortedDictionary<string, FactValue>[] FactRows, SortedDictionary<string, NumberRange> Ranges, string? ValueFact, double[] Values,
    int MostAgentTurns);

/// <summary>A stored logistic regression.</summary>
internal sealed record LogisticData(IReadOnlyList<FeatureName> Features, int Classes, double[] Weights);

/// <summary>A stored linear regression of mood with its residual spread.</summary>
internal sealed record MoodData(IReadOnlyList<FeatureName> Features, double[] Weights, double Spread);

/// <summary>Source-generated serialisation of the model.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CustomerModelData))]
internal sealed partial class CustomerModelJson : JsonSerializerContext;
