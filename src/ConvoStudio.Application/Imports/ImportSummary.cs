using System.Text.Json.Serialization;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Imports;

/// <summary>What an import brought.</summary>
/// <param name="ConversionLow">Lower end of the 95 % Wilson interval of the conversion.</param>
/// <param name="ConversionHigh">Upper end.</param>
public sealed record ImportSummary(
    long Conversations, long Converted, double Conversion, double ConversionLow, double ConversionHigh, long Turns, long AgentTurns, long CustomerTurns,
    IReadOnlyList<ActSummary> Acts, IReadOnlyList<FactSummary> Facts, ValueSummary? Value);

/// <summary>One act by one speaker.</summary>
/// <param name="Count">Turns that hold it.</param>
/// <param name="Conversations">Conversations that hold it.</param>
/// <param name="ConvertedConversations">Of those, converted ones.</param>
/// <param name="SuggestStatesOutcome">It looks like an act that states or follows the outcome.</param>
/// <param name="Reason">Why, for a person; null when nothing is suggested.</param>
public sealed record ActSummary(Speaker Speaker, string Act, long Count, long Conversations, long ConvertedConversations, bool SuggestStatesOutcome, string? Reason);

/// <summary>A fact found in the conversations' context.</summary>
/// <param name="Known">Conversations in which it has a value.</param>
/// <param name="Distinct">Different values seen (counted up to a limit).</param>
/// <param name="SuggestedUsages">Usage proposed to the analyst.</param>
/// <param name="Note">What stands out, for a person; null when nothing does.</param>
public sealed record FactSummary(
    string Key, FactType Type, FactUsages SuggestedUsages, long Known, int Distinct, IReadOnlyList<string> Words,
    double? Shift, double? Scale, bool Logarithmic, string? Note);

/// <summary>The outcome's value over the conversations that have one.</summary>
public sealed record ValueSummary(long Known, double Minimum, double Median, double Maximum);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImportSummary))]
[JsonSerializable(typeof(PlaybookFromImportInput))]
internal sealed partial class ImportJson : JsonSerializerContext;

/// <summary>Input of the job that makes a playbook.</summary>
internal sealed record PlaybookFromImportInput(Guid ImportId, string Key, string Name, ImportChoices Choices, string ActorId, string ActorName);
