using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class CupedReadingTests
{
    private static readonly AsymptoticConfidenceSequence Sequence = new(0.05, 2000, 100);

    [Fact]
    public void Of_CovariateThatExplainsTwoThirds_LeavesAThirdOfTheVariance()
    {
        var (control, treatment) = Draw(5000, slope: 2, effect: 0.3);
        var reading = CupedReading.Of(control, treatment, Sequence);
        // Metric = 2·x + noise of variance 2: four sixths of the variance are the covariate's.
        Assert.Equal(2, reading.Theta, 0.1);
        Assert.Equal(2.0 / 3, reading.VarianceReduction, 0.02);
        Assert.InRange(0.3, reading.Adjusted.Low, reading.Adjusted.High);
        Assert.Equal(Math.Sqrt(1.0 / 3), (reading.Adjusted.High - reading.Adjusted.Low) / (reading.Plain.High - reading.Plain.Low), 0.02);
    }

    [Fact]
    public void Of_CovariateThatNeverVaries_IsThePlainReading()
    {
        var (control, treatment) = Draw(500, slope: 0, effect: 0.3);
        CupedSums Flat(in CupedSums sums) => new(sums.Post, new(sums.N, sums.N, sums.N), sums.Post.Sum);
        var reading = CupedReading.Of(Flat(control), Flat(treatment), Sequence);
        Assert.Equal((0.0, 0.0), (reading.Theta, reading.VarianceReduction));
        Assert.Equal(reading.Plain, reading.Adjusted);
    }

    [Fact]
    public void Of_UnitsWithoutCovariate_Throws() => Assert.Throws<ArgumentException>(
        () => CupedReading.Of(new CupedSums(new(2, 1, 1), new(1, 1, 1), 1), default, Sequence));

    private static (CupedSums Control, CupedSums Treatment) Draw(int units, double slope, double effect)
    {
        var random = new SplitMix64(21);
        CupedSums[] arms = new CupedSums[2];
        for (var i = 0; i < 2 * units; i++)
        {
            var before = random.NextGaussian();
            arms[i % 2] = arms[i % 2].Add((slope * before) + (Math.Sqrt(2) * random.NextGaussian()) + (i % 2 * effect), before);
        }
        return (arms[0], arms[1]);
    }
}
