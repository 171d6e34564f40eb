using System.Globalization;

namespace ConvoStudio.Application.CsvFiles;

/// <summary>How times are written in a column.</summary>
public enum CsvTimeFormat
{
    /// <summary>2026-12-31 or 2026-12-31T14:05:00+01:00.</summary>
    Iso,

    /// <summary>31.12.2026 14:05 or 31/12/2026.</summary>
    DayFirst,

    /// <summary>12/31/2026 2:05 PM.</summary>
    MonthFirst,

    /// <summary>Seconds since 1970.</summary>
    UnixSeconds,

    /// <summary>Milliseconds since 1970.</summary>
    UnixMilliseconds,
}

/// <summary>Reads the times of a column.</summary>
/// <param name="Zone">IANA name of the zone of times that name no offset; null is UTC.</param>
public sealed record CsvTime(CsvTimeFormat Format = CsvTimeFormat.Iso, string? Zone = null)
{
    private static readonly string[] DayFirst =
        ["d.M.yyyy", "d.M.yyyy H:m", "d.M.yyyy H:m:s", "d/M/yyyy", "d/M/yyyy H:m", "d/M/yyyy H:m:s", "d-M-yyyy", "d-M-yyyy H:m", "d-M-yyyy H:m:s"];

    private static readonly string[] MonthFirst =
        ["M/d/yyyy", "M/d/yyyy H:m", "M/d/yyyy H:m:s", "M/d/yyyy h:m tt", "M/d/yyyy h:m:s tt", "M-d-yyyy", "M-d-yyyy H:m", "M-d-yyyy H:m:s"];

    private static readonly string[] Iso =
        ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF"];

    private static readonly string[] IsoOffset =
        ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss zzz"];

    public bool IsZoneKnown => Zone is null || TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _);

    /// <summary>The format that reads most of the samples; ISO when none reads any.</summary>
    public static CsvTimeFormat Guess(IEnumerable<string> samples)
    {
        List<string> texts = [.. samples.Where(s => s.Length > 0)];
        return Enum.GetValues<CsvTimeFormat>().MaxBy(format => texts.Count(text => new CsvTime(format).Read(text) is not null));
    }

    /// <summary>The time in UTC, or null when the text is none of this format.</summary>
    public DateTimeOffset? Read(string text) => Format switch
    {
        CsvTimeFormat.UnixSeconds => Unix(text, 1),
        CsvTimeFormat.UnixMilliseconds => Unix(text, 1000),
        CsvTimeFormat.DayFirst => Local(text, DayFirst),
        CsvTimeFormat.MonthFirst => Local(text, MonthFirst),
        _ => Local(text, Iso) ?? Offset(text),
    };

    private static DateTimeOffset? Offset(string text) =>
        DateTimeOffset.TryParseExact(text, IsoOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;

    private DateTimeOffset? Local(string text, string[] formats)
    {
        if (!DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var local))
            return null;
        var zone = Zone is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(Zone);
        // An hour that the clocks skip has no offset of its own; the zone gives the one before it.
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    // Between 2000 and 2100: a number of another size is in another unit.
    private static DateTimeOffset? Unix(string text, int perSecond) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number / perSecond is >= 946_684_800 and < 4_102_444_800
            ? DateTimeOffset.UnixEpoch.AddSeconds(number / perSecond) : null;
}
