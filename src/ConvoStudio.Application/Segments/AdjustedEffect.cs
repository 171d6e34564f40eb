using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Segments;

/// <summary>An effect beside itself adjusted by what was known before. A view beside the verdict, which does not rest on it; for shares that stay.</summary>
/// <param name="Plain">Over the units that verdicts rest on.</param>
/// <param name="Adjusted">The part of the covariate taken out; null when nothing was known of any unit.</param>
/// <param name="VarianceReduction">Share of the squared standard error that the covariate explains, at most 1; below 0 when it costs. 0 when nothing was known.</param>
/// <param name="Known">Units of both arms of which the covariate was known; the others count with its mean.</param>
/// <param name="Units">Units of both arms.</param>
/// <param name="BySegment">Segments weighted by their shares in both arms together; null when no dimension was chosen or nothing can be said.</param>
/// <param name="SegmentReduction">As <paramref name="VarianceReduction"/>, for the segments.</param>
public sealed record AdjustedEffect(
    EffectTest Plain, EffectTest? Adjusted, double VarianceReduction, long Known, long Units, EffectTest? BySegment, double SegmentReduction)
{
    /// <summary>Something can be said of the effect as it is.</summary>
    public bool HasInterval => Plain.StandardError > 0 && double.IsFinite(Plain.Low);

    /// <summary>So many more units without the adjustment would say as much: 0.18 for 18 of a hundred; 0 when it does not help.</summary>
    public static double AsManyMore(double varianceReduction) => varianceReduction is > 0 and < 1 ? (1 / (1 - varianceReduction)) - 1 : 0;

    /// <summary>Reads one treatment.</summary>
    /// <param name="earlier">The metric's mean over earlier conversations of each analysed unit, NaN where there was none; needed for that covariate only.</param>
    /// <param name="by">Dimension to weight by, or null.</param>
    /// <exception cref="ArgumentException">Shares move: means of arms are biased then, and so is what is made of them.</exception>
    public static AdjustedEffect Of(ExperimentUnits units, string treatment, Covariate covariate, IReadOnlyList<double>? earlier = null, SegmentDimension? by = null)
    {
        var frame = units.Frame;
        var plan = frame.Plan ?? ExperimentPlan.Usual;
        if (plan.Allocation is not null)
            throw new ArgumentException("Shares of this experiment move.", nameof(units));
        var control = frame.Arms.First(arm => arm.Control).Key;
        var sequence = new AsymptoticConfidenceSequence(plan.Alpha / Math.Max(1, frame.Arms.Count - 1), LeastUnits: 2 * LiftInterval.LeastMeanUnits);
        List<(bool Treated, double Value, double Before, int Cell)> compared = [];
        var cut = by is null ? null : new SegmentCut(units, by);
        for (var i = 0; i < units.Analysed.Count; i++)
        {
            var unit = units.Analysed[i];
            if (unit.Arm == control || unit.Arm == treatment)
                compared.Add((unit.Arm == treatment, MetricSums.Of(unit.Totals, plan.Metric).Sum, Before(unit, i), cut?.Of(unit) ?? 0));
        }

        double[] known = [.. compared.Select(one => one.Before).Where(double.IsFinite)];
        // Missing = mean: then it says nothing of the unit, and the same in both arms.
        var mean = known.Length > 0 ? known.Average() : 0;
        CupedSums c = default, t = default;
        foreach (var (treated, value, before, _) in compared)
        {
            var filled = double.IsFinite(before) ? before : mean;
            (c, t) = treated ? (c, t.Add(value, filled)) : (c.Add(value, filled), t);
        }

        var reading = CupedReading.Of(c, t, sequence);
        var (weighted, reduction) = cut is null ? (null, 0) : BySegments(compared, cut.Segments.Count, reading.Plain, sequence);
        return new(reading.Plain, known.Length > 0 ? reading.Adjusted : null, known.Length > 0 ? reading.VarianceReduction : 0, known.Length, compared.Count, weighted, reduction);

        double Before(AssignedUnit unit, int place) => covariate.Fact < 0
            ? earlier?[place] ?? double.NaN
            : unit.Fact(covariate.Fact) is { Kind: FactValueKind.Number } value ? value.Number : double.NaN;
    }

    private static (EffectTest? Effect, double Reduction) BySegments(
        List<(bool Treated, double Value, double Before, int Cell)> compared, int segments, in EffectTest plain, AsymptoticConfidenceSequence sequence)
    {
        var cells = new (MeanSums Control, MeanSums Treatment)[segments];
        foreach (var (treated, value, _, cell) in compared)
        {
            if (treated)
                cells[cell].Treatment = cells[cell].Treatment.Add(value);
            else
                cells[cell].Control = cells[cell].Control.Add(value);
        }

        var moments = PostStratification.Of([.. cells.Where(cell => cell.Control.N + cell.Treatment.N > 0).DefaultIfEmpty()], EffectScale.Absolute);
        if (moments.IsDegenerate || !(plain.StandardError > 0))
            return (null, 0);
        return (sequence.Of(moments), 1 - (moments.StandardError * moments.StandardError / (plain.StandardError * plain.StandardError)));
    }
}
