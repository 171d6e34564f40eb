namespace ConvoStudio.Engine.Contexts;

/// <summary>How a number fact is brought to about [-1, 1]: value = (raw − Shift) · Scale, where raw is x or sign(x) ln(1 + |x|).</summary>
/// <param name="Shift">Middle of the range of the raw number; finite.</param>
/// <param name="Scale">Factor after the shift; finite, not 0.</param>
/// <param name="Logarithmic">True for sign(x) ln(1 + |x|).</param>
public readonly record struct NumberRange(double Shift, double Scale, bool Logarithmic)
{
    /// <summary>Largest value over median above which a positive number counts as skewed.</summary>
    public const double SkewLimit = 20;

    /// <summary>For a number nobody has sent yet: logarithmic, so that any magnitude up to about 10⁷ stays apart from the next.</summary>
    public static NumberRange Unseen => new(0, 0.25, true);

    /// <summary>sign(x) ln(1 + |x|).</summary>
    public static double SignedLog(double x) => double.CopySign(Math.Log(1.0 + Math.Abs(x)), x);

    /// <summary>Range from observed numbers: their 5 % and 95 % quantiles become -1 and 1. Logarithmic when all are positive and the largest
    /// is more than <see cref="SkewLimit"/> times the median. Numbers that are not finite are left out.</summary>
    /// <returns><see cref="Unseen"/> when there is no number.</returns>
    public static NumberRange From(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Where(double.IsFinite).Order()];
        if (sorted.Length == 0)
            return Unseen;
        var logarithmic = sorted[0] > 0 && sorted[^1] > SkewLimit * Quantile(sorted, 0.5);
        if (logarithmic)
            sorted = [.. sorted.Select(SignedLog)];
        var (low, high) = (Quantile(sorted, 0.05), Quantile(sorted, 0.95));
        // More than 90 % of the numbers are the same: the quantiles say nothing, the extremes do.
        if (!(high - low > 0))
            (low, high) = (sorted[0], sorted[^1]);
        var half = (high / 2) - (low / 2);
        var scale = half > 0 ? 1 / half : 1;
        return new((low / 2) + (high / 2), double.IsFinite(scale) ? scale : 1, logarithmic);
    }

    /// <summary>Quantile by linear interpolation between order statistics (position p · (n − 1)).</summary>
    /// <param name="sorted">Ascending, at least one.</param>
    /// <param name="p">In [0, 1].</param>
    internal static double Quantile(ReadOnlySpan<double> sorted, double p)
    {
        var position = p * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        var share = position - below;
        return (sorted[below] * (1 - share)) + (sorted[above] * share);
    }
}
