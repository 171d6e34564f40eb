namespace ConvoStudio.Engine.Experiments;

/// <summary>Effect from strata weighted by their observed shares; what a stratum explains no longer counts as noise.</summary>
/// <remarks>Mean Σ νₛ·mₛ; covariance of the means (Σ νₛ·Vₛ + Σ νₛ·mₛmₛᵀ − mmᵀ)/n, the second part the multinomial variance of the shares; then the delta
/// method. Within a stratum a covariate enters by regression. Strata in which an arm has no variance join the largest one.
/// Source: Miratrix, Sekhon and Yu, JRSS B 75, 2013.</remarks>
public static class PostStratification
{
    /// <summary>Means or proportions.</summary>
    /// <param name="strata">Control and treatment of each, at least one.</param>
    /// <param name="scale">Absolute or relative.</param>
    /// <exception cref="ArgumentException">There is no stratum.</exception>
    public static EffectMoments Of(IReadOnlyList<(MeanSums Control, MeanSums Treatment)> strata, EffectScale scale) => Of(
        strata, scale, s => s.N, (a, b) => a + b, (c, t) => c.Variance > 0 && t.Variance > 0, (c, t) => Stratum.Of(c, t),
        (c, t) => EffectMoments.Of(c.Moments, t.Moments, scale));

    /// <summary>Ratios.</summary>
    /// <inheritdoc cref="Of(IReadOnlyList{ValueTuple{MeanSums, MeanSums}}, EffectScale)"/>
    public static EffectMoments Of(IReadOnlyList<(RatioSums Control, RatioSums Treatment)> strata, EffectScale scale) => Of(
        strata, scale, s => s.N, (a, b) => a + b, (c, t) => c.Variance > 0 && t.Variance > 0, (c, t) => Stratum.Of(c, t),
        (c, t) => EffectMoments.Of(c.Moments, t.Moments, scale));

    /// <summary>Means with a covariate.</summary>
    /// <inheritdoc cref="Of(IReadOnlyList{ValueTuple{MeanSums, MeanSums}}, EffectScale)"/>
    public static EffectMoments Of(IReadOnlyList<(CupedSums Control, CupedSums Treatment)> strata, EffectScale scale) => Of(
        strata, scale, s => s.N, (a, b) => a + b, (c, t) => c.Post.Variance > 0 && t.Post.Variance > 0 && c.N + t.N > 3, (c, t) => Stratum.Of(c, t),
        (c, t) => EffectMoments.Of(c, t, scale));

    /// <summary>Ratios with the earlier ratio as covariate.</summary>
    /// <inheritdoc cref="Of(IReadOnlyList{ValueTuple{MeanSums, MeanSums}}, EffectScale)"/>
    public static EffectMoments Of(IReadOnlyList<(CupedRatioSums Control, CupedRatioSums Treatment)> strata, EffectScale scale) => Of(
        strata, scale, s => s.N, (a, b) => a + b, (c, t) => c.Post.Variance > 0 && t.Post.Variance > 0 && c.N + t.N > 6, (c, t) => Stratum.Of(c, t),
        (c, t) => EffectMoments.Of(c, t, scale));

    private static EffectMoments Of<T>(
        IReadOnlyList<(T Control, T Treatment)> strata, EffectScale scale, Func<T, long> units, Func<T, T, T> add,
        Func<T, T, bool> isUsable, Func<T, T, Stratum> read, Func<T, T, EffectMoments> unstratified)
    {
        if (strata.Count == 0)
            throw new ArgumentException("There must be a stratum.", nameof(strata));
        var pooled = strata.Aggregate((a, b) => (add(a.Control, b.Control), add(a.Treatment, b.Treatment)));
        var whole = unstratified(pooled.Control, pooled.Treatment);
        var cells = strata.OrderByDescending(s => units(s.Control) + units(s.Treatment)).ToList();
        for (var i = cells.Count - 1; i > 0; i--)
        {
            if (isUsable(cells[i].Control, cells[i].Treatment))
                continue;
            cells[0] = (add(cells[0].Control, cells[i].Control), add(cells[0].Treatment, cells[i].Treatment));
            cells.RemoveAt(i);
        }
        if (whole.IsDegenerate || cells.Count == 1 || !isUsable(cells[0].Control, cells[0].Treatment))
            return whole;
        return Combine([.. cells.Select(c => read(c.Control, c.Treatment))], scale, whole);
    }

    private static EffectMoments Combine(Stratum[] strata, EffectScale scale, in EffectMoments whole)
    {
        double n = strata.Sum(s => s.N);
        var mean = new double[Stratum.Width];
        var covariance = new double[Stratum.Width * Stratum.Width];
        foreach (var stratum in strata)
        {
            var share = stratum.N / n;
            for (var i = 0; i < Stratum.Width; i++)
                mean[i] += share * stratum.Means[i];
        }
        foreach (var stratum in strata)
        {
            var share = stratum.N / n;
            for (var i = 0; i < Stratum.Width; i++)
            {
                for (var j = 0; j < Stratum.Width; j++)
                {
                    var between = (stratum.Means[i] - mean[i]) * (stratum.Means[j] - mean[j]);
                    covariance[(i * Stratum.Width) + j] += share * (stratum.Covariance[(i * Stratum.Width) + j] + between) / n;
                }
            }
        }
        return Effect(mean, covariance, scale, whole);
    }

    private static EffectMoments Effect(double[] mean, double[] covariance, EffectScale scale, in EffectMoments whole)
    {
        double numerator = mean[0] + mean[1], denominator = mean[2] + mean[3];
        if (mean[2] == 0 || denominator == 0 || mean[0] == 0)
            return new(0, 0, 0, whole.Units, 0);
        double control = mean[0] / mean[2], treatment = numerator / denominator;
        double[] byControl = [1 / mean[2], 0, -mean[0] / (mean[2] * mean[2]), 0];
        double[] byTreatment = [1 / denominator, 1 / denominator, -treatment / denominator, -treatment / denominator];
        var size = scale == EffectScale.Relative ? Math.Abs(control) : 1;
        var weight = scale == EffectScale.Relative ? treatment / control : 1;
        var variance = 0.0;
        for (var i = 0; i < Stratum.Width; i++)
        {
            for (var j = 0; j < Stratum.Width; j++)
            {
                variance += (byTreatment[i] - (weight * byControl[i])) * (byTreatment[j] - (weight * byControl[j]))
                    * covariance[(i * Stratum.Width) + j] / (size * size);
            }
        }
        return variance > 0
            ? new((treatment - control) / size, Math.Sqrt(variance), whole.DegreesOfFreedom, whole.Units, control)
            : new(0, 0, 0, whole.Units, control);
    }
}
