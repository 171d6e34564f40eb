using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Segments;

/// <summary>Whether customers who met another experiment before make an experiment say something else. A conversation is in one experiment only, so what can carry over
/// comes from earlier conversations.</summary>
/// <param name="Other">Key of the other experiment.</param>
/// <param name="Units">Units of customers who had met it.</param>
/// <param name="Interaction">Treatments of an experiment count together. Holds at one look.</param>
public sealed record ExperimentPair(string Other, long Units, ExperimentInteraction Interaction)
{
    /// <summary>Crosses the analysed units of one experiment with the arm their customer had met last in the other.</summary>
    /// <returns>Null when a cell has fewer units than a segment needs.</returns>
    public static ExperimentPair? Of(ExperimentUnits units, ExperimentUnits other)
    {
        var metric = units.Frame.Metric;
        if (ControlOf(units) is not { } control || ControlOf(other) is not { } otherControl)
            return null;
        var met = other.All.GroupBy(unit => unit.Customer).ToDictionary(group => group.Key, group => group.ToList());
        var cells = new MeanSums[2, 2];
        for (var i = 0; i < 4; i++)
            cells[i / 2, i % 2] = new(0, 0, 0, metric.IsRate());
        foreach (var unit in units.Analysed)
        {
            if (met.GetValueOrDefault(unit.Customer)?.FindLast(one => one.Sequence < unit.Sequence) is not { } before)
                continue;
            ref var cell = ref cells[unit.Arm == control ? 0 : 1, before.Arm == otherControl ? 0 : 1];
            cell = cell.Add(MetricSums.Of(unit.Totals, metric).Sum);
        }

        foreach (var cell in cells)
            if (cell.N < SegmentedReading.LeastUnits)
                return null;
        return new(other.Frame.Experiment, cells[0, 0].N + cells[0, 1].N + cells[1, 0].N + cells[1, 1].N, ExperimentInteraction.Of(cells[0, 0], cells[1, 0], cells[0, 1], cells[1, 1]));
    }

    private static string? ControlOf(ExperimentUnits units) => units.Frame.Arms.FirstOrDefault(arm => arm.Control)?.Key;
}
