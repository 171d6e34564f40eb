using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>The t test with unequal variances. Holds at one look fixed beforehand, not under peeking.</summary>
/// <remarks>Source: Welch, Biometrika 34, 1947.</remarks>
public static class WelchTest
{
    /// <summary>Interval and p value of "no effect".</summary>
    /// <param name="moments">The effect.</param>
    /// <param name="alpha">Error rate in (0, 1): of both sides together, or of the one side.</param>
    /// <param name="alternative">What is looked for.</param>
    /// <exception cref="ArgumentOutOfRangeException">Alpha is out of range.</exception>
    public static EffectTest Of(in EffectMoments moments, double alpha = 0.05, Alternative alternative = Alternative.TwoSided)
    {
        Levels.CheckAlpha(alpha);
        if (moments.IsDegenerate)
            return EffectTest.Uninformative;
        var t = moments.Effect / moments.StandardError;
        var df = moments.DegreesOfFreedom;
        var critical = StudentT.UpperQuantile(alternative == Alternative.TwoSided ? alpha / 2 : alpha, df);
        var p = alternative switch
        {
            Alternative.Greater => StudentT.Survival(t, df),
            Alternative.Lesser => StudentT.Survival(-t, df),
            _ => StudentT.TwoSided(t, df),
        };
        return EffectTest.Around(moments, critical * moments.StandardError, p, alternative);
    }
}
