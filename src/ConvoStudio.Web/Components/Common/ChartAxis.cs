namespace ConvoStudio.Web.Components.Common;

public enum ChartAxis
{
    /// <summary>X is milliseconds since 1970, see <see cref="ChartPoint.At"/>.</summary>
    Time,
    Number,
    /// <summary>X is an index into <see cref="ChartSetup.Categories"/>.</summary>
    Category,
}
