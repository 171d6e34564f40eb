namespace ConvoStudio.Application.Segments;

/// <summary>Which conversations stand behind a count over analysed units.</summary>
public static class SegmentConversations
{
    /// <summary>Numbers of the analysed conversations of an arm, in assignment order; of one segment where both are given.</summary>
    /// <param name="arm">Null for all arms.</param>
    /// <param name="by">Key of the dimension.</param>
    /// <param name="segment">Id of the segment; one that does not exist has no conversations.</param>
    public static IReadOnlyList<long> Of(ExperimentUnits units, string? arm, string? by, string? segment)
    {
        var chosen = units.Analysed.Where(unit => arm is null || unit.Arm == arm);
        if (by is null || segment is null)
            return [.. chosen.Select(unit => unit.Conversation)];
        return Cut(units, by) is not { } cut ? [] : [.. chosen.Where(unit => cut.Segments[cut.Of(unit)].Id == segment).Select(unit => unit.Conversation)];
    }

    /// <summary>What an address names; null when there is no such segment.</summary>
    /// <param name="units">Null for an experiment that was never in force.</param>
    public static ChosenSegment? Find(ExperimentUnits? units, string? by, string? segment) =>
        units is not null && by is not null && Cut(units, by) is { } cut && cut.Segments.FirstOrDefault(one => one.Id == segment) is { } found ? new(cut.By, found) : null;

    private static SegmentCut? Cut(ExperimentUnits units, string by) => SegmentDimension.Of(units).FirstOrDefault(one => one.Key == by) is { } dimension ? new SegmentCut(units, dimension) : null;
}

/// <summary>A segment with what it is cut by.</summary>
public sealed record ChosenSegment(SegmentDimension By, Segment Segment);
