using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConvoStudio.Application.Outcomes;

/// <summary>200 of a batch of late outcomes.</summary>
/// <param name="Rows">One for each row sent, in their order.</param>
public sealed record OutcomeBatchAnswer(int Recorded, int Amendments, int SameAsBefore, int Unmatched, IReadOnlyList<OutcomeRowAnswer> Rows)
{
    internal static OutcomeBatchAnswer Of(IReadOnlyList<LateOutcomeResult> results)
    {
        int Count(LateOutcomeStatus status) => results.Count(r => r.Status == status);
        return new(
            Count(LateOutcomeStatus.Recorded), Count(LateOutcomeStatus.Amendment), Count(LateOutcomeStatus.SameAsBefore), Count(LateOutcomeStatus.Unmatched),
            [.. results.Select((r, i) => new OutcomeRowAnswer(i, JsonNamingPolicy.KebabCaseLower.ConvertName(r.Status.ToString()), r.ConversationId, r.Reason, r.Message))]);
    }
}

/// <param name="Row">0-based, as sent.</param>
/// <param name="Status">recorded, amendment, same-as-before or unmatched.</param>
/// <param name="Reason">Why it was not taken, as a word; see <see cref="OutcomeReason"/>.</param>
/// <param name="Message">The reason as a sentence.</param>
public sealed record OutcomeRowAnswer(int Row, string Status, Guid? ConversationId, string? Reason, string? Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OutcomeBatchAnswer))]
[JsonSerializable(typeof(OutcomeMapping))]
[JsonSerializable(typeof(OutcomeUploadInput))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class OutcomeJson : JsonSerializerContext;
