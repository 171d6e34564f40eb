namespace ConvoStudio.Engine.Rewards;

/// <summary>How outcomes become the reward of a decision: r = engagementWeight · e + conversionWeight · c + valueWeight · min(v, valueCap) / valueCap.
/// The components stay apart in the log, so an old log can be read under new weights.</summary>
/// <param name="EngagementWeight">Weight of the turn's own engagement e in [0, 1]; 0 or more.</param>
/// <param name="ConversionWeight">Weight of the conversation's conversion c (0 or 1), credited to each of its decisions; 0 or more.</param>
/// <param name="ValueWeight">Weight of the conversation's value v in [0, cap], credited to each of its decisions; 0 or more.</param>
/// <param name="ValueCap">Value at which the component is full; more than 0. Winsorises rare large values.</param>
/// <param name="AttributionDays">Days after the close in which outcomes still count; 0 to 365.</param>
public sealed record RewardDefinition(
    double EngagementWeight = 0.2, double ConversionWeight = 0.8, double ValueWeight = 0, double ValueCap = 1, int AttributionDays = 7);
