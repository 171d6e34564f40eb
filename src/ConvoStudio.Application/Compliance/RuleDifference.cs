using System.Text.Json;

namespace ConvoStudio.Application.Compliance;

/// <summary>A slot that two versions of a rule fill differently.</summary>
/// <param name="Slot">Name of the slot in the document ("when", "effect", "effectiveFrom").</param>
/// <param name="Before">JSON of the older version; null where the slot is not filled.</param>
/// <param name="After">JSON of the newer version.</param>
public sealed record RuleSlotChange(string Slot, string? Before, string? After);

/// <summary>What differs between two versions of a rule.</summary>
public static class RuleDifference
{
    private static readonly HashSet<string> Head = new(StringComparer.Ordinal) { "schema", "key", "version" };

    /// <summary>Slots that differ, by name; key and version are not slots.</summary>
    public static IReadOnlyList<RuleSlotChange> Of(ComplianceRule before, ComplianceRule after)
    {
        var (old, now) = (Slots(before), Slots(after));
        return [.. old.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(slot => new RuleSlotChange(slot, old.GetValueOrDefault(slot), now.GetValueOrDefault(slot)))
            .Where(change => change.Before != change.After)];
    }

    private static Dictionary<string, string> Slots(ComplianceRule rule)
    {
        using var document = JsonDocument.Parse(rule.Document);
        return document.RootElement.EnumerateObject().Where(p => !Head.Contains(p.Name)).ToDictionary(p => p.Name, p => p.Value.GetRawText(), StringComparer.Ordinal);
    }
}
