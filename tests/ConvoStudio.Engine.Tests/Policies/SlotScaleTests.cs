using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies;
using Xunit;

namespace ConvoStudio.Engine.Tests.Policies;

public sealed class SlotScaleTests
{
    [Theory]
    [InlineData(new double[0], 1), InlineData(new[] { 1.0, 1, 1 }, 1), InlineData(new[] { 0.0, 0 }, 1), InlineData(new[] { 3.0, 5 }, 1)]
    [InlineData(new[] { -6.0, 6 }, 6), InlineData(new[] { 0.0, 0.01 }, 0.1), InlineData(new[] { 5e6, 5e6 }, 5000), InlineData(new[] { 1e6, 1e6 + 2 }, 1000.001)]
    public void Of_Values_IsTheBoundedStandardDeviation(double[] values, double expected) =>
        Assert.Equal(expected, SlotScale.Of(values.Aggregate(default(RunningMoments), (moments, value) => moments.Add(value))), 1e-9);
}
