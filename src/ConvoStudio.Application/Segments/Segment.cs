using System.Globalization;

namespace ConvoStudio.Application.Segments;

/// <summary>What the units of a segment have in common.</summary>
public enum SegmentKind
{
    /// <summary>One word, one channel, or one side of a flag.</summary>
    Value,

    /// <summary>Numbers between two bounds.</summary>
    Range,

    /// <summary>The rarer words together.</summary>
    Others,

    /// <summary>The customer would not say.</summary>
    Withheld,

    /// <summary>Not known when the unit got its arm.</summary>
    Unknown,
}

/// <summary>One segment of a dimension.</summary>
/// <param name="Word">The word or channel, "true" or "false"; null for other kinds.</param>
/// <param name="Above">Numbers of a range are greater than this; −∞ for the first.</param>
/// <param name="UpTo">And at most this; ∞ for the last.</param>
/// <param name="Place">Of a range among the ranges, from 0.</param>
public sealed record Segment(SegmentKind Kind, string? Word = null, double Above = double.NegativeInfinity, double UpTo = double.PositiveInfinity, int Place = 0)
{
    /// <summary>How addresses name it; unique in its dimension.</summary>
    public string Id => Kind switch
    {
        SegmentKind.Value => $"is:{Word}",
        SegmentKind.Range => string.Create(CultureInfo.InvariantCulture, $"range:{Place + 1}"),
        SegmentKind.Others => "others",
        SegmentKind.Withheld => "withheld",
        _ => "unknown",
    };
}
