namespace ConvoStudio.Web.Components.Common;

/// <summary>One line at the bottom of the page that goes away by itself.</summary>
public sealed record Notice(string Text, Func<Task>? Undo)
{
    /// <summary>How long it stays: long enough to reach Undo.</summary>
    public static TimeSpan Stay { get; } = TimeSpan.FromSeconds(6);
}
