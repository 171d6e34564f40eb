using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Numerics;

/// <summary>Distributions where tails are far, parameters large or arguments next to a singular point; values of 28-digit arithmetic.</summary>
public sealed class DistributionTests
{
    [Theory]
    [InlineData(-37, 5.725571222524577e-300)]
    [InlineData(-8, 6.220960574271784e-16)]
    [InlineData(1.5, 0.9331927987311419)]
    public void Normal_Cdf_KeepsItsDigits(double x, double expected)
    {
        AssertClose(expected, StandardNormal.Cdf(x));
        AssertClose(expected, StandardNormal.Survival(-x));
        AssertClose(x, x < 0 ? StandardNormal.Quantile(expected) : -StandardNormal.Quantile(StandardNormal.Survival(x)));
    }

    [Theory]
    [InlineData(1e-5, 1, 0.4999968169011383)]
    [InlineData(40, 30, 6.863022597203201e-28)]
    [InlineData(37, 1e5, 5.9873141219886008e-298)]
    [InlineData(1e10, 1, 3.1830988618379065e-11)]
    [InlineData(1.5, 0.7, 0.22018254850962013)]
    [InlineData(2, 1e6, 0.022750266925659603)]
    public void StudentT_SurvivalAndQuantile_KeepTheirDigits(double t, double df, double expected)
    {
        AssertClose(expected, StudentT.Survival(t, df));
        AssertClose(t, StudentT.UpperQuantile(expected, df), 1e-8);
        AssertClose(-t, StudentT.Quantile(expected, df), 1e-8);
    }

    [Theory]
    [InlineData(1400, 1, 2.1010145162642176e-306)]
    [InlineData(10_000, 9000, 3.0318018385490987e-13)]
    [InlineData(1e6, 1e6, 0.4998119368033945)]
    [InlineData(3, 0.5, 0.03341644415897903)]
    public void ChiSquare_Survival_KeepsItsDigits(double x, double df, double expected) => AssertClose(expected, ChiSquare.Survival(x, df));

    [Theory]
    [InlineData(1e-10, 1, 1.5707963267948968e-20)]
    [InlineData(1e-12, 100, 30.08416758616184)]
    [InlineData(0.999999, 10, 46.86304684671568)]
    public void ChiSquare_Quantile_KeepsItsDigits(double p, double df, double expected) => AssertClose(expected, ChiSquare.Quantile(p, df));

    [Theory]
    [InlineData(0.45, 10_000, 10_000, 6.312654777749951e-46)]
    [InlineData(0.5, 300_000, 301_000, 0.9014609825569139)]
    [InlineData(0.0198, 1e5, 5e6, 0.9990985905796347)]
    [InlineData(1e-4, 0.01, 5, 0.9311407597182453)]
    public void Beta_Cdf_KeepsItsDigits(double x, double alpha, double beta, double expected) =>
        AssertClose(expected, new BetaDistribution(alpha, beta).Cdf(x));

    [Theory]
    [InlineData(1e-12, 0.5, 3, 2.8444444444444443e-25)]
    [InlineData(1e-10, 1000, 1000, 0.429227551117347)]
    [InlineData(0.999999, 5, 1, 0.99999979999992)]
    public void Beta_Quantile_KeepsItsDigits(double p, double alpha, double beta, double expected) =>
        AssertClose(expected, new BetaDistribution(alpha, beta).Quantile(p));

    [Theory]
    [InlineData(0, 1, 3, 5, 3.2826943799422983)]
    [InlineData(0, 1, -40, -30, -30.033259667433676)]
    [InlineData(0, 1, 1, 1.0001, 1.000049999166625)]
    [InlineData(0, 1, -5, 0.01, -0.7915267831765967)]
    [InlineData(2, 0.5, 0, double.PositiveInfinity, 2.0000669172322345)]
    public void TruncatedNormal_Mean_IsInsideTheBoundsAndExact(double mean, double deviation, double lower, double upper, double expected) =>
        AssertClose(expected, TruncatedNormal.Mean(mean, deviation, lower, upper));

    private static void AssertClose(double expected, double actual, double relative = 1e-9) =>
        Assert.InRange(actual, expected - (relative * Math.Abs(expected)), expected + (relative * Math.Abs(expected)));
}
