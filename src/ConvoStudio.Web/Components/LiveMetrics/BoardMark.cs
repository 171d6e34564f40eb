namespace ConvoStudio.Web.Components.LiveMetrics;

/// <summary>A moment marked in a board's chart.</summary>
public sealed record BoardMark(DateTimeOffset At, string Text);
