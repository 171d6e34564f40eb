using System.Globalization;
using System.Text.Json;
using ConvoStudio.Application.Audit;

namespace ConvoStudio.Application.Compliance;

/// <summary>Something that was done with a version of a rule, as the audit log tells it.</summary>
/// <param name="Number">Version of the rule.</param>
/// <param name="Status">Where it stood from then on; null when only its words changed.</param>
/// <param name="Sentence">What it said from then on; null when its words stayed.</param>
/// <param name="Note">What was said at the step.</param>
public sealed record RuleStep(DateTimeOffset At, string By, int Number, RuleStatus? Status, string? Sentence, string? Note)
{
    internal static RuleStep Of(AuditEntry entry)
    {
        var number = int.Parse(entry.Key.AsSpan(entry.Key.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        using var after = JsonDocument.Parse(entry.After ?? "{}");
        return new(
            entry.At, entry.ActorName, number, Enum.TryParse<RuleStatus>(Text(after, nameof(ComplianceRule.Status)), out var status) ? status : null,
            Text(after, nameof(ComplianceRule.Sentence)), Text(after, nameof(ComplianceRule.Note)));
    }

    private static string? Text(JsonDocument document, string property) =>
        document.RootElement.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
