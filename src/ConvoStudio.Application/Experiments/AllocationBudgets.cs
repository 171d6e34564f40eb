using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Experiments;

/// <summary>What a bandit experiment has used of its budgets, reckoned as at a move of its shares.</summary>
public static class AllocationBudgets
{
    /// <summary>Used up to the frame; null without a control and a treatment that is not retired, when nothing can move.</summary>
    public static BudgetUse? Of(MetricsFrame frame)
    {
        var control = frame.Arms.ToList().FindIndex(arm => arm.Control);
        if (control < 0 || !frame.Arms[control].Active || frame.Arms.Count(arm => arm.Active) < 2)
            return null;
        return BudgetUse.Of(new ReallocationInput(
            frame.Metric.IsRate() ? PosteriorFamily.Beta : PosteriorFamily.Gaussian,
            [.. frame.Arms.Select(arm => new ReallocationArm(MetricSums.Of(arm.Analysed, frame.Metric), new ShareLimit(0, 1))
            {
                Assigned = Math.Max(arm.Totals.Conversations, arm.Analysed.Closed),
                Retired = !arm.Active,
            })],
            control));
    }
}
