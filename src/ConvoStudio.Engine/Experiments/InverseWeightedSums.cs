namespace ConvoStudio.Engine.Experiments;

/// <summary>Effect after adaptive allocation by inverse propensity weighting; parts add up to the whole.</summary>
/// <param name="N">Units whose window has closed, of all arms, counted in assignment order: a prefix, never a choice.</param>
/// <param name="Sum">Σ of <see cref="Contribution"/>.</param>
/// <param name="SumSquares">Σ of its squares.</param>
/// <remarks>xᵢ = (m_T − m_C) + 1{T}(y − m_T)/π_T − 1{C}(y − m_C)/π_C, with shares and predictions fixed before the unit: the differences of x from the
/// effect are a martingale, however earlier outcomes moved the shares. Sources: Hadad, Hirshberg, Zhan, Wager and Athey, PNAS 118, 2021; always-valid
/// interval of Waudby-Smith et al., Annals of Statistics 52, 2024, which allows martingale differences.</remarks>
public readonly record struct InverseWeightedSums(long N, double Sum, double SumSquares)
{
    /// <summary>What one unit says of the effect of treatment against control.</summary>
    /// <param name="arm">Its arm.</param>
    /// <param name="control">The control arm.</param>
    /// <param name="treatment">The treatment arm.</param>
    /// <param name="shares">Probability of each arm when the unit was assigned; those of control and treatment more than 0.</param>
    /// <param name="outcome">y, its outcome.</param>
    /// <param name="controlPrediction">m_C, from earlier units only; 0 is allowed, a good one narrows the interval.</param>
    /// <param name="treatmentPrediction">m_T, likewise.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share of control or treatment is not in (0, 1].</exception>
    public static double Contribution(
        int arm, int control, int treatment, ReadOnlySpan<double> shares, double outcome, double controlPrediction, double treatmentPrediction)
    {
        if (shares[control] is not (> 0 and <= 1) || shares[treatment] is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(shares), "An arm that could not be assigned has no effect to estimate: its share must lie in (0, 1].");
        var difference = treatmentPrediction - controlPrediction;
        if (arm == treatment)
            return difference + ((outcome - treatmentPrediction) / shares[treatment]);
        return arm == control ? difference - ((outcome - controlPrediction) / shares[control]) : difference;
    }

    /// <summary>With one unit more.</summary>
    /// <param name="contribution">Its <see cref="Contribution"/>.</param>
    public InverseWeightedSums Add(double contribution) => new(N + 1, Sum + contribution, SumSquares + (contribution * contribution));

    /// <summary>Estimate and standard error.</summary>
    public EffectMoments Moments
    {
        get
        {
            if (N < 2)
                return new(0, 0, 0, N, 0);
            var mean = Sum / N;
            var variance = Math.Max(0, SumSquares - (Sum * mean)) / (N - 1);
            return new(mean, Math.Sqrt(variance / N), N - 1, N, 0);
        }
    }

    /// <summary>Interval and p value that hold at every look.</summary>
    /// <param name="sequence">Error rate, tuning and the units before which nothing is said.</param>
    /// <param name="alternative">What is looked for.</param>
    public EffectTest Test(AsymptoticConfidenceSequence sequence, Alternative alternative = Alternative.TwoSided) =>
        sequence.Of(Moments, alternative);

    /// <summary>Sums of both.</summary>
    public static InverseWeightedSums operator +(InverseWeightedSums left, InverseWeightedSums right) =>
        new(left.N + right.N, left.Sum + right.Sum, left.SumSquares + right.SumSquares);

    /// <summary>Sums of both.</summary>
    public static InverseWeightedSums Add(InverseWeightedSums left, InverseWeightedSums right) => left + right;
}
