namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>A decision kept whole while the policy is young.</summary>
/// <param name="Values">Slots as they were given.</param>
/// <param name="Action">Action number.</param>
/// <param name="Reward">Reward as known now.</param>
internal sealed record OpeningDecision(double[] Values, int Action, double Reward);

/// <summary>The beginning of a policy's life.</summary>
internal static class Opening
{
    /// <summary>Decisions kept whole.</summary>
    public const int Length = 512;
}
