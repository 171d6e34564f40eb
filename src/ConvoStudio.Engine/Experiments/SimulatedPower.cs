namespace ConvoStudio.Engine.Experiments;

/// <summary>What came of one effect.</summary>
/// <param name="Effect">What was put in.</param>
/// <param name="Decided">Share of runs that called the treatment better or worse, with its interval; for an effect of 0 any treatment, that is the false alarms.</param>
/// <param name="RightWay">Share of runs that called it the way it is; for an effect of 0 as <paramref name="Decided"/>.</param>
/// <param name="MedianWidth">Median width of the treatment's interval at the horizon, in the metric's unit.</param>
/// <param name="MedianUnits">Units of all arms at which half of the runs had decided; null when fewer than half did.</param>
public sealed record SimulatedPower(SimulatedEffect Effect, WilsonInterval Decided, WilsonInterval RightWay, double MedianWidth, long? MedianUnits);
