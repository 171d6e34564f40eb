namespace ConvoStudio.Engine.Experiments;

/// <summary>Sample-ratio check that may be looked at after every unit: first exposures that reach analysis, against the shares logged with their assignment.</summary>
/// <remarks>Each unit multiplies the evidence by q(arm)/share(arm), q proportional to share·(seen + c·s̄)/(expected + c·s̄), s̄ the arm's mean share so far.
/// Under the logged shares the evidence is a martingale, whatever the shares did, so P(it ever exceeds 1/α) ≤ α. With constant shares it is the
/// Dirichlet-multinomial mixture of Lindon and Malek, "Anytime-valid inference for multinomial count data", NeurIPS 2022. One writer; not thread-safe.</remarks>
public sealed class SequentialSampleRatio
{
    private readonly double _concentration;
    private readonly double[] _seen;
    private readonly double[] _expected;
    private double _logEvidence;
    private double _highest;

    /// <summary>Starts without units.</summary>
    /// <param name="arms">2 or more.</param>
    /// <param name="concentration">c: how small a deviation is looked for, as the number of units at which it would stand out; more than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two arms, or a concentration that is not positive.</exception>
    public SequentialSampleRatio(int arms, double concentration = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(arms, 2);
        if (concentration is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(concentration), concentration, "The concentration must be positive.");
        _concentration = concentration;
        (_seen, _expected) = (new double[arms], new double[arms]);
    }

    /// <summary>Units taken in.</summary>
    public long Units { get; private set; }

    /// <summary>P value that holds at every look: 1 over the highest evidence so far.</summary>
    public double PValue => Math.Exp(-_highest);

    /// <summary>Units seen of each arm.</summary>
    public ReadOnlySpan<double> Seen => _seen;

    /// <summary>Units expected of each arm by the logged shares.</summary>
    public ReadOnlySpan<double> Expected => _expected;

    /// <summary>Takes in one unit, in assignment order.</summary>
    /// <param name="arm">The arm it was analysed in.</param>
    /// <param name="shares">Shares or integer weights logged with the assignment, 0 or more.</param>
    /// <exception cref="ArgumentException">Lengths differ, or no share is positive.</exception>
    /// <remarks>An arm whose logged share was 0 cannot occur: the p value is 0 from then on.</remarks>
    public void Add(int arm, ReadOnlySpan<uint> shares)
    {
        if (shares.Length != _seen.Length)
            throw new ArgumentException($"Needs {_seen.Length} shares, not {shares.Length}.", nameof(shares));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)arm, (uint)_seen.Length, nameof(arm));
        double total = 0, predicted = 0;
        foreach (var share in shares)
            total += share;
        if (total == 0)
            throw new ArgumentException("No arm has a share above 0.", nameof(shares));
        for (var i = 0; i < shares.Length; i++)
            predicted += shares[i] / total * Tilt(i, shares[i] / total);
        _logEvidence += shares[arm] == 0 ? double.PositiveInfinity : Math.Log(Tilt(arm, shares[arm] / total) / predicted);
        _highest = Math.Max(_highest, _logEvidence);
        for (var i = 0; i < shares.Length; i++)
            _expected[i] += shares[i] / total;
        _seen[arm]++;
        Units++;
    }

    private double Tilt(int arm, double share)
    {
        var prior = _concentration * (_expected[arm] + share) / (Units + 1);
        return prior > 0 ? (_seen[arm] + prior) / (_expected[arm] + prior) : 1;
    }
}
