using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Web.Components.Common;

namespace ConvoStudio.Web.Components.LiveMetrics;

/// <summary>The areas of the share chart: every share twice, at the start and the end of its step, so that steps are steps.</summary>
internal static class ShareSeries
{
    public static double Share(uint weight) => weight / (double)ShareRounding.Total;

    public static string NameOf(MetricsFrame frame, string arm) => frame.Arms.FirstOrDefault(a => a.Key == arm)?.Name ?? arm;

    public static List<ChartSeries> Of(MetricsFrame frame)
    {
        var (moves, finished) = (frame.Shares.Moves, frame.Shares.Finished);
        List<ChartSeries> series = [];
        for (var i = 0; i < frame.Arms.Count; i++)
        {
            var key = frame.Arms[i].Key;
            List<ChartPoint> points = [new(0, Before(moves[0], key)), new(finished[0], Before(moves[0], key))];
            for (var move = 0; move < moves.Count; move++)
            {
                var share = After(moves[move], key);
                var end = move + 1 < moves.Count ? finished[move + 1] : Math.Max(BoardState.Finished(frame), finished[move] + 1);
                points.Add(new(finished[move], share));
                points.Add(new(end, share));
            }

            series.Add(new ChartSeries(frame.Arms[i].Name, $"c{ArmColors.Of(frame.Arms, i)}", points) { Kind = ChartKind.Area });
        }

        return series;
    }

    private static double Before(Application.Experiments.RecordedReallocation move, string arm) => Share(move.Payload.Arms.FirstOrDefault(a => a.Arm == arm)?.Before ?? 0);

    private static double After(Application.Experiments.RecordedReallocation move, string arm) => Share(move.Payload.Arms.FirstOrDefault(a => a.Arm == arm)?.Share ?? 0);
}
