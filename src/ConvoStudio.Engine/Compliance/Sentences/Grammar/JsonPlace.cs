using System.Text.Json;

namespace ConvoStudio.Engine.Compliance.Sentences.Grammar;

/// <summary>A value of a document with its path, so that every refusal names its place.</summary>
internal readonly record struct JsonPlace(JsonElement Element, string Path)
{
    public RuleFormatException Refusal(string reason) => new(Path, reason);

    public JsonPlace Property(string name) => Optional(name) ?? throw Refusal($"Needs \"{name}\".");

    public JsonPlace? Optional(string name) => Object().TryGetProperty(name, out var value) ? new JsonPlace(value, $"{Path}.{name}") : null;

    /// <summary>Refuses properties that mean nothing here: a misspelt slot must not be read as an absent one.</summary>
    public void Only(IReadOnlySet<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in Object().EnumerateObject())
            if (!names.Contains(property.Name))
                throw Refusal($"\"{property.Name}\" means nothing here.");
            else if (!seen.Add(property.Name))
                throw Refusal($"\"{property.Name}\" stands here twice.");
    }

    public string Text() => Element.ValueKind == JsonValueKind.String ? Element.GetString()! : throw Refusal("Must be text.");

    public bool Flag() => Element.ValueKind is JsonValueKind.True or JsonValueKind.False ? Element.GetBoolean() : throw Refusal("Must be true or false.");

    public double Number() => Element.ValueKind == JsonValueKind.Number && Element.TryGetDouble(out var number) && double.IsFinite(number)
        ? number
        : throw Refusal("Must be a number.");

    public int Whole() => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var number) ? number : throw Refusal("Must be a whole number.");

    public ValueList<T> List<T>(Func<JsonPlace, T> read)
    {
        if (Element.ValueKind != JsonValueKind.Array)
            throw Refusal("Must be a list.");
        var items = new List<T>();
        foreach (var item in Element.EnumerateArray())
            items.Add(read(new(item, $"{Path}[{items.Count}]")));
        return ValueList.Of<T>(items.ToArray());
    }

    private JsonElement Object() => Element.ValueKind == JsonValueKind.Object ? Element : throw Refusal("Must be an object.");
}
