using System.Text.Json;

namespace ConvoStudio.Engine.Tests.Experiments;

/// <summary>One reference vector: what goes in, what must come out, how near.</summary>
internal sealed record StatsVector(string Id, string Kind, JsonElement Inputs, JsonElement Expected, JsonElement Tolerance)
{
    public static IReadOnlyList<StatsVector> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.GetProperty("vectors").EnumerateArray().Select(v => new StatsVector(
            v.GetProperty("id").GetString()!, v.GetProperty("kind").GetString()!, v.GetProperty("inputs").Clone(),
            v.GetProperty("expected").Clone(), v.TryGetProperty("tolerance", out var tolerance) ? tolerance.Clone() : default))];
    }

    /// <summary>Everything in which an outcome misses the expectation.</summary>
    /// <param name="actual">Number, list of numbers or truth of each output field.</param>
    public IEnumerable<string> Misses(IReadOnlyDictionary<string, object?> actual)
    {
        foreach (var field in Expected.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Null)
                continue;
            if (!actual.TryGetValue(field.Name, out var value))
                yield return $"{Id}: no output '{field.Name}'";
            else if (!Matches(field.Name, field.Value, value))
                yield return $"{Id}: {field.Name} is {Text(value)}, not {field.Value.GetRawText()} ({Tolerance})";
        }
    }

    private bool Matches(string name, JsonElement expected, object? actual) => expected.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Array => actual is IReadOnlyList<double> list && list.Count == expected.GetArrayLength()
            && expected.EnumerateArray().Zip(list).All(pair => Matches(name, pair.First, pair.Second)),
        JsonValueKind.True or JsonValueKind.False => actual is bool truth && truth == expected.GetBoolean(),
        _ => actual is double number && Near(name, expected.GetDouble(), number),
    };

    private bool Near(string name, double expected, double actual)
    {
        var absolute = Of("abs_" + name) ?? Of("abs") ?? 0;
        return Math.Abs(actual - expected) <= absolute + ((Of("rel") ?? 0) * Math.Abs(expected));
    }

    private double? Of(string name) =>
        Tolerance.ValueKind == JsonValueKind.Object && Tolerance.TryGetProperty(name, out var value) ? value.GetDouble() : null;

    private static string Text(object? value) => value is IReadOnlyList<double> list ? $"[{string.Join(", ", list.Select(x => $"{x:R}"))}]" : $"{value:R}";
}
