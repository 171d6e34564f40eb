using System.Globalization;
using ConvoStudio.Engine.Compliance.Sentences.Conditions;

namespace ConvoStudio.Engine.Compliance.Sentences.Grammar;

/// <summary>Changes one place of a condition: ".all[1]" is the second part, ".all" the word that joins, ".not" what is denied, "[+]" one more.</summary>
internal static class ConditionPlaces
{
    public const string Add = "[+]";

    /// <summary>The condition with the change, or null when nothing is left of it.</summary>
    /// <exception cref="ArgumentException">There is no such place, or the value does not fit it.</exception>
    public static Condition? Edit(Condition condition, string path, object? value) => (condition, path) switch
    {
        (_, "") => value is null ? null : Fitting(value),
        (AllOf all, Add) => new AllOf([.. all.Parts, Fitting(value)]),
        (AnyOf any, Add) => new AnyOf([.. any.Parts, Fitting(value)]),
        (_, Add) => new AllOf([condition, Fitting(value)]),
        (AllOf all, ".all") => Joined(all.Parts, value as string),
        (AnyOf any, ".any") => Joined(any.Parts, value as string),
        (AllOf all, _) when path.StartsWith(".all[", StringComparison.Ordinal) => Part(all.Parts, path, value, "and"),
        (AnyOf any, _) when path.StartsWith(".any[", StringComparison.Ordinal) => Part(any.Parts, path, value, "or"),
        (NotOf not, _) when path.StartsWith(".not", StringComparison.Ordinal) => Edit(not.Part, path[4..], value) is { } inner ? new NotOf(inner) : null,
        _ => throw Nowhere(path),
    };

    private static Condition? Part(ValueList<Condition> parts, string path, object? value, string joint)
    {
        var close = path.IndexOf(']', StringComparison.Ordinal);
        if (close < 0 || !int.TryParse(path.AsSpan(5, close - 5), NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= parts.Count)
            throw Nowhere(path);
        var changed = Edit(parts[index], path[(close + 1)..], value);
        Condition[] left = [.. parts.Take(index), .. changed is null ? [] : new[] { changed }, .. parts.Skip(index + 1)];
        return left.Length switch { 0 => null, 1 => left[0], _ => Joined(ValueList.Of<Condition>(left), joint) };
    }

    private static Condition Joined(ValueList<Condition> parts, string? joint) => joint switch
    {
        "and" => new AllOf(parts),
        "or" => new AnyOf(parts),
        _ => throw new ArgumentException("Conditions are joined by \"and\" or \"or\".", nameof(joint)),
    };

    private static Condition Fitting(object? value) => value as Condition ?? throw new ArgumentException("The slot holds a condition.", nameof(value));

    private static ArgumentException Nowhere(string path) => new($"The condition has no place {path}.", nameof(path));
}
