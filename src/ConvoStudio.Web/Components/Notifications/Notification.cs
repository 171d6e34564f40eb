using ConvoStudio.Web.Components.Common;

namespace ConvoStudio.Web.Components.Notifications;

/// <summary>Under which heading a notification stands, in this order.</summary>
public enum NotificationKind
{
    Waits,
    Unhealthy,
    Ended,
}

/// <summary>Something the person should hear of.</summary>
/// <param name="Key">The same for the same thing in every reading; what was read is kept by it.</param>
/// <param name="Href">Where it leads; empty when the person may open nothing there.</param>
/// <param name="At">When it ended, or since when it waits; null when that is not known.</param>
public sealed record Notification(string Key, NotificationKind Kind, Meaning Meaning, string Icon, string Title, string Text, string Href, DateTimeOffset? At, bool Unread);
