namespace ConvoStudio.Engine.Numerics;

/// <summary>The root of a monotone function.</summary>
internal static class Bisection
{
    /// <summary>Where an increasing function passes 0 in [low, high], to the last bits.</summary>
    public static double Root(double low, double high, Func<double, double> increasing)
    {
        for (var i = 0; i < 200; i++)
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
                break;
            if (increasing(middle) < 0)
                low = middle;
            else
                high = middle;
        }
        return low + ((high - low) / 2);
    }

    /// <summary>As <see cref="Root"/> without an upper end: it is doubled until the function is positive; infinity when it never is.</summary>
    public static double RootAbove(double low, double firstHigh, Func<double, double> increasing)
    {
        var high = firstHigh;
        for (var i = 0; increasing(high) < 0; i++)
        {
            if (i == 200)
                return double.PositiveInfinity;
            low = high;
            high *= 2;
        }
        return Root(low, high, increasing);
    }
}
