using System.Buffers;
using System.Text.Json;
using ConvoStudio.Engine.Compliance.Sentences.Grammar;

namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>The document of a rule, and back. One rule has one document, so hashes of it can be compared.</summary>
public static class RuleJson
{
    /// <summary>Version of the document.</summary>
    public const int Schema = 1;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>The document, UTF-8 without blanks.</summary>
    public static byte[] Write(SentenceRule rule)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", Schema);
            json.WriteString("key", rule.Key);
            json.WriteNumber("version", rule.Version);
            json.WriteString("form", rule.Body.Form);
            RuleText.Form(rule.Body).WriteJson(rule.Body, json);
            foreach (var clause in RuleClauses.All)
                clause.WriteJson(rule, json);
            json.WriteEndObject();
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Reads one rule.</summary>
    /// <exception cref="RuleFormatException">No JSON, of another schema, or not the document of a rule; the place is a path.</exception>
    public static SentenceRule Read(ReadOnlyMemory<byte> utf8) => With(utf8, root => Read(new JsonPlace(root, "$")));

    /// <summary>Reads a list of rules.</summary>
    /// <exception cref="RuleFormatException">As for one rule; or more than <see cref="RuleLimits.MostRules"/> rules, or a key twice.</exception>
    public static IReadOnlyList<SentenceRule> ReadMany(ReadOnlyMemory<byte> utf8) => With(utf8, root =>
    {
        var place = new JsonPlace(root, "$");
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > RuleLimits.MostRules)
            throw place.Refusal($"Holds {root.GetArrayLength()} rules; a set has at most {RuleLimits.MostRules}.");
        var keys = new HashSet<string>(StringComparer.Ordinal);
        return (IReadOnlyList<SentenceRule>)place.List(item => Read(item) is var rule && keys.Add(rule.Key)
            ? rule
            : throw new RuleFormatException($"{item.Path}.key", $"The key {rule.Key} occurs twice."));
    });

    private static SentenceRule Read(JsonPlace place)
    {
        if (place.Property("schema").Whole() != Schema)
            throw place.Property("schema").Refusal($"This version reads schema {Schema}.");
        var named = place.Property("form");
        var form = RuleForms.Find(named.Text()) ?? throw named.Refusal($"There is no form {named.Text()}.");
        place.Only(new HashSet<string>(["schema", "key", "version", "form", .. form.Slots, .. RuleClauses.All.Select(c => c.Slot).OfType<string>()], StringComparer.Ordinal));
        var values = new SlotValues();
        foreach (var clause in RuleClauses.All)
            clause.ReadJson(place, values);
        return RuleClauses.Build(place.Property("key").Text(), place.Property("version").Whole(), form.ReadJson(place), values);
    }

    private static T With<T>(ReadOnlyMemory<byte> utf8, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            return read(document.RootElement);
        }
        catch (JsonException broken)
        {
            throw new RuleFormatException($"line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}", "This is no JSON.");
        }
    }
}
