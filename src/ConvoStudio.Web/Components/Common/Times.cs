using System.Globalization;

namespace ConvoStudio.Web.Components.Common;

/// <summary>Times on a page, by the same rules as shell.js uses in the browser.</summary>
public static class Times
{
    /// <summary>12 s ago · 34 min ago · 14:08 (today) · 21 Nov, 14:08 (this year) · 21 Nov 2025.</summary>
    public static string Relative(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone)
    {
        var age = now - at;
        if (age >= TimeSpan.Zero && age < TimeSpan.FromMinutes(1)) return string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalSeconds} s ago");
        if (age >= TimeSpan.Zero && age < TimeSpan.FromHours(1)) return string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalMinutes} min ago");
        var (there, today) = (TimeZoneInfo.ConvertTime(at, zone), TimeZoneInfo.ConvertTime(now, zone));
        if (there.Date == today.Date) return there.ToString("HH:mm", CultureInfo.InvariantCulture);
        return there.ToString(there.Year == today.Year ? "d MMM, HH:mm" : "d MMM yyyy", CultureInfo.InvariantCulture);
    }

    /// <summary>21 Nov, 14:08 (this year) · 21 Nov 2025, 14:08.</summary>
    public static string Absolute(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone)
    {
        var (there, today) = (TimeZoneInfo.ConvertTime(at, zone), TimeZoneInfo.ConvertTime(now, zone));
        return there.ToString(there.Year == today.Year ? "d MMM, HH:mm" : "d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>21 Nov 2026, 14:08:12 (Europe/Berlin).</summary>
    public static string Full(DateTimeOffset at, TimeZoneInfo zone) =>
        string.Create(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(at, zone):d MMM yyyy, HH:mm:ss} ({zone.Id})");
}
