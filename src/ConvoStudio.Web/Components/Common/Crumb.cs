namespace ConvoStudio.Web.Components.Common;

/// <summary>A step of the way to the page; the page itself is added by <see cref="PageHead"/>.</summary>
/// <param name="Href">Null for a group, which has no page.</param>
public sealed record Crumb(string Text, string? Href = null);
