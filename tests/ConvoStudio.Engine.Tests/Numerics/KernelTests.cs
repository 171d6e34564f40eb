using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Numerics;

public sealed class KernelTests
{
    [Fact]
    public void Dot_AnyLength_EqualsTheDocumentedOrderBitForBit()
    {
        for (var n = 0; n < 70; n++)
        {
            var (x, y) = (Vector(n, 1), Vector(n, 2));
            var lanes = new double[4, 4];
            for (var i = 0; i < n; i++)
                lanes[i / 4 % 4, i % 4] += x[i] * y[i];
            var sums = Enumerable.Range(0, 4).Select(l => lanes[0, l] + lanes[1, l] + (lanes[2, l] + lanes[3, l])).ToArray();
            Assert.Equal(sums[0] + sums[1] + (sums[2] + sums[3]), Kernel.Dot(x, y));
        }
    }

    [Fact]
    public void Dot_ZerosAppended_SameBits()
    {
        for (var n = 1; n < 40; n++)
        {
            var (x, y) = (Vector(n, 3), Vector(n, 4));
            Assert.Equal(Kernel.Dot(x, y), Kernel.Dot([.. x, .. new double[21]], [.. y, .. new double[21]]));
        }
    }

    [Fact]
    public void Axpy_AnyLength_RoundsTheProductBeforeAdding()
    {
        for (var n = 0; n < 40; n++)
        {
            var (x, y) = (Vector(n, 5), Vector(n, 6));
            var expected = y.Select((value, i) => value + (0.3 * x[i])).ToArray();
            Kernel.Axpy(0.3, x, y);
            Assert.Equal(expected, y);
        }
    }

    [Theory, InlineData(1), InlineData(4), InlineData(13), InlineData(24), InlineData(52), InlineData(64), InlineData(71)]
    public void SymmetricMultiply_AnyOrder_EqualsThePlainSumBitForBit(int d)
    {
        var stride = Kernel.Stride(d);
        var matrix = Symmetric(d, stride);
        var x = new double[stride];
        Vector(d, 8).CopyTo(x, 0);
        x[d / 2] = 0;
        int[] slots = [.. Enumerable.Range(0, d).Where(i => x[i] != 0)];
        var expected = new double[stride];
        foreach (var i in slots)
        {
            for (var j = 0; j < stride; j++)
                expected[j] += x[i] * matrix[(i * stride) + j];
        }
        var result = new double[stride];
        Kernel.SymmetricMultiply(matrix, slots, x, result);
        Assert.Equal(expected, result);
    }

    [Fact]
    public void SubtractOuter_KeepsSymmetryToTheLastBit()
    {
        const int d = 27;
        var stride = Kernel.Stride(d);
        var matrix = Symmetric(d, stride);
        var before = matrix.ToArray();
        var u = new double[stride];
        Vector(d, 9).CopyTo(u, 0);
        Kernel.SubtractOuter(matrix, u);
        for (var i = 0; i < stride; i++)
        {
            for (var j = 0; j < stride; j++)
            {
                Assert.Equal(before[(i * stride) + j] - (u[i] * u[j]), matrix[(i * stride) + j]);
                Assert.Equal(matrix[(j * stride) + i], matrix[(i * stride) + j]);
            }
        }
    }

    [Fact]
    public void AnyOperation_LengthsDoNotFit_Throws()
    {
        Assert.Throws<ArgumentException>(() => Kernel.Dot(new double[3], new double[4]));
        Assert.Throws<ArgumentException>(() => Kernel.Axpy(1, new double[3], new double[4]));
        Assert.Throws<ArgumentException>(() => Kernel.Multiply(new double[4], new double[4], new double[3]));
        Assert.Throws<ArgumentException>(() => Kernel.SymmetricMultiply(new double[16], [0], new double[8], new double[8]));
        Assert.Throws<ArgumentException>(() => Kernel.SymmetricMultiply(new double[16], [4], new double[4], new double[4]));
        Assert.Throws<ArgumentException>(() => Kernel.SubtractOuter(new double[9], new double[3]));
    }

    private static double[] Vector(int length, ulong seed)
    {
        var random = new SplitMix64(seed);
        var values = new double[length];
        for (var i = 0; i < length; i++)
            values[i] = random.NextGaussian();
        return values;
    }

    private static double[] Symmetric(int d, int stride)
    {
        var random = new SplitMix64(7);
        var matrix = new double[stride * stride];
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j <= i; j++)
                matrix[(i * stride) + j] = matrix[(j * stride) + i] = random.NextGaussian();
        }
        return matrix;
    }
}
