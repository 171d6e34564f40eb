namespace ConvoStudio.Engine.Experiments;

/// <summary>Estimate of an effect with its standard error: what every test, posterior and sequence starts from.</summary>
/// <param name="Effect">Treatment minus control on the scale asked for; 0 when degenerate.</param>
/// <param name="StandardError">Of the effect; 0 when degenerate.</param>
/// <param name="DegreesOfFreedom">Welch and Satterthwaite's; 0 when degenerate.</param>
/// <param name="Units">Units of both arms.</param>
/// <param name="Baseline">Unadjusted mean of the control arm.</param>
/// <remarks>Degenerate (no data, one unit, no variance, a zero baseline) is a value, not an exception and never NaN: it happens at the start of
/// every experiment.</remarks>
public readonly record struct EffectMoments(double Effect, double StandardError, double DegreesOfFreedom, long Units, double Baseline)
{
    /// <summary>True when nothing can be said yet.</summary>
    public bool IsDegenerate => !(StandardError > 0);

    /// <summary>Effect of two arms measured by mean, proportion, ratio or quantile.</summary>
    /// <remarks>Absolute: vC/nC + vT/nT. Relative: vT/(nT·C²) + vC·T²/(nC·C⁴), the delta method. Source: Deng, Knoblich and Lu, KDD 2018.</remarks>
    public static EffectMoments Of(in ArmMoments control, in ArmMoments treatment, EffectScale scale)
    {
        double c = control.Mean, t = treatment.Mean;
        var variance = scale == EffectScale.Absolute
            ? (control.Variance / control.N) + (treatment.Variance / treatment.N)
            : (treatment.Variance / (treatment.N * c * c)) + (control.Variance * t * t / (control.N * c * c * c * c));
        return From(control, treatment, c, variance, scale);
    }

    /// <summary>Plain difference of two arms, for which a control mean of 0 is a mean like any other.</summary>
    public static EffectMoments Difference(in ArmMoments control, in ArmMoments treatment) => From(
        control, treatment, 0, (control.Variance / control.N) + (treatment.Variance / treatment.N), EffectScale.Absolute, needsBaseline: false);

    /// <summary>Treatment − control, divided by |baseline| on the relative scale, so that the sign is that of the difference.</summary>
    /// <param name="control">Mean of control, adjusted or not.</param>
    /// <param name="treatment">Mean of treatment, adjusted or not.</param>
    /// <param name="baseline">Unadjusted mean of control; not 0 on the relative scale.</param>
    /// <param name="scale">Absolute or relative.</param>
    public static double Lift(double control, double treatment, double baseline, EffectScale scale) =>
        scale == EffectScale.Relative ? (treatment - control) / Math.Abs(baseline) : treatment - control;

    /// <summary>Effect adjusted by a covariate; a relative one is relative to the control's unadjusted mean.</summary>
    /// <param name="control">Sums of the control arm.</param>
    /// <param name="treatment">Sums of the treatment arm.</param>
    /// <param name="scale">Absolute or relative.</param>
    /// <param name="theta">θ; null estimates it from both arms pooled.</param>
    public static EffectMoments Of(in CupedSums control, in CupedSums treatment, EffectScale scale, double? theta = null)
    {
        var factor = theta ?? CupedSums.Theta(control, treatment);
        if (factor == 0)
            return Of(control.Post.Moments, treatment.Post.Moments, scale);
        ArmMoments c = control.Adjusted(factor), t = treatment.Adjusted(factor);
        var baseline = control.Post.Mean;
        var variance = (c.Variance / c.N) + (t.Variance / t.N);
        if (scale == EffectScale.Relative)
        {
            // Derivative by the control mean at the unadjusted means: balanced covariates are expected to cancel.
            var slope = -treatment.Post.Mean / baseline;
            var controlVariance = (slope * slope * control.Post.Variance) + (2 * factor * slope * control.Covariance)
                + (factor * factor * control.Pre.Variance);
            variance = ((controlVariance / c.N) + (t.Variance / t.N)) / (baseline * baseline);
        }
        return From(c, t, baseline, variance, scale);
    }

    /// <summary>Effect of a ratio adjusted by the earlier ratio; a relative one is relative to the control's unadjusted ratio.</summary>
    /// <param name="control">Sums of the control arm.</param>
    /// <param name="treatment">Sums of the treatment arm.</param>
    /// <param name="scale">Absolute or relative.</param>
    /// <param name="theta">θ; null estimates it from both arms.</param>
    public static EffectMoments Of(in CupedRatioSums control, in CupedRatioSums treatment, EffectScale scale, double? theta = null)
    {
        var factor = theta ?? CupedRatioSums.Theta(control, treatment);
        if (factor == 0)
            return Of(control.Post.Moments, treatment.Post.Moments, scale);
        ArmMoments c = control.Adjusted(factor), t = treatment.Adjusted(factor);
        var baseline = control.Post.Mean;
        var variance = (c.Variance / c.N) + (t.Variance / t.N);
        if (scale == EffectScale.Relative && baseline != 0)
        {
            var size = Math.Abs(baseline);
            var byControl = -(size + (Math.Sign(baseline) * (t.Mean - c.Mean))) / (size * size);
            variance = (control.Variance(control.Gradient(byControl, factor / size)) / c.N) + (t.Variance / t.N / (size * size));
        }
        return From(c, t, baseline, variance, scale);
    }

    private static EffectMoments From(in ArmMoments control, in ArmMoments treatment, double baseline, double variance, EffectScale scale, bool needsBaseline = true)
    {
        var units = control.N + treatment.N;
        var usable = control.N > 0 && treatment.N > 0 && control.Variance > 0 && treatment.Variance > 0
            && (!needsBaseline || (control.Mean != 0 && baseline != 0)) && variance > 0 && double.IsFinite(variance);
        if (!usable)
            return new(0, 0, 0, units, baseline);
        return new(Lift(control.Mean, treatment.Mean, baseline, scale), Math.Sqrt(variance), Welch(control, treatment), units, baseline);
    }

    // (a + b)² / (a²/(nC − 1) + b²/(nT − 1)), a = vC/nC, b = vT/nT. Sources: Welch, Biometrika 34, 1947; Satterthwaite, 1946.
    private static double Welch(in ArmMoments control, in ArmMoments treatment)
    {
        double a = control.Variance / control.N, b = treatment.Variance / treatment.N;
        return (a + b) * (a + b) / ((a * a / (control.N - 1)) + (b * b / (treatment.N - 1)));
    }
}
