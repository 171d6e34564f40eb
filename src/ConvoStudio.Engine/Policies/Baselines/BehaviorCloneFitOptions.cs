namespace ConvoStudio.Engine.Policies.Baselines;

/// <summary>How a clone is fitted.</summary>
public sealed record BehaviorCloneFitOptions
{
    /// <summary>Ridges to choose from by held-out log-likelihood; a single one is taken as it is. Each more than 0. With fewer than 100 samples nothing is
    /// held out and the largest is taken.</summary>
    public IReadOnlyList<double> L2Candidates { get; init; } = [1, 3, 10, 30];

    /// <summary>Most iterations of one fit; 1 or more.</summary>
    public int MaxIterations { get; init; } = 200;

    /// <summary>A fit ends when no component of the gradient, divided by the number of samples, is larger; 0 or more.</summary>
    public double Tolerance { get; init; } = 1e-6;

    internal BehaviorCloneFitOptions Validated()
    {
        if (L2Candidates.Count == 0 || L2Candidates.Any(l2 => !(l2 > 0 && double.IsFinite(l2))))
            throw new ArgumentException("Needs at least one ridge, each finite and above 0.", nameof(L2Candidates));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxIterations, 1);
        if (!(Tolerance >= 0))
            throw new ArgumentException($"The tolerance must be 0 or more, not {Tolerance}.", nameof(Tolerance));
        return this;
    }
}
