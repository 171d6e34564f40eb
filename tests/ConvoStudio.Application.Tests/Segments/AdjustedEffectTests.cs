using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Segments;
using ConvoStudio.Application.Tests.LiveMetrics;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Rewards;
using Xunit;

namespace ConvoStudio.Application.Tests.Segments;

public sealed class AdjustedEffectTests
{
    private static readonly Covariate Spend = new("spend", 0);

    // value = 10·treated + 3·spend + noise: the covariate explains all but the noise, and the effect is 10.
    [Fact]
    public void Of_ACovariateThatExplainsMuch_IsNarrowerAndKeepsTheEffect()
    {
        var random = new SplitMix64(4);
        var units = HandMade.Units(ExperimentMetric.Value, 400, (treated, spend) => (treated ? 10 : 0) + (3 * spend) + random.NextDouble(), i => FactValue.Of(i * 7 % 50));
        var effect = AdjustedEffect.Of(units, "treatment", Spend);
        Assert.Equal((400L, 400L), (effect.Known, effect.Units));
        Assert.Equal(10, effect.Adjusted!.Value.Effect, 0.2);
        // Residual variance 1/12 beside 9·var(spend) = 9·208.25.
        Assert.InRange(effect.VarianceReduction, 0.999, 1);
        Assert.True(effect.Adjusted.Value.High - effect.Adjusted.Value.Low < 0.1 * (effect.Plain.High - effect.Plain.Low));
        Assert.Equal(0.25, AdjustedEffect.AsManyMore(0.2), 1e-12);
        Assert.Equal(0, AdjustedEffect.AsManyMore(-0.1));
    }

    [Fact]
    public void Of_MissingOnes_CountWithTheMean()
    {
        var random = new SplitMix64(5);
        double Value(bool treated, double spend) => (treated ? 1 : 0) + spend + random.NextDouble();
        var gaps = HandMade.Units(ExperimentMetric.Value, 300, Value, i => i % 3 == 0 ? FactValue.Unknown : FactValue.Of(i % 10));
        var mean = gaps.Analysed.Where(unit => unit.Fact(0).IsKnown).Average(unit => unit.Fact(0).Number);
        CupedSums control = default, treatment = default;
        foreach (var unit in gaps.Analysed)
        {
            var before = unit.Fact(0).IsKnown ? unit.Fact(0).Number : mean;
            (control, treatment) = unit.Arm == "control" ? (control.Add(unit.Totals.ValueSum, before), treatment) : (control, treatment.Add(unit.Totals.ValueSum, before));
        }

        var expected = CupedReading.Of(control, treatment, new AsymptoticConfidenceSequence(0.05, LeastUnits: 60));
        var effect = AdjustedEffect.Of(gaps, "treatment", Spend);
        Assert.Equal((expected.Adjusted, expected.Plain, expected.VarianceReduction, 200L), (effect.Adjusted!.Value, effect.Plain, effect.VarianceReduction, effect.Known));
        var nothing = AdjustedEffect.Of(gaps, "treatment", Covariate.Earlier);
        Assert.Null(nothing.Adjusted);
        Assert.Equal((0L, 0.0), (nothing.Known, nothing.VarianceReduction));
    }

    [Fact]
    public void Of_BySegment_IsThePostStratification()
    {
        var random = new SplitMix64(6);
        var units = HandMade.Units(ExperimentMetric.Value, 200, (treated, spend) => (treated ? 1 : 0) + (spend > 5 ? 20 : 0) + random.NextDouble(), i => FactValue.Of(i % 10));
        var by = SegmentDimension.Of(units)[1];
        var cut = new SegmentCut(units, by);
        var cells = units.Analysed.GroupBy(cut.Of).Select(cell => (Sums(cell, "control"), Sums(cell, "treatment"))).ToList();
        var expected = PostStratification.Of(cells, EffectScale.Absolute);
        var effect = AdjustedEffect.Of(units, "treatment", Spend, by: by);
        Assert.Equal(expected.Effect, effect.BySegment!.Value.Effect, 1e-9);
        Assert.Equal(expected.StandardError, effect.BySegment.Value.StandardError, 1e-9);
        Assert.InRange(effect.SegmentReduction, 0.5, 1);
        Assert.Null(AdjustedEffect.Of(units, "treatment", Spend).BySegment);
    }

    [Fact]
    public void Of_SharesThatMove_IsRefused()
    {
        var units = HandMade.Units(ExperimentMetric.Value, 20, (_, spend) => spend, i => FactValue.Of(i), AllocationPart.Usual);
        Assert.Throws<ArgumentException>(() => AdjustedEffect.Of(units, "treatment", Spend));
    }

    [Fact]
    public async Task Earlier_IsTheMeanOfWhatHadEndedBefore_ReadByHand()
    {
        await using var harness = await StudioHarness.StartAsync();
        await SegmentTraffic.PlayAsync(harness, 120, 30, 12, pending: 50);
        var units = await SegmentTraffic.UnitsAsync(harness);
        var (log, rewards) = (harness.Studio.Log, new RewardCalculator(harness.Studio.Configurations.Find(StudioHarness.Playbook)!.Configuration.Reward));
        var means = EarlierMeans.Read(log, units, harness.Studio.Configurations.Find(StudioHarness.Playbook)!.Configuration.Reward, TestContext.Current.CancellationToken);
        for (var i = 0; i < means.Length; i++)
        {
            var unit = units.Analysed[i];
            List<double> ended = [];
            for (var no = 1L; no <= 120; no++)
            {
                if (no == unit.Conversation || log.FindConversation(no)!.CustomerNo != unit.Customer)
                    continue;
                var before = log.ReadConversation(no).Where(entry => entry.Sequence < unit.Sequence).ToList();
                if (before.FindLast(entry => entry.Kind == LogKind.Outcome) is { } outcome)
                    ended.Add(LogPayloads.Read<OutcomePayload>(outcome).Value);
            }

            Assert.Equal(ended.Count > 0 ? ended.Average() : double.NaN, means[i], 1e-12);
        }

        Assert.Contains(means, double.IsNaN);
        Assert.Contains(means, double.IsFinite);
        using var service = new SegmentService(harness.Time);
        var effect = await service.AdjustAsync(SegmentTraffic.Analyst, harness.Studio, units, "treatment", Covariate.Earlier, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(means.Count(double.IsFinite), effect.Known);
    }

    private static MeanSums Sums(IEnumerable<AssignedUnit> units, string arm) =>
        units.Where(unit => unit.Arm == arm).Aggregate(default(MeanSums), (sums, unit) => sums.Add(unit.Totals.ValueSum));
}
