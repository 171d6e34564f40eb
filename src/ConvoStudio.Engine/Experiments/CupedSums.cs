namespace ConvoStudio.Engine.Experiments;

/// <summary>Sums of a metric and of the same units' covariate from before the experiment; parts add up to the whole.</summary>
/// <param name="Post">Sums of the metric.</param>
/// <param name="Pre">Sums of the covariate over the same units.</param>
/// <param name="SumProducts">Σ post·pre.</param>
/// <remarks>The adjusted metric is post − θ·pre with one θ = cov(post, pre)/var(pre) for both arms. Source: Deng, Xu, Kohavi and Walker, WSDM 2013.</remarks>
public readonly record struct CupedSums(MeanSums Post, MeanSums Pre, double SumProducts)
{
    /// <summary>Units.</summary>
    public long N => Post.N;

    /// <summary>Covariance of metric and covariate.</summary>
    public double Covariance => MeanSums.Covariance(Post, Pre, SumProducts);

    /// <summary>θ from both arms pooled; 0 when metric or covariate do not vary, and the analysis is then the unadjusted one.</summary>
    public static double Theta(in CupedSums control, in CupedSums treatment)
    {
        var pooled = control + treatment;
        return pooled.Pre.Variance <= 0 || pooled.Post.Variance <= 0 ? 0 : pooled.Covariance / pooled.Pre.Variance;
    }

    /// <summary>Mean and variance of post − θ·pre.</summary>
    public ArmMoments Adjusted(double theta) => new(
        N, Post.Mean - (theta * Pre.Mean),
        N <= 1 ? 0 : Post.Variance + (theta * theta * Pre.Variance) - (2 * theta * Covariance));

    /// <summary>With one unit more.</summary>
    /// <param name="post">Its metric.</param>
    /// <param name="pre">Its covariate.</param>
    public CupedSums Add(double post, double pre) => new(Post.Add(post), Pre.Add(pre), SumProducts + (post * pre));

    /// <summary>Sums of both.</summary>
    public static CupedSums operator +(CupedSums left, CupedSums right) =>
        new(left.Post + right.Post, left.Pre + right.Pre, left.SumProducts + right.SumProducts);

    /// <summary>Sums of both.</summary>
    public static CupedSums Add(CupedSums left, CupedSums right) => left + right;
}
