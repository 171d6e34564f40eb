using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>One treatment read segment by segment, and whether the segments differ at all.</summary>
/// <param name="Segments">In the order given.</param>
/// <param name="InteractionPValue">Of "the effect is the same in every segment", arm × segment; 1 below two readable segments. Holds at one look, not under peeking.</param>
/// <param name="Heterogeneity">Share of the variation between segments beyond chance, I² in [0, 1].</param>
/// <remarks>Intervals share the error rate among segments (Bonferroni), p values are corrected. Interaction: Cochran's Q = Σ(d − d̄)²/se², chi-square with
/// segments − 1 degrees of freedom. Sources: Cochran, Biometrics 10, 1954; Higgins and Thompson, Statistics in Medicine 21, 2002.</remarks>
public sealed record SegmentedReading(IReadOnlyList<SegmentReading> Segments, double InteractionPValue, double Heterogeneity)
{
    /// <summary>Units an arm needs in a segment: below, a segment says nothing and could tell who is in it.</summary>
    public const long LeastUnits = 20;

    /// <summary>Reads one treatment.</summary>
    /// <param name="segments">Every segment; a rate when all sums are proportions. A unit belongs to one segment.</param>
    /// <param name="correction">What p values are corrected for.</param>
    /// <param name="sequence">Error rate of all segments together, tuning, and units before which nothing is said of a mean; defaults when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The error rate or the tuning is out of range.</exception>
    public static SegmentedReading Of(
        IReadOnlyList<SegmentSums> segments, SegmentCorrection correction = SegmentCorrection.Holm, AsymptoticConfidenceSequence? sequence = null)
    {
        sequence ??= new AsymptoticConfidenceSequence();
        int[] readable = [.. Enumerable.Range(0, segments.Count).Where(i => Math.Min(segments[i].Control.N, segments[i].Treatment.N) >= LeastUnits)];
        var shared = sequence with { Alpha = sequence.Alpha / Math.Max(1, readable.Length) };
        var readings = new SegmentReading[segments.Count];
        Array.Fill(readings, new(double.NaN, double.NegativeInfinity, double.PositiveInfinity, 1, 1, false));
        foreach (var i in readable)
            readings[i] = Read(segments[i], shared);
        double[] values = [.. readable.Select(i => readings[i].PValue)];
        var adjusted = correction == SegmentCorrection.Holm ? MultipleTesting.Holm(values) : MultipleTesting.BenjaminiYekutieli(values);
        for (var i = 0; i < readable.Length; i++)
            readings[readable[i]] = readings[readable[i]] with { AdjustedPValue = Math.Min(1, adjusted[i]) };
        var (p, heterogeneity) = Interaction([.. readable.Select(i => EffectMoments.Difference(segments[i].Control.Moments, segments[i].Treatment.Moments))]);
        return new(readings, p, heterogeneity);
    }

    private static SegmentReading Read(in SegmentSums segment, AsymptoticConfidenceSequence sequence)
    {
        var (control, treatment) = segment;
        if (control.IsProportion && treatment.IsProportion)
        {
            var lift = RateLift.Of(control, treatment, sequence.Alpha, sequence.TunedUnits);
            return new(lift.Estimate, lift.Low, lift.High, lift.PValue, 1, true);
        }
        var moments = EffectMoments.Difference(control.Moments, treatment.Moments);
        if (moments.IsDegenerate)
            return new(treatment.Mean - control.Mean, double.NegativeInfinity, double.PositiveInfinity, 1, 1, true);
        var test = sequence.Of(moments);
        return new(test.Effect, test.Low, test.High, test.PValue, 1, true);
    }

    private static (double PValue, double Heterogeneity) Interaction(List<EffectMoments> effects)
    {
        effects.RemoveAll(effect => effect.IsDegenerate);
        if (effects.Count < 2)
            return (1, 0);
        double weights = 0, sum = 0, q = 0;
        foreach (var effect in effects)
        {
            var weight = 1 / (effect.StandardError * effect.StandardError);
            (weights, sum) = (weights + weight, sum + (weight * effect.Effect));
        }
        foreach (var effect in effects)
        {
            var z = (effect.Effect - (sum / weights)) / effect.StandardError;
            q += z * z;
        }
        var df = effects.Count - 1;
        return (ChiSquare.Survival(q, df), q > df ? (q - df) / q : 0);
    }
}
