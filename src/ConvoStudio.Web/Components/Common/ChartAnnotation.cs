namespace ConvoStudio.Web.Components.Common;

/// <summary>A line across the chart.</summary>
/// <param name="At">On the x axis when vertical, on the y axis otherwise.</param>
/// <param name="Solid">Solid for zero; others are dashed (horizontal) or dotted (vertical).</param>
public sealed record ChartAnnotation(double At, string Label = "", bool Vertical = false, bool Solid = false);
