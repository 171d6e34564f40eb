using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>How slots become features: [1, (xⱼ − shiftⱼ)·factorⱼ for each slot, products of two of these for each pair]. Immutable.</summary>
/// <remarks>Numbers are standardised and bounded, indicators stay 0 and 1, and all are divided by the root of the mean energy of a context, so that a prior over
/// coefficients means the same for few slots and many. A slot that was constant so far is asleep (factor 0). Every basis is an exact linear function of
/// any other with the same pairs, so sums kept in one can be carried into another: scaling never enters history.</remarks>
internal sealed class FeatureBasis
{
    /// <summary>Smallest deviation of a number that is taken for real, by its mean: what hardly varied so far is not blown up.</summary>
    private const double SmallestRelative = 0.01;

    /// <summary>Growth of a deviation that asks for a new basis.</summary>
    private const double GrowthAllowed = 1.5;

    /// <summary>How many deviations from the mean a value counts at most: beyond what was seen a score must not run on in a line.</summary>
    private const double Reach = 3;

    private readonly double _reach;
    private readonly double[] _shifts;
    private readonly double[] _factors;

    public FeatureBasis(double[] shifts, double[] factors, double stepFactor, FeatureStep[] steps, FeaturePair[] pairs)
    {
        (_shifts, _factors, StepFactor, Steps, Pairs) = (shifts, factors, stepFactor, steps, pairs);
        _reach = Reach * stepFactor;
        Length = 1 + shifts.Length + steps.Length + pairs.Length;
        Stride = Kernel.Stride(Length);
    }

    public FeatureStep[] Steps { get; }

    public FeaturePair[] Pairs { get; }

    /// <summary>What a step is worth where the slot has reached its cut.</summary>
    public double StepFactor { get; }

    /// <summary>Slots of a context.</summary>
    public int SlotCount => _shifts.Length;

    /// <summary>Features d: 1 + slots + pairs.</summary>
    public int Length { get; }

    public int Stride { get; }

    public ReadOnlySpan<double> Shifts => _shifts;

    public ReadOnlySpan<double> Factors => _factors;

    /// <summary>Before anything is seen: numbers sleep, indicators are themselves.</summary>
    public static FeatureBasis Of(ReadOnlySpan<SlotProfile> slots, FeatureStep[] steps, FeaturePair[] pairs)
    {
        var (shifts, factors, energy) = (new double[slots.Length], new double[slots.Length], 0.0);
        for (var j = 0; j < slots.Length; j++)
        {
            var moments = slots[j].Moments;
            if (slots[j].IsIndicator)
                energy += slots[j].IsAlwaysOne ? 0 : moments.Mean;
            else if (!slots[j].IsConstant)
                energy += 1;
        }
        var root = Math.Sqrt(Math.Max(energy, 1));
        for (var j = 0; j < slots.Length; j++)
        {
            var moments = slots[j].Moments;
            if (slots[j].IsIndicator)
                (shifts[j], factors[j]) = slots[j].IsAlwaysOne ? (1, 0) : (0, 1 / root);
            else
                (shifts[j], factors[j]) = (moments.Mean, slots[j].IsConstant ? 0 : 1 / (Math.Max(moments.StandardDeviation, SmallestRelative * Math.Abs(moments.Mean)) * root));
        }
        return new(shifts, factors, 1 / root, steps, pairs);
    }

    /// <summary>Whether a number varies far more than when the basis was made, or varies for the first time.</summary>
    public bool IsOutgrown(ReadOnlySpan<SlotProfile> slots)
    {
        for (var j = 0; j < slots.Length; j++)
        {
            var moments = slots[j].Moments;
            if (slots[j].IsConstant)
                continue;
            if (_factors[j] == 0 || (!slots[j].IsIndicator && Math.Max(moments.StandardDeviation, SmallestRelative * Math.Abs(moments.Mean)) * _factors[j] > GrowthAllowed * StepFactor))
                return true;
        }
        return false;
    }

    /// <summary>Features of a context.</summary>
    /// <param name="context">Slots, as many as the basis has.</param>
    /// <param name="features">Padded to the stride; overwritten.</param>
    /// <param name="nonzero">At least d long; filled with the features that are not 0, ascending.</param>
    /// <returns>How many are not 0.</returns>
    public int Expand(ReadOnlySpan<double> context, Span<double> features, Span<int> nonzero)
    {
        features[0] = 1;
        nonzero[0] = 0;
        var count = 1;
        for (var j = 0; j < _shifts.Length; j++)
        {
            var value = Math.Clamp((context[j] - _shifts[j]) * _factors[j], -_reach, _reach);
            features[1 + j] = value;
            if (value != 0)
                nonzero[count++] = 1 + j;
        }
        var place = 1 + _shifts.Length;
        foreach (var step in Steps)
        {
            var reached = context[step.Slot] >= step.Cut;
            features[place] = reached ? StepFactor : 0;
            if (reached)
                nonzero[count++] = place;
            place++;
        }
        foreach (var pair in Pairs)
        {
            var value = features[1 + pair.First] * features[1 + pair.Second];
            features[place] = value;
            if (value != 0)
                nonzero[count++] = place;
            place++;
        }
        features[place..].Clear();
        return count;
    }

    /// <summary>The feature of one slot, wherever its value lies.</summary>
    public double Feature(int slot, double value) => (value - _shifts[slot]) * _factors[slot];
}
