using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class QuantileSketchTests
{
    [Fact]
    public void Quantile_OfMergedParts_IsWithinTheStatedError()
    {
        var random = new SplitMix64(5);
        var values = new double[5000];
        for (var i = 0; i < values.Length; i++)
            values[i] = i % 7 == 0 ? 0 : Math.Exp(2 * random.NextGaussian()) * (i % 3 == 0 ? -1 : 1);
        var parts = values.Chunk(700).Select(part => QuantileSketch.Empty(0.01).Add(part)).ToList();
        var merged = parts.Aggregate((a, b) => b.Merge(a));
        Assert.Equal(values.Length, merged.Count);
        Array.Sort(values);
        foreach (var level in new[] { 0, 0.001, 0.1, 0.25, 0.5, 0.77, 0.9, 0.999, 1 })
        {
            var exact = values[(int)(level * (values.Length - 1))];
            Assert.InRange(merged.Quantile(level), exact - (0.0101 * Math.Abs(exact)), exact + (0.0101 * Math.Abs(exact)));
        }
    }

    [Fact]
    public void Merge_OtherError_Throws() =>
        Assert.Throws<ArgumentException>(() => QuantileSketch.Empty(0.01).Merge(QuantileSketch.Empty(0.02)));

    [Fact]
    public void AtQuantiles_CapFromHistory_CutsBothSides()
    {
        var cap = WinsorCap.AtQuantiles(QuantileSketch.Empty(0.001).Add([.. Enumerable.Range(1, 1000).Select(i => (double)i)]), 0, 0.99);
        Assert.Equal(-5, cap.Apply(-5));
        Assert.Equal(990, cap.Apply(5000), 1.5);
    }
}
