namespace ConvoStudio.Web.Components.Common;

/// <summary>How one series is drawn. Kinds may be mixed; bars stand alone.</summary>
public enum ChartKind
{
    Line,
    /// <summary>Filled to the axis; for shares that add up use <see cref="ChartSetup.Stacked"/>.</summary>
    Area,
    /// <summary>A band from Y to High: an interval.</summary>
    RangeArea,
    Bar,
}
