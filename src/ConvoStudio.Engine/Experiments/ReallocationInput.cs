using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>Everything that decides the next shares of a bandit experiment.</summary>
/// <param name="Family">Beta for a rate, Gaussian for a mean.</param>
/// <param name="Arms">At least two that are not retired, in an order that is kept; arms may join at the end and retire.</param>
/// <param name="Control">Number of the control; it cannot retire.</param>
public sealed record ReallocationInput(PosteriorFamily Family, IReadOnlyList<ReallocationArm> Arms, int Control)
{
    /// <summary>True when the smallest metric is the best.</summary>
    public bool LowerIsBetter { get; init; }

    /// <summary>What shares are moved for.</summary>
    public AllocationPurpose Purpose { get; init; }

    /// <summary>β of top-two Thompson sampling, in (0, 1]; 1 is plain Thompson sampling. Not looked at when the split is chosen each time.</summary>
    public double TopShare { get; init; } = 0.5;

    /// <summary>Share that control always has, in (0, 1); null when its own limits count.</summary>
    public double? ControlShare { get; init; }

    /// <summary>Closed units an arm needs before its share moves; until then it has an equal one.</summary>
    public long BurnInUnits { get; init; } = BanditAllocation.LeastUnits;

    /// <summary>Units that may meet an arm other than control; null without a limit.</summary>
    public long? ExposureBudget { get; init; }

    /// <summary>What the experiment may cost in units of the metric, against giving everybody the arm that looks best; null without a limit.</summary>
    public double? RegretBudget { get; init; }

    /// <summary>Prior of a rate, the flat one unless set.</summary>
    public BetaDistribution RatePrior { get; init; } = new(1, 1);

    /// <summary>Prior mean of a mean.</summary>
    public double PriorMean { get; init; }

    /// <summary>Prior variance of a mean, more than 0; in the square of the metric's unit.</summary>
    public double PriorVariance { get; init; } = 1e4;

    /// <summary>Limits of an arm, the pinned share of control included.</summary>
    internal ShareLimit LimitOf(int arm) => arm == Control && ControlShare is { } share ? ShareLimit.Pinned(share) : Arms[arm].Limit;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)Control, (uint)Arms.Count, nameof(Control));
        ArgumentOutOfRangeException.ThrowIfNegative(BurnInUnits);
        if (Arms[Control].Retired)
            throw new ArgumentException("Control cannot be retired: every effect is measured against it.", nameof(Arms));
        if (Arms.Count(arm => !arm.Retired) < 2)
            throw new ArgumentException("A bandit experiment shares units among at least two arms.", nameof(Arms));
        if (ControlShare is { } share && share is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(ControlShare), share, "The pinned share of control must lie in (0, 1).");
        foreach (var arm in Arms)
        {
            if (arm.Assigned < arm.Closed.N || arm.Closed.N < 0)
                throw new ArgumentException($"An arm has {arm.Closed.N} closed units of {arm.Assigned} assigned ones.", nameof(Arms));
            if (!arm.Retired && !(arm.Limit.Ceiling > 0))
                throw new ArgumentException("An arm that may have no share is a retired one: say so instead of a ceiling of 0.", nameof(Arms));
            if (Family == PosteriorFamily.Beta && !(arm.Closed.Sum >= 0 && arm.Closed.Sum <= arm.Closed.N))
                throw new ArgumentException($"A rate cannot have {arm.Closed.Sum} successes of {arm.Closed.N}.", nameof(Arms));
        }
    }
}
