namespace ConvoStudio.Engine.Experiments;

/// <summary>How an arm stands to a guardrail at a look.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Estimate">The metric against control, or the metric itself; NaN without units.</param>
/// <param name="Low">Lower bound that holds at every look, at the guardrail's error rate by itself.</param>
/// <param name="High">Upper bound, likewise.</param>
/// <param name="Used">Share of the limit that the estimate has used: 1 at the limit, below 0 on the good side; NaN where no share can be stated.</param>
/// <param name="Distance">From the estimate to the limit in the metric's unit; below 0 beyond it, NaN without units.</param>
/// <param name="Cleared">True when the arm is proved to be inside the limit.</param>
public readonly record struct GuardrailReading(GuardrailState State, double Estimate, double Low, double High, double Used, double Distance, bool Cleared);
