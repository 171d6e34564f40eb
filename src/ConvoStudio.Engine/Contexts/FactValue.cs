using System.Text.Json.Serialization;

namespace ConvoStudio.Engine.Contexts;

/// <summary>Kind of a fact's value; the default is unknown, which never grants anything.</summary>
public enum FactValueKind
{
    /// <summary>Not known yet.</summary>
    Unknown = 0,

    /// <summary>Asked, and the customer would not say.</summary>
    Withheld = 1,

    /// <summary>A number.</summary>
    Number = 2,

    /// <summary>A word.</summary>
    Word = 3,

    /// <summary>True or false.</summary>
    Flag = 4,
}

/// <summary>Value of a fact: unknown, withheld, a number, a word, or a flag.</summary>
/// <param name="Kind">Which of the five.</param>
/// <param name="Number">The number, or 1/0 for a flag; 0 otherwise. Finite.</param>
/// <param name="Word">The word, or null.</param>
public readonly record struct FactValue(FactValueKind Kind, double Number, string? Word)
{
    /// <summary>Not known.</summary>
    public static FactValue Unknown => default;

    /// <summary>The customer would not say.</summary>
    public static FactValue Withheld => new(FactValueKind.Withheld, 0, null);

    /// <summary>True for a number, word or flag.</summary>
    [JsonIgnore]
    public bool IsKnown => Kind >= FactValueKind.Number;

    /// <summary>A number; throws <see cref="ArgumentOutOfRangeException"/> when not finite.</summary>
    public static FactValue Of(double number) => double.IsFinite(number)
        ? new(FactValueKind.Number, number, null)
        : throw new ArgumentOutOfRangeException(nameof(number), number, "A fact's number must be finite.");

    /// <summary>A word.</summary>
    public static FactValue Of(string word) => new(FactValueKind.Word, 0, word ?? throw new ArgumentNullException(nameof(word)));

    /// <summary>A flag.</summary>
    public static FactValue Of(bool flag) => new(FactValueKind.Flag, flag ? 1 : 0, null);
}
