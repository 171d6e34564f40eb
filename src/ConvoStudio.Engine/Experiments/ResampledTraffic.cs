using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>Units of one's own past, drawn again with replacement: each brings its value and what was known of it before.</summary>
public sealed class ResampledTraffic
{
    private readonly double[] _values;
    private readonly double[]? _covariates;

    /// <summary>Past units.</summary>
    /// <param name="values">The metric of each, finite, at least two; a rate when every one is 0 or 1.</param>
    /// <param name="covariates">What was known of each before; null for none.</param>
    /// <exception cref="ArgumentException">Fewer than two units, lengths that differ, or a value that is not finite.</exception>
    public ResampledTraffic(IReadOnlyList<double> values, IReadOnlyList<double>? covariates = null)
    {
        if (values.Count < 2 || (covariates is not null && covariates.Count != values.Count))
            throw new ArgumentException($"Needs at least two units and as many covariates as values, not {values.Count} and {covariates?.Count}.", nameof(values));
        (_values, _covariates) = ([.. values], covariates is null ? null : [.. covariates]);
        if (!_values.All(double.IsFinite) || _covariates?.All(double.IsFinite) == false)
            throw new ArgumentException("Every value and covariate must be finite.", nameof(values));
        IsRate = _values.All(value => value is 0 or 1);
        Mean = _values.Sum() / _values.Length;
    }

    /// <summary>True when every value is 0 or 1.</summary>
    public bool IsRate { get; }

    /// <summary>True when units have a covariate.</summary>
    public bool HasCovariate => _covariates is not null;

    /// <summary>Mean of the past.</summary>
    public double Mean { get; }

    /// <summary>Units of the past.</summary>
    public int Units => _values.Length;

    /// <summary>Difference of the means that an effect makes.</summary>
    /// <exception cref="ArgumentException">A rate would leave [0, 1].</exception>
    internal double Shift(in SimulatedEffect effect)
    {
        var shift = effect.Scale == EffectScale.Relative ? Mean * effect.Size : effect.Size;
        if (!double.IsFinite(shift) || (IsRate && Mean + shift is < 0 or > 1))
            throw new ArgumentException($"An effect of {effect.Size} ({effect.Scale}) brings a mean of {Mean} to {Mean + shift}, which is out of range.", nameof(effect));
        return shift;
    }

    /// <summary>One unit, with the effect in its value: a mean is scaled or shifted; of a rate just enough units change their answer.</summary>
    internal (double Value, double Covariate) Draw(ref SplitMix64 random, in SimulatedEffect effect, double shift)
    {
        var unit = random.NextInt32(_values.Length);
        double value = _values[unit], covariate = _covariates is null ? 0 : _covariates[unit];
        if (shift == 0)
            return (value, covariate);
        if (!IsRate)
            return (effect.Scale == EffectScale.Relative ? value * (1 + effect.Size) : value + effect.Size, covariate);
        var changes = shift > 0 ? shift / (1 - Mean) : -shift / Mean;
        var target = shift > 0 ? 1.0 : 0.0;
        return (value != target && random.NextDouble() < changes ? target : value, covariate);
    }
}
