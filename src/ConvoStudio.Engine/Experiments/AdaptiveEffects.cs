namespace ConvoStudio.Engine.Experiments;

/// <summary>Means and effects of the arms of a bandit experiment, whose shares moved with what had come out; intervals hold at every look.</summary>
/// <remarks>Takes in units whose windows have closed, in assignment order up to the first that is pending: then shares, predictions and weights are known before the
/// unit's outcome, whatever was known when. An outcome amended later needs a new pass from that unit on (see <see cref="Copy"/>). Arms may join at the end; a unit says nothing of an arm
/// that had no share when it was assigned. Asymptotic from <see cref="LeastArmUnits"/> units of each arm compared. See <see cref="StabilizedSums"/> for the
/// sources. One writer; not thread-safe.</remarks>
/// <param name="control">Number of the control.</param>
/// <param name="isProportion">True when every outcome is 0 or 1.</param>
/// <param name="leastArmUnits">Units of each arm compared before which nothing is said; 2 or more.</param>
public sealed class AdaptiveEffects(int control, bool isProportion, long leastArmUnits = AdaptiveEffects.LeastArmUnits)
{
    /// <summary>Units of each arm from which on the normal approximation is trusted (see the benchmark allocation).</summary>
    public const long LeastArmUnits = 100;

    // Predictions of an arm begin at those of all arms together, as if so many units had said the same.
    private const double Borrowed = 10;

    private readonly List<MeanSums> _arms = [];
    private readonly List<StabilizedSums> _means = [];
    private readonly List<StabilizedSums> _effects = [];
    private MeanSums _all = new(0, 0, 0, isProportion);

    /// <summary>Units taken in.</summary>
    public long Units => _all.N;

    /// <summary>Plain sums of each arm; their means lean downwards after adaptive allocation.</summary>
    public IReadOnlyList<MeanSums> Arms => _arms;

    /// <summary>Takes in one unit.</summary>
    /// <param name="arm">The arm it was assigned to.</param>
    /// <param name="shares">Weights logged with its assignment; at least as many as before.</param>
    /// <param name="outcome">Finite.</param>
    /// <exception cref="ArgumentException">An arm is missing, the unit's arm had no share, or the outcome is not finite.</exception>
    public void Add(int arm, ReadOnlySpan<uint> shares, double outcome)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)arm, (uint)shares.Length, nameof(arm));
        if (shares.Length < _arms.Count || shares[arm] == 0 || !double.IsFinite(outcome))
            throw new ArgumentException($"Arm {arm} cannot have had outcome {outcome} with {shares.Length} shares after {_arms.Count} arms.", nameof(shares));
        while (_arms.Count < shares.Length)
        {
            _arms.Add(new(0, 0, 0, isProportion));
            _means.Add(default);
            _effects.Add(default);
        }
        // Of values that never differed no deviation can be predicted: the first units only teach.
        if (isProportion || (_all.N >= Borrowed && _all.Variance > 0))
            AddContributions(arm, shares, outcome);
        _arms[arm] = _arms[arm].Add(outcome);
        _all = _all.Add(outcome);
    }

    /// <summary>The same state, which goes on by itself.</summary>
    public AdaptiveEffects Copy()
    {
        var copy = new AdaptiveEffects(control, isProportion, leastArmUnits) { _all = _all };
        copy._arms.AddRange(_arms);
        copy._means.AddRange(_means);
        copy._effects.AddRange(_effects);
        return copy;
    }

    /// <summary>Mean of an arm over all units that could have met it.</summary>
    /// <param name="arm">Its number.</param>
    /// <param name="sequence">Error rate and tuning; divide the error rate by the number of arms looked at together.</param>
    public EffectTest MeanOf(int arm, AsymptoticConfidenceSequence sequence) =>
        (uint)arm < (uint)_arms.Count && _arms[arm].N >= leastArmUnits ? _means[arm].Test(sequence) : Nothing;

    /// <summary>Effect of an arm against control over all units that could have met either.</summary>
    /// <param name="arm">Its number, not the control's.</param>
    /// <param name="sequence">Error rate and tuning; divide the error rate by the number of treatments.</param>
    public EffectTest EffectOf(int arm, AsymptoticConfidenceSequence sequence) =>
        (uint)arm < (uint)_arms.Count && arm != control && _arms[arm].N >= leastArmUnits && _arms[control].N >= leastArmUnits ? _effects[arm].Test(sequence) : Nothing;

    private static EffectTest Nothing => new(0, 0, double.NegativeInfinity, double.PositiveInfinity, 1);

    private void AddContributions(int arm, ReadOnlySpan<uint> shares, double outcome)
    {
        double total = 0;
        foreach (var share in shares)
            total += share;
        var ofControl = Part(control, arm, shares[control] / total, outcome);
        for (var i = 0; i < shares.Length; i++)
        {
            if (shares[i] == 0)
                continue;
            var own = i == control ? ofControl : Part(i, arm, shares[i] / total, outcome);
            _means[i] = _means[i].Add(own.Contribution, Math.Sqrt(own.Variance));
            if (i != control && shares[control] > 0)
                _effects[i] = _effects[i].Add(own.Contribution - ofControl.Contribution, Math.Sqrt(own.Variance + ofControl.Variance));
        }
    }

    // m + 1{arm}(y − m)/π with its predicted variance v/π.
    private (double Contribution, double Variance) Part(int of, int arm, double share, double outcome)
    {
        if (share == 0)
            return default;
        var (mean, variance) = Predict(of);
        return (mean + (of == arm ? (outcome - mean) / share : 0), variance / share);
    }

    private (double Mean, double Variance) Predict(int arm)
    {
        var own = _arms[arm];
        if (isProportion)
        {
            var pooled = (_all.Sum + 1) / (_all.N + 2);
            var rate = (own.Sum + (Borrowed * pooled)) / (own.N + Borrowed);
            return (rate, rate * (1 - rate));
        }
        return ((own.Sum + (Borrowed * _all.Mean)) / (own.N + Borrowed), ((own.N * own.Variance) + (Borrowed * _all.Variance)) / (own.N + Borrowed));
    }
}
