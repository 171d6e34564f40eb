using System.Globalization;
using System.Text;
using System.Text.Json;
using ConvoStudio.Application.Audit;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Audits;

/// <summary>The fields of an entry in words: names people know, values as they are said, and no hashes or counters, which stand in the raw entry.</summary>
internal static class AuditFields
{
    private const long FirstTicks = 600_000_000_000_000_000;

    private static readonly HashSet<string> Inner = new(StringComparer.Ordinal)
    {
        "Id", "PlaybookKey", "ExperimentKey", "NormalizedName", "UserName", "EmailConfirmed", "PhoneNumberConfirmed", "LockoutEnabled", "NextActionNumber", "Number", "Position", "Epoch",
        "JobId", "OwnerId", "CreatedBy", "CreatedAt", "ExperimentName", "UserId", "RoleId", "RangeScale", "RangeShift", "Prefix",
    };

    public static IReadOnlyList<AuditFieldChange> Of(AuditEntry entry, IStringLocalizer<AuditTexts> texts)
    {
        var (before, after) = (Flat(entry.Before, texts), Flat(entry.After, texts));
        List<AuditFieldChange> changes = [];
        foreach (var field in before.Keys.Union(after.Keys, StringComparer.Ordinal))
        {
            var (was, now) = (before.GetValueOrDefault(field, ""), after.GetValueOrDefault(field, ""));
            if (was == now) continue;
            changes.Add(new(field, entry.Before is null ? null : Shown(was), entry.After is null ? null : Shown(now)));
        }
        return changes;
    }

    private static string Shown(string value) => value.Length == 0 ? Numbers.Unknown : value;

    // An object is told field by field: "reward, conversion weight".
    private static Dictionary<string, string> Flat(string? json, IStringLocalizer<AuditTexts> texts)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (json is null) return fields;
        using var document = JsonDocument.Parse(json);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (Inner.Contains(property.Name) || property.Name.EndsWith("Hash", StringComparison.Ordinal) || property.Name.EndsWith("Digest", StringComparison.Ordinal)) continue;
            Add(fields, Name(property.Name, texts), property.Value, texts);
        }
        return fields;
    }

    private static void Add(Dictionary<string, string> fields, string name, JsonElement value, IStringLocalizer<AuditTexts> texts)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is ['{' or '[', ..] text && Parse(text) is { } inner)
        {
            Add(fields, name, inner, texts);
            return;
        }
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in value.EnumerateObject()) Add(fields, $"{name}, {Name(property.Name, texts)}", property.Value, texts);
            return;
        }
        fields[name] = Said(value, texts);
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // A text that only looks like it.
            return null;
        }
    }

    private static string Said(JsonElement value, IStringLocalizer<AuditTexts> texts) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.True => texts["Yes"],
        JsonValueKind.False => texts["No"],
        JsonValueKind.Number when value.TryGetInt64(out var ticks) && ticks > FirstTicks => Times.Full(new DateTimeOffset(ticks, TimeSpan.Zero), TimeZoneInfo.Utc),
        JsonValueKind.Number => value.GetDouble().ToString("0.####", CultureInfo.InvariantCulture),
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(one => Item(one, texts))),
        _ => Word(value.GetString() ?? ""),
    };

    private static string Item(JsonElement one, IStringLocalizer<AuditTexts> texts) => one.ValueKind == JsonValueKind.Object
        ? string.Join(" ", one.EnumerateObject().Select(property => Said(property.Value, texts)).Where(text => text.Length > 0))
        : Said(one, texts);

    // A state of the code ("NotConverted") as words; anything a person wrote stays as it is.
    private static string Word(string text) => text.Length > 1 && char.IsAsciiLetterUpper(text[0]) && text.All(char.IsAsciiLetter) && text.Skip(1).Any(char.IsAsciiLetterUpper) && text.Any(char.IsAsciiLetterLower) ? Split(text) : text;

    private static string Name(string field, IStringLocalizer<AuditTexts> texts)
    {
        var known = texts[$"Field-{char.ToUpperInvariant(field[0])}{field[1..]}"];
        return known.ResourceNotFound ? Split(field) : known;
    }

    /// <summary>"PriceUnit" → "price unit".</summary>
    public static string Split(string name)
    {
        var words = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1])) words.Append(' ');
            words.Append(char.ToLowerInvariant(name[i]));
        }
        return words.ToString();
    }
}
