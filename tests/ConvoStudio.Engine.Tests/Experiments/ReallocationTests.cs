using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class ReallocationTests
{
    private static readonly ShareLimit Free = new(0, 1);

    [Fact]
    public void Of_AnyInput_SharesAreExactAndInsideTheirLimits()
    {
        var random = new SplitMix64(11);
        for (var run = 0; run < 400; run++)
        {
            var input = Any(ref random);
            var result = Reallocation.Of(input);
            Assert.Equal(ShareRounding.Total, result.Arms.Aggregate(0UL, (sum, arm) => sum + arm.Share));
            for (var i = 0; i < input.Arms.Count; i++)
            {
                var share = (double)result.Arms[i].Share / ShareRounding.Total;
                if (input.Arms[i].Retired)
                {
                    Assert.Equal(0u, result.Arms[i].Share);
                    continue;
                }
                var limit = i == input.Control && input.ControlShare is { } pinned ? ShareLimit.Pinned(pinned) : input.Arms[i].Limit;
                Assert.InRange(share, Math.Max(limit.Floor - 1e-9, 1e-10), limit.Ceiling + 1e-9);
            }
            Assert.Equal(1, result.Arms.Sum(arm => arm.ProbabilityBest), 1e-9);
            Assert.Equal(1, result.Arms.Sum(arm => arm.Weight), 1e-9);
            Assert.Equal(result.Arms, Reallocation.Of(input).Arms);
        }
    }

    [Fact]
    public void Of_TwoGaussianArmsAndPlainThompson_IsTheNormalProbability()
    {
        MeanSums control = new(400, 400, 2000), treatment = new(500, 550, 2500);
        var result = Reallocation.Of(new(PosteriorFamily.Gaussian, [new(control, Free), new(treatment, Free)], 0) { TopShare = 1 });
        ArmPosterior c = ArmPosterior.Of(control), t = ArmPosterior.Of(treatment);
        var expected = StandardNormal.Cdf((t.Mean - c.Mean) / Math.Sqrt((c.StandardDeviation * c.StandardDeviation) + (t.StandardDeviation * t.StandardDeviation)));
        Assert.Equal(ReallocationHold.None, result.Hold);
        Assert.Equal(expected, result.Arms[1].ProbabilityBest, 1e-9);
        Assert.Equal(expected, (double)result.Arms[1].Share / ShareRounding.Total, 1e-9);
    }

    [Fact]
    public void Of_RateWhereLowerIsBetter_MirrorsItsComplement()
    {
        var lower = Reallocation.Of(Rates((20, 200), (30, 200), (25, 250)) with { LowerIsBetter = true, TopShare = 0.7 });
        var higher = Reallocation.Of(Rates((180, 200), (170, 200), (225, 250)) with { TopShare = 0.7 });
        for (var i = 0; i < 3; i++)
            Assert.Equal(higher.Arms[i].ProbabilityBest, lower.Arms[i].ProbabilityBest, 1e-9);
    }

    [Fact]
    public void Of_FirstTime_IsEqualAndSaysBurnIn()
    {
        var result = Reallocation.Of(Rates((1, 99), (0, 0), (40, 120), (2, 3)));
        Assert.Equal(ReallocationHold.BurnIn, result.Hold);
        Assert.All(result.Arms, arm => Assert.Equal(1u << 30, arm.Share));
        Assert.Equal([true, true, false, true], result.Arms.Select(arm => arm.BurningIn));
    }

    [Fact]
    public void Of_ArmJoins_HasAnEqualShareWhileTheOthersMove()
    {
        var input = Rates((20, 200), (60, 200), (0, 0));
        var result = Reallocation.Of(input with { TopShare = 0.8, Arms = [input.Arms[0] with { Share = 1u << 31 }, input.Arms[1] with { Share = 1u << 31 }, input.Arms[2]] });
        Assert.Equal(ReallocationHold.None, result.Hold);
        Assert.Equal(1.0 / 3, (double)result.Arms[2].Share / ShareRounding.Total, 1e-9);
        Assert.Equal(2.0 / 3 * 0.8, (double)result.Arms[1].Share / ShareRounding.Total, 1e-4);
    }

    [Fact]
    public void Of_NothingNew_KeepsTheVeryShares()
    {
        var arms = Rates((20, 200), (30, 200)).Arms.Select((arm, i) => arm with { Share = i == 0 ? 3_000_000_000 : 1_294_967_296, Before = arm.Closed }).ToList();
        var result = Reallocation.Of(new(PosteriorFamily.Beta, arms, 0));
        Assert.Equal(ReallocationHold.NothingNew, result.Hold);
        Assert.Equal([3_000_000_000u, 1_294_967_296u], result.Arms.Select(arm => arm.Share));
        arms[1] = arms[1] with { Closed = MeanSums.OfProportion(200, 31) };
        Assert.Equal(ReallocationHold.None, Reallocation.Of(new(PosteriorFamily.Beta, arms, 0)).Hold);
    }

    [Fact]
    public void Of_BudgetSpent_HoldsAndARetiredArmLeavesItsShareToTheOthers()
    {
        var input = Rates((20, 200), (30, 200), (10, 200)) with { ExposureBudget = 1000, ControlShare = 0.25 };
        List<ReallocationArm> arms = [input.Arms[0] with { Share = 1u << 30 }, input.Arms[1] with { Share = 1u << 31, Assigned = 700 }, input.Arms[2] with { Share = 1u << 30, Assigned = 300 }];
        var held = Reallocation.Of(input with { Arms = arms });
        Assert.Equal((ReallocationHold.ExposureBudgetSpent, 1000L), (held.Hold, held.ExposureUsed));
        Assert.Equal([1u << 30, 1u << 31, 1u << 30], held.Arms.Select(arm => arm.Share));
        arms[2] = arms[2] with { Retired = true };
        var retired = Reallocation.Of(input with { Arms = arms });
        Assert.Equal(1000, retired.ExposureUsed);
        Assert.Equal([1u << 30, 3u << 30, 0u], retired.Arms.Select(arm => arm.Share));
    }

    [Fact]
    public void Of_Regret_IsTheGapTimesTheUnitsAssigned()
    {
        var input = Rates((19, 198), (39, 198));
        input = input with { Arms = [input.Arms[0] with { Assigned = 300 }, input.Arms[1]] };
        Assert.Equal(300 * (0.2 - 0.1), Reallocation.Of(input).RegretUsed, 1e-9);
        Assert.Equal(ReallocationHold.RegretBudgetSpent, Reallocation.Of(input with { RegretBudget = 29 }).Hold);
        Assert.Equal(ReallocationHold.None, Reallocation.Of(input with { RegretBudget = 31 }).Hold);
    }

    [Fact]
    public void Of_MeanThatNeverVaried_IsNotTakenForTheBest()
    {
        // A hundred units without a sale: taken alone their variance is 0, and the wide prior would make the arm the favourite.
        MeanSums sales = new(150, 600, 9000), none = new(100, 0, 0);
        Assert.InRange(Reallocation.Of(new(PosteriorFamily.Gaussian, [new(sales, Free), new(none, Free)], 0)).Arms[1].ProbabilityBest, 0, 0.01);
    }

    [Fact]
    public void Of_KnownInput_HasTheseBitsOnEveryMachine()
    {
        var rates = Reallocation.Of(Rates((20, 200), (30, 210), (25, 190), (11, 101)) with { ControlShare = 0.15 });
        Assert.Equal([644_245_094u, 1_618_788_252u, 1_315_538_855u, 716_395_095u], rates.Arms.Select(arm => arm.Share));
        var means = Reallocation.Of(new(PosteriorFamily.Gaussian, [new(new(120, 60, 200), Free), new(new(130, 80, 220), Free), new(new(140, 75, 230), Free)], 0));
        Assert.Equal([963_540_743u, 1_955_068_964u, 1_376_357_589u], means.Arms.Select(arm => arm.Share));
    }

    [Fact]
    public void Of_KnownInputToLoseLeast_HasTheseBitsOnEveryMachine()
    {
        var rates = Reallocation.Of(Rates((20, 200), (360, 2100), (25, 190), (11, 101)) with { ControlShare = 0.15, Purpose = AllocationPurpose.LoseLeast });
        Assert.Equal([644_245_094u, 3_187_763_746u, 462_958_455u, 1u], rates.Arms.Select(arm => arm.Share));
        var means = Reallocation.Of(new(PosteriorFamily.Gaussian, [new(new(120, 60, 200), Free), new(new(1300, 800, 2200), Free), new(new(140, 75, 230), Free)], 0) { Purpose = AllocationPurpose.LoseLeast });
        Assert.Equal([1u, 1_195_573_578u, 3_099_393_717u], means.Arms.Select(arm => arm.Share));
    }

    [Fact]
    public void Of_ToLoseLeast_SpendsLessOnChallengersTheSurerItIs()
    {
        double LeaderOf(int times) => Reallocation.Of(Rates((20L * times, 200L * times), (480L * times, 4000L * times)) with { Purpose = AllocationPurpose.LoseLeast }).Arms[1].Weight;
        Assert.True(LeaderOf(1) < LeaderOf(2) && LeaderOf(2) < LeaderOf(4) && LeaderOf(4) > 0.5, $"{LeaderOf(1)} {LeaderOf(2)} {LeaderOf(4)}");
    }

    [Fact]
    public void Of_ToLoseLeastWhereLowerIsBetter_MirrorsItsComplement()
    {
        var lower = Reallocation.Of(Rates((20, 200), (30, 200), (25, 250)) with { LowerIsBetter = true, Purpose = AllocationPurpose.LoseLeast });
        var higher = Reallocation.Of(Rates((180, 200), (170, 200), (225, 250)) with { Purpose = AllocationPurpose.LoseLeast });
        for (var i = 0; i < 3; i++)
            Assert.Equal(higher.Arms[i].Weight, lower.Arms[i].Weight, 1e-6);
    }

    [Fact]
    public void Of_ControlRetiredOrOneArmLeft_Throws()
    {
        var input = Rates((20, 200), (30, 200));
        Assert.Throws<ArgumentException>(() => Reallocation.Of(input with { Arms = [input.Arms[0] with { Retired = true }, input.Arms[1]] }));
        Assert.Throws<ArgumentException>(() => Reallocation.Of(input with { Arms = [input.Arms[0], input.Arms[1] with { Retired = true }] }));
        Assert.Throws<ArgumentException>(() => Reallocation.Of(input with { Arms = [input.Arms[0] with { Limit = new(0.7, 1) }, input.Arms[1] with { Limit = new(0.4, 1) }] }));
        Assert.Throws<ArgumentException>(() => Reallocation.Of(Rates((201, 200), (30, 200))));
    }

    private static ReallocationInput Rates(params (long Successes, long N)[] arms) =>
        new(PosteriorFamily.Beta, [.. arms.Select(arm => new ReallocationArm(MeanSums.OfProportion(arm.N, arm.Successes), Free))], 0);

    private static ReallocationInput Any(ref SplitMix64 random)
    {
        var count = 2 + random.NextInt32(9);
        var family = random.NextInt32(2) == 0 ? PosteriorFamily.Beta : PosteriorFamily.Gaussian;
        var arms = new List<ReallocationArm>();
        for (var i = 0; i < count; i++)
        {
            var n = random.NextInt32(4) == 0 ? random.NextInt32(100) : 100 + random.NextInt32(5000);
            var successes = n == 0 ? 0 : random.NextInt32(n + 1);
            var closed = family == PosteriorFamily.Beta ? MeanSums.OfProportion(n, successes) : new MeanSums(n, successes, successes * (1 + random.NextDouble()));
            // The first two stay and may have everything, so that some shares always fit.
            var limit = i < 2 ? new ShareLimit(0.01, 1) : new ShareLimit(0.08 * random.NextDouble(), 0.1 + (0.9 * random.NextDouble()));
            arms.Add(new(closed, limit, random.NextInt32(3) == 0 ? 0 : random.NextUInt32() / 16)
            {
                Assigned = n + random.NextInt32(50),
                Retired = i >= 2 && random.NextInt32(5) == 0,
                Before = random.NextInt32(2) == 0 ? closed : null,
            });
        }
        return new(family, arms, 0)
        {
            ControlShare = random.NextInt32(2) == 0 ? 0.05 + (0.2 * random.NextDouble()) : null,
            TopShare = 1 - (0.9 * random.NextDouble()),
            Purpose = random.NextInt32(2) == 0 ? AllocationPurpose.FindBest : AllocationPurpose.LoseLeast,
            ExposureBudget = random.NextInt32(4) == 0 ? 1000 : null,
        };
    }
}
