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
        if (SegmentDimension.Of(units).FirstOrDefault(one => one.Key == by) is not { } dimension)
            return [];
        var cut = new SegmentCut(units, dimension);
        return [.. chosen.Where(unit => cut.Segments[cut.Of(unit)].Id == segment).Select(unit => unit.Conversation)];
    }
}
