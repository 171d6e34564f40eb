using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Segments;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Segments;

/// <summary>Segments and what may be said of them, in sentences.</summary>
internal static class SegmentWords
{
    public static string Name(Segment segment, SegmentDimension by, IStringLocalizer<SegmentTexts> texts) => segment.Kind switch
    {
        SegmentKind.Value when by.Type == FactType.Flag => texts[segment.Word == "true" ? "Yes" : "No"],
        SegmentKind.Value => segment.Word!,
        SegmentKind.Range => Range(segment, texts),
        _ => texts[$"Kind-{segment.Kind}"],
    };

    /// <summary>few, alike, adapts, differ or same.</summary>
    public static string State(SegmentTable table) => table switch
    {
        { Adapts: true } => "adapts",
        { Readable: < 2 } => "few",
        { InteractionPValue: null } => "alike",
        _ => table.InteractionPValue < table.Alpha ? "differ" : "same",
    };

    /// <summary>Whether segments differ at all.</summary>
    public static string Differ(SegmentTable table, IStringLocalizer<SegmentTexts> texts)
    {
        var clear = table.Rows.Count(table.IsClear);
        var counted = " " + texts[clear == 1 ? "ClearOne" : "ClearMany", Numbers.Count(clear), Numbers.Count(table.Readable)];
        var state = State(table);
        return state switch
        {
            "few" => texts["DifferFew", Numbers.Count(SegmentedReading.LeastUnits)],
            "adapts" => texts["DifferAdapts"] + counted,
            "alike" => texts["DifferAlike"] + counted,
            _ => texts[state == "differ" ? "DifferYes" : "DifferNo", Numbers.TinyRate(table.InteractionPValue!.Value)] + LeftOut(table, texts) + " " + texts["OneLook"] + counted,
        };
    }

    // An effect whose arm always ended alike has no error to be weighed by.
    private static string LeftOut(SegmentTable table, IStringLocalizer<SegmentTexts> texts) =>
        table.Testable < table.Readable ? " " + texts["DifferLeftOut", Numbers.Count(table.Testable), Numbers.Count(table.Readable)] : "";

    /// <summary>What the table rests on.</summary>
    public static string Basis(SegmentTable table, ExperimentUnits units, IStringLocalizer<SegmentTexts> texts)
    {
        var words = texts["Basis", Numbers.Count(units.Analysed.Count), Numbers.Count(units.All.Count), Numbers.Rate(1 - table.Alpha)].Value;
        return table.By.Type == FactType.Number ? words + " " + texts["BasisNumbers"] : words;
    }

    /// <summary>Why a row has no interval.</summary>
    public static string WhyNothing(SegmentTable table, SegmentRow row, IStringLocalizer<SegmentTexts> texts) => row.IsTooSmall
        ? texts["TooSmallWhy", Numbers.Count(SegmentedReading.LeastUnits)]
        : texts["NotYetWhy", Numbers.Count(table.Adapts ? AdaptiveEffects.LeastArmUnits : LiftInterval.LeastMeanUnits)];

    private static string Range(Segment segment, IStringLocalizer<SegmentTexts> texts)
    {
        if (double.IsNegativeInfinity(segment.Above))
            return double.IsPositiveInfinity(segment.UpTo) ? texts["AnyNumber"] : texts["RangeUpTo", Numbers.Reward(segment.UpTo)];
        return double.IsPositiveInfinity(segment.UpTo)
            ? texts["RangeAbove", Numbers.Reward(segment.Above)]
            : texts["RangeBetween", Numbers.Reward(segment.Above), Numbers.Reward(segment.UpTo)];
    }
}
