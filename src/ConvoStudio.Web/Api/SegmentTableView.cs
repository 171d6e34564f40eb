using System.Globalization;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Segments;
using ConvoStudio.Web.Components.Common;

namespace ConvoStudio.Web.Api;

/// <summary>One treatment against control, segment by segment, over the conversations that verdicts rest on.</summary>
/// <param name="By">channel, or the key of a fact.</param>
/// <param name="Sequence">Everything up to this log entry is in it; 0 before the first start.</param>
/// <param name="InteractionPValue">Of "the effect is the same in every segment"; holds at one look. Null while nothing can be said, and where shares move.</param>
/// <param name="WeightedByShares">Shares move: lifts are weighted by the shares that conversations were assigned with.</param>
public sealed record SegmentTableView(
    string Experiment, string By, string Metric, string Control, string Treatment, long Sequence, double? InteractionPValue, bool WeightedByShares, IReadOnlyList<SegmentRowView> Segments)
{
    private static readonly string[] Head =
        ["experiment", "by", "segment", "above", "up_to", "control", "treatment", "too_few", "control_conversations", "treatment_conversations", "control_mean", "treatment_mean", "lift", "low", "high", "p_corrected", "clear"];

    internal static SegmentTableView Of(string experiment, SegmentTable table) => new(
        experiment, table.By.Key, ApiWords.Of(table.Metric), table.Control, table.Treatment, table.Sequence, table.Readable < 2 ? null : table.InteractionPValue, table.Adapts,
        [.. table.Rows.Select(row => SegmentRowView.Of(table, row))]);

    /// <summary>Of an experiment that never started.</summary>
    internal static SegmentTableView Empty(Experiment experiment, string by, string treatment) => new(
        experiment.Key, by, ApiWords.Of(experiment.PlanOrUsual.Metric), experiment.Arms.First(arm => arm.Control).Key, treatment, 0, null, experiment.PlanOrUsual.Allocation is not null, []);

    internal string ToCsv() => Csv.Of(Head, Segments.Select(row => (string[])[
        Experiment, By, row.Segment, Text(row.Above), Text(row.UpTo), Control, Treatment, row.TooFew ? "1" : "0", Text(row.ControlConversations), Text(row.TreatmentConversations),
        Text(row.ControlMean), Text(row.TreatmentMean), Text(row.Lift), Text(row.LiftLow), Text(row.LiftHigh), Text(row.PCorrected), row.Clear ? "1" : "0"]));

    private static string Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}

/// <summary>A segment; what is not known, or of too few to be shown, is null.</summary>
/// <param name="Segment">is:word, range:n, others, withheld, or unknown.</param>
/// <param name="Above">Numbers of a range are greater than this.</param>
/// <param name="UpTo">And at most this.</param>
/// <param name="TooFew">An arm has fewer than 20 conversations in it.</param>
/// <param name="ControlMean">A share for conversion, else in the metric's unit.</param>
/// <param name="LiftLow">Lower end; holds at every look and for all segments together.</param>
/// <param name="PCorrected">Corrected for the number of segments (Holm).</param>
public sealed record SegmentRowView(
    string Segment, double? Above, double? UpTo, bool TooFew, long? ControlConversations, long? TreatmentConversations, double? ControlMean, double? TreatmentMean,
    double? Lift, double? LiftLow, double? LiftHigh, double? PCorrected, bool Clear)
{
    internal static SegmentRowView Of(SegmentTable table, SegmentRow row)
    {
        var (shown, said) = (!row.IsTooSmall, row.HasInterval);
        return new(
            row.Segment.Id, Known(row.Segment.Above), Known(row.Segment.UpTo), !shown, shown ? row.Control.N : null, shown ? row.Treatment.N : null, shown ? row.Control.Mean : null,
            shown ? row.Treatment.Mean : null, said ? row.Reading.Effect : null, said ? row.Reading.Low : null, said ? row.Reading.High : null, said ? row.Reading.AdjustedPValue : null,
            table.IsClear(row));
    }

    // Bounds belong to ranges; words have none.
    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
