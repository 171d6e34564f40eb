using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class SequentialSampleRatioTests
{
    private static readonly uint[][] Moving = [[1, 1, 2], [3, 1, 1], [1, 0, 9]];

    [Fact]
    public void Add_MovingShares_RarelyAlarmsWhenHonest()
    {
        var alarms = Enumerable.Range(1, 200).Count(seed => Run((ulong)seed, lost: 0).PValue <= 0.05);
        Assert.InRange(alarms, 0, 21);
    }

    [Fact]
    public void Add_LostUnitsOfOneArm_Alarms()
    {
        // 15 % of one arm's units never reach analysis.
        var check = Run(3, lost: 0.15);
        Assert.InRange(check.PValue, 0, 1e-3);
        Assert.True(check.Seen[2] < check.Expected[2]);
    }

    [Fact]
    public void Add_ConstantShares_IsTheDirichletMultinomialMixture()
    {
        var check = new SequentialSampleRatio(2, 10);
        int[] arms = [0, 0, 0, 1, 0, 0, 0, 0];
        double log = 0, highest = 0, seen = 0;
        for (var n = 0; n < arms.Length; n++)
        {
            // Prediction of a Beta(7.5, 2.5) for arm 0.
            var first = (seen + 7.5) / (n + 10);
            log += Math.Log(arms[n] == 0 ? first / 0.75 : (1 - first) / 0.25);
            highest = Math.Max(highest, log);
            seen += arms[n] == 0 ? 1 : 0;
            check.Add(arms[n], [3, 1]);
        }
        Assert.Equal(Math.Exp(-highest), check.PValue, 1e-12);
    }

    [Fact]
    public void Add_ArmThatCouldNotOccur_IsCertainlyWrong()
    {
        var check = new SequentialSampleRatio(3);
        check.Add(1, [1, 0, 9]);
        Assert.Equal(0, check.PValue);
    }

    private static SequentialSampleRatio Run(ulong seed, double lost)
    {
        var random = new SplitMix64(seed);
        var check = new SequentialSampleRatio(3);
        for (var unit = 0; unit < 4000; unit++)
        {
            var shares = Moving[unit / 500 % 3];
            var arm = ShareDraw.Pick(shares, random.NextUInt32());
            if (arm != 2 || random.NextDouble() >= lost)
                check.Add(arm, shares);
        }
        return check;
    }
}
