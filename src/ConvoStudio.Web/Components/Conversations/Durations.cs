using System.Globalization;

namespace ConvoStudio.Web.Components.Conversations;

/// <summary>Lengths of time as a person says them: 4 s, 3 min, 2 h 5 min, 6 days.</summary>
public static class Durations
{
    public static string Of(TimeSpan time) => Text(time.Duration());

    private static string Text(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#}\u00A0s"),
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0}\u00A0s"),
        { TotalMinutes: < 10 } when time.Seconds > 0 => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}\u00A0min {time.Seconds}\u00A0s"),
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0}\u00A0min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}\u00A0h {time.Minutes}\u00A0min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0}\u00A0days"),
    };
}
