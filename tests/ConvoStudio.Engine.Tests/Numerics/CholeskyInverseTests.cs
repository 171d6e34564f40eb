using ConvoStudio.Engine.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace ConvoStudio.Engine.Tests.Numerics;

public sealed class CholeskyInverseTests
{
    [Theory, InlineData(1), InlineData(3), InlineData(8), InlineData(33), InlineData(64)]
    public void Invert_PositiveDefinite_AgreesWithTheLibrary(int d)
    {
        var random = new SplitMix64((ulong)d);
        var root = Matrix<double>.Build.Dense(d, d, (_, _) => random.NextGaussian());
        var matrix = (root * root.Transpose()) + Matrix<double>.Build.DenseIdentity(d);
        var stride = Kernel.Stride(d);
        var values = new double[stride * stride];
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j <= i; j++)
                values[(i * stride) + j] = matrix[i, j];
        }
        CholeskyInverse.Invert(values, d);
        var expected = matrix.Inverse();
        for (var i = 0; i < stride; i++)
        {
            for (var j = 0; j < stride; j++)
            {
                Assert.Equal(i < d && j < d ? expected[i, j] : 0, values[(i * stride) + j], 1e-10);
                Assert.Equal(values[(j * stride) + i], values[(i * stride) + j]);
            }
        }
    }

    [Fact]
    public void Invert_NotPositiveDefinite_Throws()
    {
        var matrix = new double[16];
        (matrix[0], matrix[4], matrix[5]) = (1, 2, 1);
        Assert.Throws<ArgumentException>(() => CholeskyInverse.Invert(matrix, 2));
        Assert.Throws<ArgumentException>(() => CholeskyInverse.Invert(new double[9], 3));
    }
}
