using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>What one stratum says: control mean and effect of the numerator, then of the denominator, with the covariance of one unit.</summary>
/// <param name="N">Units of both arms.</param>
/// <param name="Means">Control numerator, effect on it, control denominator, effect on it; 1 and 0 where there is no denominator.</param>
/// <param name="Covariance">N times the covariance of the means, row-major 4 × 4.</param>
internal sealed record Stratum(long N, double[] Means, double[] Covariance)
{
    public const int Width = 4;

    public static Stratum Of(in MeanSums control, in MeanSums treatment)
    {
        var stratum = new Stratum(control.N + treatment.N, [control.Mean, treatment.Mean - control.Mean, 1, 0], new double[Width * Width]);
        stratum.AddPair(0, 0, control.Variance / control.N, treatment.Variance / treatment.N);
        return stratum;
    }

    public static Stratum Of(in RatioSums control, in RatioSums treatment)
    {
        MeanSums m = control.Numerator, d = control.Denominator, n = treatment.Numerator, e = treatment.Denominator;
        var stratum = new Stratum(control.N + treatment.N, [m.Mean, n.Mean - m.Mean, d.Mean, e.Mean - d.Mean], new double[Width * Width]);
        stratum.AddPair(0, 0, m.Variance / m.N, n.Variance / n.N);
        stratum.AddPair(2, 2, d.Variance / d.N, e.Variance / e.N);
        stratum.AddPair(0, 2, control.Covariance / m.N, treatment.Covariance / n.N);
        stratum.AddPair(2, 0, control.Covariance / m.N, treatment.Covariance / n.N);
        return stratum;
    }

    public static Stratum Of(in CupedSums control, in CupedSums treatment)
    {
        if (control.Pre.Variance <= 0 || treatment.Pre.Variance <= 0)
            return Of(control.Post, treatment.Post);
        var both = control + treatment;
        var fit = new CovariateFit(both.N, treatment.N, [both.Pre], [treatment.Pre.Sum], [both.Pre.Variance]);
        var y = new CovariateOutcome(both.Post, treatment.Post.Sum, [both.SumProducts]);
        var stratum = new Stratum(both.N, [0, 0, 1, 0], new double[Width * Width]);
        fit.Write([y], [both.Post.SumSquares], both.N - 3, stratum);
        return stratum;
    }

    public static Stratum Of(in CupedRatioSums control, in CupedRatioSums treatment)
    {
        if (control.NumeratorPre.Variance <= 0 || treatment.NumeratorPre.Variance <= 0
            || control.DenominatorPre.Variance <= 0 || treatment.DenominatorPre.Variance <= 0)
            return Of(control.Post, treatment.Post);
        var both = control + treatment;
        var cross = both.Pre.Covariance;
        var fit = new CovariateFit(
            both.N, treatment.N, [both.NumeratorPre, both.DenominatorPre], [treatment.NumeratorPre.Sum, treatment.DenominatorPre.Sum],
            [both.NumeratorPre.Variance, cross, cross, both.DenominatorPre.Variance]);
        var numerator = new CovariateOutcome(
            both.NumeratorPost, treatment.NumeratorPost.Sum, [both.NumeratorPostNumeratorPre, both.NumeratorPostDenominatorPre]);
        var denominator = new CovariateOutcome(
            both.DenominatorPost, treatment.DenominatorPost.Sum, [both.DenominatorPostNumeratorPre, both.DenominatorPostDenominatorPre]);
        var stratum = new Stratum(both.N, new double[Width], new double[Width * Width]);
        // Two regressions share the units: three degrees of freedom each.
        fit.Write(
            [numerator, denominator], [both.NumeratorPost.SumSquares, both.NumeratorPostDenominatorPost, both.DenominatorPost.SumSquares],
            both.N - 6, stratum);
        return stratum;
    }

    /// <summary>Adds the covariance of two (control, effect) pairs from those of the arms' means.</summary>
    private void AddPair(int row, int column, double control, double treatment)
    {
        Covariance[(row * Width) + column] += N * control;
        Covariance[(row * Width) + column + 1] -= N * control;
        Covariance[((row + 1) * Width) + column] -= N * control;
        Covariance[((row + 1) * Width) + column + 1] += N * (control + treatment);
    }
}
