using System.Text.Json;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Conversations;

/// <summary>Facts of a request, typed by the playbook's definitions and parted by who may read them.</summary>
/// <param name="Logged">Facts of usage policy: they enter the log.</param>
/// <param name="Protected">Facts that only rules or the audit service may read: they never do.</param>
internal sealed record FactReading(IReadOnlyDictionary<string, FactValue> Logged, IReadOnlyDictionary<string, FactValue> Protected)
{
    private static readonly Dictionary<string, FactValue> None = [];

    /// <exception cref="ValidationException">A fact is not declared, or its value is of another type.</exception>
    public static FactReading Of(IReadOnlyDictionary<string, JsonElement>? facts, PlaybookPart playbook)
    {
        if (facts is null or { Count: 0 })
            return new(None, None);
        var logged = new SortedDictionary<string, FactValue>(StringComparer.Ordinal);
        var kept = new SortedDictionary<string, FactValue>(StringComparer.Ordinal);
        var errors = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (key, json) in facts)
        {
            // An archived fact is still taken from clients that send it, and goes nowhere: archiving must fail no request.
            if (playbook.Facts.FirstOrDefault(f => string.Equals(f.Key, key, StringComparison.Ordinal)) is not { } definition)
                errors[$"facts.{key}"] = [$"“{key}” is not a fact of this playbook."];
            else if (Read(json, definition.Type) is not { } value)
                errors[$"facts.{key}"] = [Expected(definition.Type)];
            else if (definition.Archived || definition.Usages == FactUsages.None)
                continue;
            else if (definition.Usages.HasFlag(FactUsages.Policy))
                logged[key] = value;
            else
                kept[key] = value;
        }

        return errors.Count == 0 ? new(logged, kept) : throw new ValidationException(errors);
    }

    private static FactValue? Read(JsonElement json, FactType type) => (json.ValueKind, type) switch
    {
        (JsonValueKind.Null, _) => FactValue.Unknown,
        (JsonValueKind.Object, _) when json.TryGetProperty("withheld", out var withheld) && withheld.ValueKind == JsonValueKind.True => FactValue.Withheld,
        (JsonValueKind.Number, FactType.Number) when json.TryGetDouble(out var number) && double.IsFinite(number) => FactValue.Of(number),
        (JsonValueKind.String, FactType.Category) when json.GetString() is { Length: > 0 and <= 200 } word => FactValue.Of(word),
        (JsonValueKind.True, FactType.Flag) => FactValue.Of(true),
        (JsonValueKind.False, FactType.Flag) => FactValue.Of(false),
        _ => null,
    };

    private static string Expected(FactType type) => type switch
    {
        FactType.Number => "Must be a number, null when not known, or {\"withheld\": true}.",
        FactType.Category => "Must be a text of 1 to 200 characters, null when not known, or {\"withheld\": true}.",
        _ => "Must be true or false, null when not known, or {\"withheld\": true}.",
    };
}
