using System.Text.Json.Serialization;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Simulation;

namespace ConvoStudio.Application.Imports;

/// <summary>What an import brought: exact counts over all its conversations, and suggestions read off the first of them.</summary>
/// <param name="ConversionLow">Lower end of the 95 % Wilson interval of the conversion.</param>
/// <param name="ConversionHigh">Upper end.</param>
/// <param name="SuggestionsFrom">Conversations the suggestions were read off.</param>
/// <param name="UnlabelledTurns">Turns without acts.</param>
/// <param name="Findings">What a person should know of the data, the most serious first; null in a summary made before there were any.</param>
public sealed record ImportSummary(
    long Conversations, long Converted, double? Conversion, double ConversionLow, double ConversionHigh, long Turns, long AgentTurns, long CustomerTurns,
    IReadOnlyList<ImportedAct> Acts, IReadOnlyList<FactSuggestion> Facts, ImportedValue? Value, int SuggestionsFrom, long UnlabelledTurns = 0,
    IReadOnlyList<ImportFinding>? Findings = null);

/// <summary>One act by one speaker.</summary>
/// <param name="Turns">Turns that hold it.</param>
/// <param name="Conversations">Conversations that hold it.</param>
/// <param name="ConvertedConversations">Of those, converted ones.</param>
/// <param name="LateShare">Share of its turns that lie at the very end of their conversation, or null when too few tell.</param>
/// <param name="SuggestStatesOutcome">It looks like an act that states or follows the outcome.</param>
public sealed record ImportedAct(
    Speaker Speaker, string Act, long Turns, long Conversations, long ConvertedConversations, double? LateShare, bool SuggestStatesOutcome);

/// <summary>The outcome's value over the conversations that have one.</summary>
public sealed record ImportedValue(long Known, double Minimum, double Mean, double Maximum);

/// <summary>Input of the job that makes a playbook.</summary>
internal sealed record PlaybookFromImportInput(Guid ImportId, string Key, string Name, ImportChoices Choices, string ActorId, string ActorName);

/// <summary>Input of the job that reads a file.</summary>
internal sealed record ImportInput(Guid ImportId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImportSummary))]
[JsonSerializable(typeof(ImportInput))]
[JsonSerializable(typeof(ImportMapping))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(PlaybookFromImportInput))]
internal sealed partial class ImportJson : JsonSerializerContext;
