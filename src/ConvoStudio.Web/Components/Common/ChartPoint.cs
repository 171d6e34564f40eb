namespace ConvoStudio.Web.Components.Common;

/// <param name="Y">Null leaves a gap; the low end for a band.</param>
/// <param name="High">The high end of a band.</param>
public readonly record struct ChartPoint(double X, double? Y, double? High = null)
{
    public static ChartPoint At(DateTimeOffset time, double? y, double? high = null) => new(time.ToUnixTimeMilliseconds(), y, high);
}
