namespace ConvoStudio.Engine.Experiments;

/// <summary>Sums of a ratio metric and of the same ratio before the experiment; parts add up to the whole.</summary>
/// <param name="NumeratorPost">Sums of the numerator m.</param>
/// <param name="DenominatorPost">Sums of the denominator d.</param>
/// <param name="NumeratorPre">Sums of m before the experiment.</param>
/// <param name="DenominatorPre">Sums of d before the experiment.</param>
/// <param name="NumeratorPostDenominatorPost">Σ m·d.</param>
/// <param name="NumeratorPostNumeratorPre">Σ m·m before.</param>
/// <param name="NumeratorPostDenominatorPre">Σ m·d before.</param>
/// <param name="DenominatorPostNumeratorPre">Σ d·m before.</param>
/// <param name="DenominatorPostDenominatorPre">Σ d·d before.</param>
/// <param name="NumeratorPreDenominatorPre">Σ m before·d before.</param>
/// <remarks>The adjusted metric is the ratio of means minus θ times the earlier ratio, its variance by the delta method over the four means.</remarks>
public readonly record struct CupedRatioSums(
    MeanSums NumeratorPost, MeanSums DenominatorPost, MeanSums NumeratorPre, MeanSums DenominatorPre,
    double NumeratorPostDenominatorPost, double NumeratorPostNumeratorPre, double NumeratorPostDenominatorPre,
    double DenominatorPostNumeratorPre, double DenominatorPostDenominatorPre, double NumeratorPreDenominatorPre)
{
    // Below this, θ is rounding and the analysis is the unadjusted one.
    private const double LeastTheta = 1e-8;

    /// <summary>Units.</summary>
    public long N => NumeratorPost.N;

    /// <summary>The ratio without adjustment.</summary>
    public RatioSums Post => new(NumeratorPost, DenominatorPost, NumeratorPostDenominatorPost);

    /// <summary>The ratio before the experiment.</summary>
    public RatioSums Pre => new(NumeratorPre, DenominatorPre, NumeratorPreDenominatorPre);

    /// <summary>θ = the arms' summed covariance of the two linearised ratios over the summed variance of the earlier one; 0 when that does not vary.</summary>
    public static double Theta(in CupedRatioSums control, in CupedRatioSums treatment)
    {
        var variance = control.Pre.Variance + treatment.Pre.Variance;
        var theta = variance <= 0 ? 0 : (control.Covariance + treatment.Covariance) / variance;
        return Math.Abs(theta) < LeastTheta ? 0 : theta;
    }

    /// <summary>Mean and variance of post ratio − θ·earlier ratio; all 0 when a denominator is.</summary>
    public ArmMoments Adjusted(double theta)
    {
        if (DenominatorPost.Sum == 0 || (DenominatorPre.Sum == 0 && theta != 0))
            return new(N, 0, 0);
        return new(N, Post.Mean - (theta * Pre.Mean), Variance(Gradient(1, -theta)));
    }

    /// <summary>Sums of both.</summary>
    public static CupedRatioSums operator +(CupedRatioSums left, CupedRatioSums right) => new(
        left.NumeratorPost + right.NumeratorPost, left.DenominatorPost + right.DenominatorPost,
        left.NumeratorPre + right.NumeratorPre, left.DenominatorPre + right.DenominatorPre,
        left.NumeratorPostDenominatorPost + right.NumeratorPostDenominatorPost,
        left.NumeratorPostNumeratorPre + right.NumeratorPostNumeratorPre,
        left.NumeratorPostDenominatorPre + right.NumeratorPostDenominatorPre,
        left.DenominatorPostNumeratorPre + right.DenominatorPostNumeratorPre,
        left.DenominatorPostDenominatorPre + right.DenominatorPostDenominatorPre,
        left.NumeratorPreDenominatorPre + right.NumeratorPreDenominatorPre);

    /// <summary>Sums of both.</summary>
    public static CupedRatioSums Add(CupedRatioSums left, CupedRatioSums right) => left + right;

    /// <summary>Derivatives of (post factor)·(post ratio) + (pre factor)·(earlier ratio) by the four means.</summary>
    internal Gradient4 Gradient(double postFactor, double preFactor)
    {
        double d = DenominatorPost.Mean, e = DenominatorPre.Mean;
        return new(
            postFactor / d, -postFactor * NumeratorPost.Mean / (d * d),
            preFactor == 0 ? 0 : preFactor / e, preFactor == 0 ? 0 : -preFactor * NumeratorPre.Mean / (e * e));
    }

    /// <summary>gᵀΛg, Λ the covariance of the four values of one unit.</summary>
    internal double Variance(in Gradient4 g)
    {
        var square = (g.A * g.A * NumeratorPost.Variance) + (g.B * g.B * DenominatorPost.Variance)
            + (g.C * g.C * NumeratorPre.Variance) + (g.D * g.D * DenominatorPre.Variance);
        var cross = (g.A * g.B * Post.Covariance) + (g.C * g.D * Pre.Covariance)
            + (g.A * g.C * MeanSums.Covariance(NumeratorPost, NumeratorPre, NumeratorPostNumeratorPre))
            + (g.A * g.D * MeanSums.Covariance(NumeratorPost, DenominatorPre, NumeratorPostDenominatorPre))
            + (g.B * g.C * MeanSums.Covariance(DenominatorPost, NumeratorPre, DenominatorPostNumeratorPre))
            + (g.B * g.D * MeanSums.Covariance(DenominatorPost, DenominatorPre, DenominatorPostDenominatorPre));
        return square + (2 * cross);
    }

    // Covariance of the two linearised ratios.
    private double Covariance
    {
        get
        {
            if (DenominatorPost.Sum == 0 || DenominatorPre.Sum == 0)
                return 0;
            var both = Variance(Gradient(1, 1));
            return (both - Post.Variance - Pre.Variance) / 2;
        }
    }
}

/// <summary>Derivatives by numerator, denominator, earlier numerator and earlier denominator.</summary>
internal readonly record struct Gradient4(double A, double B, double C, double D);
