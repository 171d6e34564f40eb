using System.Globalization;
using ConvoStudio.Engine.Compliance.Sentences;

namespace ConvoStudio.Web.Components.Compliance;

/// <summary>A span of time as a number and its largest whole unit.</summary>
internal static class DurationParts
{
    private static readonly (string Unit, int Seconds)[] Sizes = [("days", 86_400), ("hours", 3_600), ("minutes", 60), ("seconds", 1)];

    public static IEnumerable<string> Units => Sizes.Select(size => size.Unit);

    public static (string Number, string Unit) Of(TimeSpan time)
    {
        var seconds = time.Ticks / TimeSpan.TicksPerSecond;
        var (unit, size) = Sizes.First(s => seconds % s.Seconds == 0);
        return ((seconds / size).ToString(CultureInfo.InvariantCulture), unit);
    }

    /// <summary>Null when it is no whole number, or longer than a rule can look.</summary>
    public static TimeSpan? Read(string number, string unit)
    {
        var size = Sizes.First(s => s.Unit == unit).Seconds;
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && (double)count * size <= RuleLimits.LongestTime.TotalSeconds
            ? TimeSpan.FromSeconds((long)count * size)
            : null;
    }
}
