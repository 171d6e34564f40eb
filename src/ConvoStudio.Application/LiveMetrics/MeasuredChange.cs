using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>What an entry changed in a conversation's contribution.</summary>
/// <param name="Before">What it added to sums before the entry; nothing while it was pending.</param>
/// <param name="After">What it adds from now on.</param>
/// <param name="Reported">By how much the number of reported conversions changed.</param>
internal readonly record struct MeasuredChange(MeasuredConversation Conversation, ArmTotals Before, ArmTotals After, long Reported)
{
    public ArmTotals Difference => MeasuredConversation.Minus(After, Before);

    /// <summary>The same as what became of a policy's conversations.</summary>
    public PolicyDay Day => new(
        After.Closed - Before.Closed, After.Conversions - Before.Conversions, One(After.ValueSum) - One(Before.ValueSum), One(After.RewardSum) - One(Before.RewardSum),
        One(After.EngagementSum) - One(Before.EngagementSum));

    private static long One(double sum) => sum == 0 ? 0 : 1;
}
