namespace ConvoStudio.Web.Components.Common;

/// <summary>What a chart needs beside its series. The rest (fonts, grid, colors, no animation) is the same everywhere and stands in charts.js.</summary>
public sealed record ChartSetup
{
    /// <summary>Pixels; kept free from the start so that nothing jumps.</summary>
    public int Height { get; init; } = 240;

    public ChartAxis XAxis { get; init; } = ChartAxis.Time;

    /// <summary>Heading of the x column in the table.</summary>
    public string XName { get; init; } = "Time";

    public NumberFormat XFormat { get; init; } = NumberFormat.Count;

    public NumberFormat YFormat { get; init; } = NumberFormat.Rate;

    /// <summary>Ends of the y axis; null follows the data. An end never moves inwards while points arrive.</summary>
    public double? YMin { get; init; }

    public double? YMax { get; init; }

    public bool Stacked { get; init; }

    /// <summary>A dot for each point: for few points, of which one may stand alone between gaps.</summary>
    public bool Dots { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<ChartAnnotation> Annotations { get; init; } = [];
}
