namespace ConvoStudio.Engine.Rewards;

/// <summary>Reward of one decision with its parts.</summary>
/// <param name="Engagement">e in [0, 1].</param>
/// <param name="Conversion">c, 0 or 1.</param>
/// <param name="Value">v, unit of the playbook's money, uncapped.</param>
/// <param name="Total">The composite under the definition it was made with.</param>
public readonly record struct DecisionReward(double Engagement, double Conversion, double Value, double Total);
