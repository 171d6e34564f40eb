using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Numerics;

/// <summary>The single-precision kernel against plain loops in double precision.</summary>
public sealed class SingleKernelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(17)]
    [InlineData(40)]
    [InlineData(100)]
    [InlineData(153)]
    public void Quadratic_SymmetricMatrix_EqualsAPlainSum(int length)
    {
        var stride = SingleKernel.Stride(length);
        var random = new SplitMix64((ulong)length);
        var (matrix, x, y) = (new float[stride * stride], new float[stride], new float[stride]);
        var nonzero = new List<int>();
        for (var i = 0; i < length; i++)
        {
            for (var j = 0; j <= i; j++)
                matrix[(i * stride) + j] = matrix[(j * stride) + i] = (float)random.NextGaussian();
            if (i % 3 == 1)
                continue;
            x[i] = (float)random.NextGaussian();
            nonzero.Add(i);
        }
        var actual = SingleKernel.Quadratic(matrix, [.. nonzero], x, y);
        var expected = 0.0;
        for (var i = 0; i < length; i++)
        {
            var product = 0.0;
            for (var j = 0; j < length; j++)
                product += (double)matrix[(i * stride) + j] * x[j];
            Assert.Equal(product, y[i], 1e-4);
            expected += x[i] * product;
        }
        Assert.Equal(expected, actual, 1e-4 * length);
    }

    [Fact]
    public void Narrow_AnyLength_RoundsEveryValue()
    {
        for (var length = 0; length < 40; length++)
        {
            double[] source = [.. Enumerable.Range(0, length).Select(i => Math.Sqrt(i + 0.1) * (i % 2 == 0 ? 1 : -1))];
            var target = new float[length];
            SingleKernel.Narrow(source, target);
            Assert.Equal(source.Select(value => (float)value), target);
        }
    }

    [Fact]
    public void Quadratic_LengthsDoNotFit_Throws()
    {
        Assert.Throws<ArgumentException>(() => SingleKernel.Quadratic(new float[64], [0], new float[7], new float[7]));
        Assert.Throws<ArgumentException>(() => SingleKernel.Quadratic(new float[63], [0], new float[8], new float[8]));
        Assert.Throws<ArgumentException>(() => SingleKernel.Quadratic(new float[64], [8], new float[8], new float[8]));
        Assert.Throws<ArgumentException>(() => SingleKernel.Narrow(new double[3], new float[4]));
    }
}
