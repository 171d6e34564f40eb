namespace ConvoStudio.Engine.Experiments;

/// <summary>Sums of the arms of one simulated experiment, read as live ones are.</summary>
internal sealed class SimulatedArms
{
    private readonly CupedSums[] _arms;
    private readonly bool _isRate;
    private readonly bool _adjusts;
    private readonly double _alpha;
    private readonly double _tunedUnits;
    private readonly AsymptoticConfidenceSequence _sequence;

    public SimulatedArms(ResampledTraffic traffic, SimulationSettings settings)
    {
        (_isRate, _adjusts) = (traffic.IsRate && !traffic.HasCovariate, traffic.HasCovariate);
        _arms = new CupedSums[settings.Shares.Count];
        Array.Fill(_arms, new CupedSums(new(0, 0, 0, _isRate), default, 0));
        (_alpha, _tunedUnits) = (settings.Alpha / (_arms.Length - 1), settings.TunedUnits);
        _sequence = new AsymptoticConfidenceSequence(_alpha, _tunedUnits, settings.LeastUnits);
    }

    public void Add(int arm, double value, double covariate) => _arms[arm] = _arms[arm].Add(value, covariate);

    /// <summary>Sign of the first treatment's effect when its interval leaves 0 out, or of any treatment's; 0 when none does.</summary>
    public int Look(bool any)
    {
        for (var arm = 1; arm < (any ? _arms.Length : 2); arm++)
        {
            if (LeavesZeroOut(arm))
                return Math.Sign(Effect(arm));
        }
        return 0;
    }

    /// <summary>Width of the first treatment's interval now.</summary>
    public double Width()
    {
        if (!_isRate)
            return Moments(1) is { IsDegenerate: false } moments ? 2 * _sequence.HalfWidth(moments.StandardError, moments.Units) : double.PositiveInfinity;
        var lift = RateLift.Of(_arms[0].Post, _arms[1].Post, _alpha, _tunedUnits);
        return lift.High - lift.Low;
    }

    private bool LeavesZeroOut(int arm)
    {
        if (_isRate)
            return RateLift.LeavesZeroOut(_arms[0].Post, _arms[arm].Post, _alpha, _tunedUnits);
        var moments = Moments(arm);
        return !moments.IsDegenerate && moments.Units >= _sequence.LeastUnits
            && Math.Abs(moments.Effect) > _sequence.HalfWidth(moments.StandardError, moments.Units);
    }

    private double Effect(int arm) => _isRate ? _arms[arm].Post.Mean - _arms[0].Post.Mean : Moments(arm).Effect;

    private EffectMoments Moments(int arm) => _adjusts
        ? EffectMoments.Of(_arms[0], _arms[arm], EffectScale.Absolute)
        : EffectMoments.Difference(_arms[0].Post.Moments, _arms[arm].Post.Moments);
}
