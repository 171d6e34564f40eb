namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>The offset of an IANA time zone at an instant. An instant has one local time, also where a local time has two instants (overlap) or none (gap).</summary>
public static class ZoneOffset
{
    /// <summary>The offset, or null for a zone that is not known or not of the IANA list.</summary>
    /// <param name="zone">IANA id ("Europe/Berlin"), or null.</param>
    /// <param name="atTicks">The instant, UTC ticks.</param>
    public static TimeSpan? At(string? zone, long atTicks) =>
        zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId
            ? found.GetUtcOffset(new DateTime(atTicks, DateTimeKind.Utc))
            : null;
}
