using System.Runtime.CompilerServices;

namespace ConvoStudio.Web.Components.Common;

/// <summary>Signs between the digits of a number.</summary>
/// <param name="Locale">Tag kept with the person.</param>
/// <param name="Decimal">Before the fraction.</param>
/// <param name="Group">Between thousands.</param>
public sealed record NumberStyle(string Locale, char Decimal, char Group)
{
    // Components of one window share one synchronization context, also when a frame from elsewhere makes them render; a culture of the thread would be lost there.
    private static readonly ConditionalWeakTable<SynchronizationContext, NumberStyle> Windows = [];

    public static NumberStyle English { get; } = new("en", '.', ',');

    public static IReadOnlyList<NumberStyle> All { get; } = [English, new("de", ',', '.'), new("fr", ',', '\u202F'), new("de-CH", '.', '\u2019')];

    /// <summary>The style of the window that is being rendered.</summary>
    public static NumberStyle Current => SynchronizationContext.Current is { } window && Windows.TryGetValue(window, out var style) ? style : English;

    /// <summary>How a person reads: 9,591.5 or 9.591,5.</summary>
    public string Example => Apply("9,591.5");

    /// <summary>The style of a tag; an unknown one is English.</summary>
    public static NumberStyle Of(string? locale) => All.FirstOrDefault(style => style.Locale == locale) ?? English;

    /// <summary>From now on every number of this window is written so.</summary>
    public static void Use(NumberStyle style)
    {
        if (SynchronizationContext.Current is { } window) Windows.AddOrUpdate(window, style);
    }

    /// <summary>Changes the signs of a number written the English way.</summary>
    public string Apply(string english) => ReferenceEquals(this, English)
        ? english
        : string.Create(english.Length, (english, this), static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
                target[i] = source.english[i] switch { '.' => source.Item2.Decimal, ',' => source.Item2.Group, var other => other };
        });
}
