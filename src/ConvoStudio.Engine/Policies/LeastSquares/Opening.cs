namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>A decision kept whole while the policy is young, so that features chosen early know all of its history.</summary>
/// <param name="Values">Bounded slots.</param>
/// <param name="Action">Action number.</param>
/// <param name="Reward">Reward as known now.</param>
internal sealed record OpeningDecision(double[] Values, int Action, double Reward);
