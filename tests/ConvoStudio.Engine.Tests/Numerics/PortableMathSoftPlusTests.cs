using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Numerics;

public sealed class PortableMathSoftPlusTests
{
    [Fact]
    public void SoftPlus_FourAtATime_HasTheBitsOfOneAtATime()
    {
        var random = new SplitMix64(1);
        var values = new double[40_000];
        for (var i = 0; i < values.Length; i++)
            values[i] = (random.NextDouble() - 0.5) * (i % 3 == 0 ? 1400 : i % 3 == 1 ? 80 : 1e-3);
        var expected = values.Select(PortableMath.SoftPlus).ToArray();
        PortableMath.SoftPlus(values);
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), values.Select(BitConverter.DoubleToInt64Bits));
    }

    [Theory]
    [InlineData(0, 0.69314718055994531)]
    [InlineData(50, 50)]
    [InlineData(-50, 1.9287498479639178e-22)]
    [InlineData(1, 1.3132616875182228)]
    public void SoftPlus_KnownValues_AreExactToALastBit(double u, double expected) => Assert.Equal(expected, PortableMath.SoftPlus(u), expected * 4e-16);
}
