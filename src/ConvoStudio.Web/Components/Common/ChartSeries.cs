namespace ConvoStudio.Web.Components.Common;

/// <param name="Color">Token without the prefix: <c>c0</c> is always the control, treatments take <c>c1</c> … <c>c5</c> in the order they were added.</param>
public sealed record ChartSeries(string Name, string Color, IReadOnlyList<ChartPoint> Points)
{
    public ChartKind Kind { get; init; } = ChartKind.Line;

    /// <summary>The control is dashed, so that no line is told by color alone.</summary>
    public bool Dashed { get; init; }
}
