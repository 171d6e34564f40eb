namespace ConvoStudio.Engine.Experiments;

/// <summary>Values beyond are counted as the cap. Set before launch: a cap that looks at the arms' own values would lean towards one of them.</summary>
/// <param name="Low">Smallest counted value; −∞ for none.</param>
/// <param name="High">Largest counted value, at least <paramref name="Low"/>; ∞ for none.</param>
public readonly record struct WinsorCap(double Low, double High)
{
    /// <summary>Counts every value as it is.</summary>
    public static readonly WinsorCap None = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The value that counts.</summary>
    /// <param name="value">Any number.</param>
    /// <exception cref="ArgumentException">The caps are not in order.</exception>
    public double Apply(double value) => Math.Clamp(value, Low, High);

    /// <summary>Caps at two quantiles of values from before the launch.</summary>
    /// <param name="history">Values of the metric before the experiment.</param>
    /// <param name="lowLevel">In [0, 1]; 0 for no lower cap.</param>
    /// <param name="highLevel">In [0, 1], above <paramref name="lowLevel"/>; 1 for no upper cap.</param>
    /// <exception cref="ArgumentOutOfRangeException">The levels are not in order.</exception>
    public static WinsorCap AtQuantiles(QuantileSketch history, double lowLevel, double highLevel)
    {
        if (!(lowLevel >= 0 && lowLevel < highLevel && highLevel <= 1))
            throw new ArgumentOutOfRangeException(nameof(lowLevel), lowLevel, "The levels must be in order, from 0 to 1.");
        return new(
            lowLevel == 0 ? double.NegativeInfinity : history.Quantile(lowLevel),
            highLevel == 1 ? double.PositiveInfinity : history.Quantile(highLevel));
    }
}
