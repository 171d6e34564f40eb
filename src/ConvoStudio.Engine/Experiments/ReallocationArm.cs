namespace ConvoStudio.Engine.Experiments;

/// <summary>One arm of a bandit experiment before its shares are computed.</summary>
/// <param name="Closed">Sums of its units whose windows have closed.</param>
/// <param name="Limit">Least and greatest share. Control's may be pinned (see <see cref="ReallocationInput.ControlShare"/>).</param>
/// <param name="Share">Its weight now, of 2³² in total; 0 for an arm that is new.</param>
public sealed record ReallocationArm(MeanSums Closed, ShareLimit Limit, uint Share = 0)
{
    /// <summary>Units assigned so far, pending ones included; at least the closed ones.</summary>
    public long Assigned { get; init; } = Closed.N;

    /// <summary>The sums that the last reallocation saw; null when it did not know the arm.</summary>
    public MeanSums? Before { get; init; }

    /// <summary>True when it gets no new units: its share becomes 0, what it cost stays in the budgets.</summary>
    public bool Retired { get; init; }
}
