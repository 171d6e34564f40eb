namespace ConvoStudio.Engine.Experiments;

/// <summary>Sums of a ratio of two per-unit values, such as revenue per order; parts add up to the whole.</summary>
/// <param name="Numerator">Sums of m.</param>
/// <param name="Denominator">Sums of d over the same units.</param>
/// <param name="SumProducts">Σmd.</param>
public readonly record struct RatioSums(MeanSums Numerator, MeanSums Denominator, double SumProducts)
{
    /// <summary>Units.</summary>
    public long N => Numerator.N;

    /// <summary>Mean of m / mean of d; 0 when the denominator is.</summary>
    public double Mean => Denominator.Sum == 0 ? 0 : Numerator.Sum / Denominator.Sum;

    /// <summary>Covariance of m and d.</summary>
    public double Covariance => MeanSums.Covariance(Numerator, Denominator, SumProducts);

    /// <summary>Variance of one unit by the delta method; 0 when the denominator is.</summary>
    /// <remarks>vM/D² + vD·M²/D⁴ − 2·cov·M/D³ with M, D the two means. Source: Deng, Knoblich and Lu, KDD 2018.</remarks>
    public double Variance
    {
        get
        {
            double m = Numerator.Mean, d = Denominator.Mean;
            return d == 0 || N <= 1
                ? 0
                : (Numerator.Variance / (d * d)) + (Denominator.Variance * m * m / (d * d * d * d)) - (2 * Covariance * m / (d * d * d));
        }
    }

    /// <summary>What a test needs to know.</summary>
    public ArmMoments Moments => new(N, Mean, Variance);

    /// <summary>With one unit more.</summary>
    /// <param name="numerator">Its m.</param>
    /// <param name="denominator">Its d.</param>
    public RatioSums Add(double numerator, double denominator) =>
        new(Numerator.Add(numerator), Denominator.Add(denominator), SumProducts + (numerator * denominator));

    /// <summary>Sums of both.</summary>
    public static RatioSums operator +(RatioSums left, RatioSums right) =>
        new(left.Numerator + right.Numerator, left.Denominator + right.Denominator, left.SumProducts + right.SumProducts);

    /// <summary>Sums of both.</summary>
    public static RatioSums Add(RatioSums left, RatioSums right) => left + right;
}
