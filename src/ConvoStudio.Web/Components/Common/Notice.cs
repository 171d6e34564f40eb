namespace ConvoStudio.Web.Components.Common;

/// <summary>One line at the bottom of the page that goes away by itself.</summary>
/// <remarks>No record: the same text may stand twice, and the two are different lines.</remarks>
public sealed class Notice(string text, Func<Task>? undo)
{
    /// <summary>How long it stays: long enough to reach Undo.</summary>
    public static TimeSpan Stay { get; } = TimeSpan.FromSeconds(6);

    public string Text { get; } = text;

    public Func<Task>? Undo { get; } = undo;
}
