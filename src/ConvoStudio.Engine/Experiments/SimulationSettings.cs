namespace ConvoStudio.Engine.Experiments;

/// <summary>The experiment that is simulated, and how often.</summary>
/// <param name="Horizon">Units of all arms at which it ends; 1 or more.</param>
/// <param name="LookEvery">Units between two looks; 1 looks after every outcome.</param>
/// <param name="Runs">Simulated experiments for each effect; 1 or more.</param>
public sealed record SimulationSettings(int Horizon, int LookEvery = 100, int Runs = 1000)
{
    /// <summary>Weights of the arms, two or more; the first is control, the second has the effect, others are like control.</summary>
    public IReadOnlyList<uint> Shares { get; init; } = [1, 1];

    /// <summary>Error rate over all looks and treatments together, in (0, 1).</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Units of both arms at which intervals are narrowest, more than 0.</summary>
    public double TunedUnits { get; init; } = 5000;

    /// <summary>Of a mean: units of both arms before which nothing is said.</summary>
    public long LeastUnits { get; init; } = 1000;

    /// <summary>Same seed, same figures.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Horizon, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LookEvery, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Runs, 1);
        Levels.CheckAlpha(Alpha);
        Levels.CheckPositive(TunedUnits, nameof(TunedUnits));
        if (Shares.Count < 2 || Shares[0] == 0 || Shares[1] == 0)
            throw new ArgumentException("Needs a control and a treatment with shares above 0.", nameof(Shares));
    }
}
