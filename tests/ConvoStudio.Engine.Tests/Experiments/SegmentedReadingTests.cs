using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class SegmentedReadingTests
{
    [Fact]
    public void Of_TwoSegments_InteractionIsTheNormalTestOfTheDifference()
    {
        SegmentSums[] segments = [Rates(100, 1000, 150, 1000), Rates(200, 1000, 190, 1000)];
        var reading = SegmentedReading.Of(segments);
        EffectMoments first = Difference(segments[0]), second = Difference(segments[1]);
        var z = (first.Effect - second.Effect) / Math.Sqrt((first.StandardError * first.StandardError) + (second.StandardError * second.StandardError));
        Assert.Equal(StandardNormal.TwoSided(z), reading.InteractionPValue, 1e-9);
        Assert.Equal(1 - (1 / (z * z)), reading.Heterogeneity, 1e-9);
    }

    [Fact]
    public void Of_Rates_CorrectsAmongTheReadableOnly()
    {
        SegmentSums[] segments = [Rates(100, 1000, 200, 1000), Rates(1, 5, 3, 5), Rates(200, 1000, 210, 1000)];
        var reading = SegmentedReading.Of(segments);
        Assert.Equal([true, false, true], reading.Segments.Select(s => s.IsReadable));
        Assert.Equal(reading.Segments[0].PValue * 2, reading.Segments[0].AdjustedPValue, 1e-15);
        Assert.Equal(RateLift.Of(segments[0].Control, segments[0].Treatment, 0.025).Low, reading.Segments[0].Low);
        Assert.Equal((double.NegativeInfinity, 1.0), (reading.Segments[1].Low, reading.Segments[1].AdjustedPValue));
        var discovery = SegmentedReading.Of(segments, SegmentCorrection.BenjaminiYekutieli);
        Assert.Equal(reading.Segments[0].PValue * 2 * 1.5, discovery.Segments[0].AdjustedPValue, 1e-15);
    }

    [Fact]
    public void Of_Means_UsesTheSequence()
    {
        var segment = new SegmentSums(new(500, 500, 1000), new(500, 600, 1220));
        var sequence = new AsymptoticConfidenceSequence(0.05, 1000, 100);
        Assert.Equal(sequence.Of(Difference(segment)).High, SegmentedReading.Of([segment], sequence: sequence).Segments[0].High);
        Assert.Equal(1, SegmentedReading.Of([segment], sequence: sequence).InteractionPValue);
        Assert.Empty(SegmentedReading.Of([]).Segments);
    }

    [Fact]
    public void Of_SameEffectEverywhere_RarelyClaimsAnInteraction()
    {
        const int runs = 1000;
        var random = new SplitMix64(12);
        var claimed = 0;
        for (var run = 0; run < runs; run++)
        {
            var segments = new SegmentSums[4];
            for (var s = 0; s < segments.Length; s++)
                segments[s] = new(Draw(ref random, 0), Draw(ref random, 0.3));
            claimed += SegmentedReading.Of(segments).InteractionPValue < 0.05 ? 1 : 0;
        }
        // Binomial(1000, 0.05) lies in 34 to 68 with 99 %; the estimated variances of 100 units cost a little.
        Assert.InRange(claimed, 34, 75);
    }

    private static MeanSums Draw(ref SplitMix64 random, double mean)
    {
        var sums = default(MeanSums);
        for (var i = 0; i < 100; i++)
            sums = sums.Add(mean + random.NextGaussian());
        return sums;
    }

    private static EffectMoments Difference(in SegmentSums segment) => EffectMoments.Difference(segment.Control.Moments, segment.Treatment.Moments);

    private static SegmentSums Rates(long controlSuccesses, long controlN, long treatmentSuccesses, long treatmentN) =>
        new(MeanSums.OfProportion(controlN, controlSuccesses), MeanSums.OfProportion(treatmentN, treatmentSuccesses));
}
