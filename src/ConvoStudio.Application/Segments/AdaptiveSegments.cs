using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Segments;

/// <summary>Effects by segment after shares moved: the engine's weighted effects, fed with a segment's units alone, in assignment order. A segment is known before the
/// outcome, so what holds for all units in their order holds for those of a segment.</summary>
internal static class AdaptiveSegments
{
    /// <param name="met">Segments to read, by their place in the cut.</param>
    /// <param name="sums">Plain sums of the same segments: who has enough units to be shown.</param>
    public static IReadOnlyList<SegmentReading> Read(
        ExperimentUnits units, SegmentCut cut, int[] met, SegmentSums[] sums, string treatment, SegmentCorrection correction, double alpha)
    {
        // Arms in the order in which they joined: the place of an arm never changes.
        List<string> arms = [];
        var effects = met.ToDictionary(place => place, _ => (AdaptiveEffects?)null);
        var metric = units.Frame.Metric;
        var control = units.Frame.Arms.First(arm => arm.Control).Key;
        arms.Add(control);
        foreach (var unit in units.Analysed)
        {
            var place = cut.Of(unit);
            if (!effects.TryGetValue(place, out var effect) || unit.Split.Shares.Count < 2)
                continue;
            arms.AddRange(unit.Split.Arms.Where(arm => !arms.Contains(arm, StringComparer.Ordinal)));
            var shares = new uint[arms.Count];
            for (var i = 0; i < unit.Split.Arms.Count; i++)
                shares[arms.IndexOf(unit.Split.Arms[i])] = unit.Split.Shares[i];
            if (effect is null)
                effects[place] = effect = new AdaptiveEffects(0, metric.IsRate());
            effect.Add(arms.IndexOf(unit.Arm), shares, MetricSums.Of(unit.Totals, metric).Sum);
        }

        int[] readable = [.. Enumerable.Range(0, met.Length).Where(i => Math.Min(sums[i].Control.N, sums[i].Treatment.N) >= SegmentedReading.LeastUnits)];
        var sequence = new AsymptoticConfidenceSequence(alpha / Math.Max(1, readable.Length));
        var readings = new SegmentReading[met.Length];
        Array.Fill(readings, new(double.NaN, double.NegativeInfinity, double.PositiveInfinity, 1, 1, false));
        foreach (var i in readable)
        {
            var test = effects[met[i]]?.EffectOf(arms.IndexOf(treatment), sequence) ?? new EffectTest(double.NaN, 0, double.NegativeInfinity, double.PositiveInfinity, 1);
            readings[i] = new(double.IsFinite(test.Low) ? test.Effect : double.NaN, test.Low, test.High, test.PValue, 1, true);
        }

        double[] values = [.. readable.Select(i => readings[i].PValue)];
        var adjusted = correction == SegmentCorrection.Holm ? MultipleTesting.Holm(values) : MultipleTesting.BenjaminiYekutieli(values);
        for (var i = 0; i < readable.Length; i++)
            readings[readable[i]] = readings[readable[i]] with { AdjustedPValue = Math.Min(1, adjusted[i]) };
        return readings;
    }
}
