using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Numerics;

public sealed class PortableMathTests
{
    [Fact]
    public void Exp_WholeRange_AgreesWithTheLibrary()
    {
        var worst = 0.0;
        for (var x = -708.0; x <= 709.7; x += 0.0371)
            worst = Math.Max(worst, Math.Abs((PortableMath.Exp(x) / Math.Exp(x)) - 1));
        Assert.True(worst < 1e-15, $"relative error {worst}");
    }

    [Fact]
    public void Log_WholeRange_AgreesWithTheLibrary()
    {
        var random = new SplitMix64(1);
        var worst = 0.0;
        for (var i = 0; i < 100_000; i++)
        {
            var x = Math.ScaleB(1 + random.NextDouble(), random.NextInt32(2040) - 1020);
            worst = Math.Max(worst, Math.Abs(PortableMath.Log(x) - Math.Log(x)) / Math.Max(Math.Abs(Math.Log(x)), 1e-3));
        }
        Assert.True(worst < 1e-15, $"relative error {worst}");
        Assert.Equal(Math.Log(1.0000001), PortableMath.Log(1.0000001), 1e-22);
    }

    [Theory, InlineData(0.0), InlineData(710.0), InlineData(-746.0), InlineData(-740.0), InlineData(double.NaN), InlineData(double.NegativeInfinity)]
    public void Exp_Edges_AgreeWithTheLibrary(double x) => Assert.Equal(Math.Exp(x), PortableMath.Exp(x));

    [Theory, InlineData(0.0), InlineData(1.0), InlineData(-1.0), InlineData(double.PositiveInfinity), InlineData(double.NaN), InlineData(5e-324)]
    public void Log_Edges_AgreeWithTheLibrary(double x) => Assert.Equal(Math.Log(x), PortableMath.Log(x));

    [Theory, InlineData(2.0, 0.25), InlineData(1001.0, 0.5), InlineData(1001.0, 1.0), InlineData(12.5, 0.0), InlineData(1e6, 0.33)]
    public void Pow_AgreesWithTheLibrary(double x, double y) => Assert.Equal(1, PortableMath.Pow(x, y) / Math.Pow(x, y), 1e-14);

    [Fact]
    public void Exp_ManyAtOnce_AreTheBitsOfOneByOne()
    {
        var random = new SplitMix64(31);
        var values = new double[4003];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextGaussian() * (i % 2 == 0 ? 3 : 400);
        (values[5], values[9], values[13], values[17], values[21]) = (double.NaN, double.NegativeInfinity, double.PositiveInfinity, 700, -745.1);
        (values[40], values[41], values[42], values[43]) = (0, -0.0, 699.999, -699.999);
        var expected = Array.ConvertAll(values, PortableMath.Exp);
        PortableMath.Exp(values);
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), values.Select(BitConverter.DoubleToInt64Bits));
    }
}
