using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies.LeastSquares;
using Xunit;

namespace ConvoStudio.Engine.Tests.Policies.LeastSquares;

/// <summary>The drift test against sequences whose answer is known.</summary>
public sealed class PageHinkleyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Add_ConstantResiduals_RiseByOneLessTheAllowanceEachStep(int sign)
    {
        var test = default(PageHinkley);
        for (var i = 0; i < PageHinkley.WarmUp; i++)
            test = test.Add(sign);
        Assert.Equal(0, test.Up + test.Down);
        for (var i = 1; i <= 8; i++)
        {
            test = test.Add(sign);
            Assert.Equal(i * (1 - PageHinkley.Allowance), sign > 0 ? test.Up : test.Down, 1e-12);
            Assert.Equal(0, sign > 0 ? test.Down : test.Up);
        }
        Assert.True(test.IsAlarm(5.9));
        Assert.False(test.IsAlarm(6.1));
    }

    [Fact]
    public void Add_AlternatingResiduals_NeverGathers()
    {
        var test = default(PageHinkley);
        for (var i = 0; i < 10_000; i++)
        {
            test = test.Add(i % 2 == 0 ? 1 : -1);
            Assert.True(test.Up <= 1 && test.Down <= 1);
        }
    }

    [Fact]
    public void Add_NoiseWithoutAChange_RaisesFewAlarmsAndAShiftRaisesOneSoon()
    {
        var random = new SplitMix64(41);
        var alarms = 0;
        var test = default(PageHinkley);
        for (var i = 0; i < 200_000; i++)
        {
            test = test.Add(random.NextGaussian());
            if (!test.IsAlarm(30))
                continue;
            alarms++;
            test = default;
        }
        Assert.Equal(0, alarms);
        var after = 0;
        for (; !test.IsAlarm(30); after++)
            test = test.Add(random.NextGaussian() + 1);
        Assert.InRange(after, 25, 80);
    }

    [Fact]
    public void Add_AllZero_StaysQuiet()
    {
        var test = default(PageHinkley);
        for (var i = 0; i < 100; i++)
            test = test.Add(0);
        Assert.False(test.IsAlarm(1e-9));
    }
}
