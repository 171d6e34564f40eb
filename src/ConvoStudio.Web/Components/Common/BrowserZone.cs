using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Common;

/// <summary>The time zone times are shown in: the person's own, or the browser's. What is typed as a time is meant in it.</summary>
public sealed class BrowserZone(IJSRuntime js)
{
    /// <summary>UTC where the browser names no zone the server knows.</summary>
    public async Task<TimeZoneInfo> FindAsync() =>
        await js.AskAsync("./js/board.js", "zone") is { Length: > 0 } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
}
