using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Segments;

/// <summary>One line: a segment with what both arms did in it.</summary>
/// <param name="Control">Sums of the metric over control's analysed units in it.</param>
/// <param name="Treatment">Sums over the treatment's.</param>
/// <param name="Reading">What may be said of the difference.</param>
public sealed record SegmentRow(Segment Segment, MeanSums Control, MeanSums Treatment, SegmentReading Reading)
{
    /// <summary>Too few units to be shown: the counts could tell who is in it.</summary>
    public bool IsTooSmall => Math.Min(Control.N, Treatment.N) < SegmentedReading.LeastUnits;

    /// <summary>Both arms ended in more than one way, so that its effect has an error and can be compared with those of other segments.</summary>
    public bool IsTestable => !IsTooSmall && Control.Variance > 0 && Treatment.Variance > 0;

    /// <summary>The interval says something.</summary>
    public bool HasInterval => Reading.IsReadable && double.IsFinite(Reading.Effect) && double.IsFinite(Reading.Low) && double.IsFinite(Reading.High);
}

/// <summary>One treatment against control, segment by segment, over the units that verdicts rest on.</summary>
/// <param name="Control">Key of the control arm.</param>
/// <param name="Treatment">Key of the arm compared.</param>
/// <param name="Alpha">Error rate of all segments together, over all looks.</param>
/// <param name="Rows">Segments with a unit, in their order.</param>
/// <param name="InteractionPValue">Of "the effect is the same in every segment"; holds at one look. Null below two segments that can be tested, and where shares move:
/// then nothing of the kind is known to hold.</param>
/// <param name="Readable">Segments with enough units in both arms.</param>
public sealed record SegmentTable(
    SegmentDimension By, string Control, string Treatment, ExperimentMetric Metric, double Alpha, long Sequence, IReadOnlyList<SegmentRow> Rows, double? InteractionPValue,
    int Readable)
{
    /// <summary>Segments that the test of a difference between them compares.</summary>
    public int Testable => Rows.Count(row => row.IsTestable);

    /// <summary>The corrected p value is within the error rate.</summary>
    public bool IsClear(SegmentRow row) => row.HasInterval && row.Reading.AdjustedPValue <= Alpha;

    /// <summary>Shares moved: effects are weighted by the shares that units were assigned with.</summary>
    public bool Adapts { get; init; }

    /// <summary>Cuts the units.</summary>
    /// <param name="treatment">Key of an arm that is not the control.</param>
    /// <exception cref="ArgumentException">There is no such treatment, or no control.</exception>
    public static SegmentTable Of(ExperimentUnits units, SegmentDimension by, string treatment, SegmentCorrection correction = SegmentCorrection.Holm)
    {
        var frame = units.Frame;
        var control = frame.Arms.FirstOrDefault(arm => arm.Control)?.Key;
        if (control is null || control == treatment || frame.Arms.All(arm => arm.Key != treatment))
            throw new ArgumentException($"{treatment} cannot be compared with {control ?? "no control"}.", nameof(treatment));
        var plan = frame.Plan ?? ExperimentPlan.Usual;
        var (cut, alpha) = (new SegmentCut(units, by), plan.Alpha / (frame.Arms.Count - 1));
        var totals = new (ArmTotals Control, ArmTotals Treatment)[cut.Segments.Count];
        foreach (var unit in units.Analysed)
        {
            var place = cut.Of(unit);
            if (unit.Arm == control)
                totals[place].Control += unit.Totals;
            else if (unit.Arm == treatment)
                totals[place].Treatment += unit.Totals;
        }

        int[] met = [.. Enumerable.Range(0, totals.Length).Where(i => totals[i].Control.Closed + totals[i].Treatment.Closed > 0)];
        SegmentSums[] sums = [.. met.Select(i => new SegmentSums(MetricSums.Of(totals[i].Control, plan.Metric), MetricSums.Of(totals[i].Treatment, plan.Metric)))];
        var adapts = plan.Allocation is not null;
        var reading = adapts
            ? new SegmentedReading(AdaptiveSegments.Read(units, cut, met, sums, treatment, correction, alpha), double.NaN, 0)
            : SegmentedReading.Of(sums, correction, new AsymptoticConfidenceSequence(alpha, LeastUnits: 2 * LiftInterval.LeastMeanUnits));
        SegmentRow[] rows = [.. met.Select((place, i) => new SegmentRow(cut.Segments[place], sums[i].Control, sums[i].Treatment, reading.Segments[i]))];
        var testable = !adapts && rows.Count(row => row.IsTestable) > 1;
        return new(by, control, treatment, plan.Metric, alpha, units.Sequence, rows, testable ? reading.InteractionPValue : null, rows.Count(row => !row.IsTooSmall)) { Adapts = adapts };
    }
}
