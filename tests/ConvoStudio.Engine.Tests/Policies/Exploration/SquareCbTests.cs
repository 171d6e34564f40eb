using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Exploration;
using Xunit;

namespace ConvoStudio.Engine.Tests.Policies.Exploration;

public sealed class SquareCbTests
{
    [Fact]
    public void Probabilities_HandComputed_AreTheClosedForm()
    {
        var probabilities = new double[3];
        SquareCb.Probabilities([0.5, 0.7, 0.2], 10, 0.1, probabilities);
        // Gaps 0.2, 0, 0.5: 1/5 and 1/8, the rest 0.675; then 0.9 p + 0.1/3.
        Assert.Equal([0.18 + (0.1 / 3), 0.6075 + (0.1 / 3), 0.1125 + (0.1 / 3)], probabilities.Select(p => Math.Round(p, 14)), (a, b) => Math.Abs(a - b) < 1e-13);
    }

    [Theory, InlineData(0, 10.0), InlineData(99, 100.0), InlineData(9999, 1000.0)]
    public void Gamma_DefaultSchedule_GrowsWithTheRoot(long learntCount, double expected) => Assert.Equal(expected, SquareCb.Gamma(10, 0.5, learntCount));

    [Theory]
    [InlineData(new[] { double.NaN, 0 }, 1, 0), InlineData(new[] { 0, double.PositiveInfinity }, 1, 0), InlineData(new double[0], 1, 0)]
    [InlineData(new[] { 0.0, 1 }, double.NaN, 0), InlineData(new[] { 0.0, 1 }, -1, 0), InlineData(new[] { 0.0, 1 }, 1, double.NaN), InlineData(new[] { 0.0, 1 }, 1, 2)]
    public void Probabilities_OutOfRange_Throws(double[] scores, double gamma, double floor) =>
        Assert.Throws<ArgumentException>(() => SquareCb.Probabilities(scores, gamma, floor, new double[scores.Length]));
}
