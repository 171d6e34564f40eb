namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>Watches which products of slots go with what the model leaves unexplained, and picks the best of them.</summary>
/// <remarks>For every product z and every group of actions: Σez and Σz². A product is worth Σ over groups of (Σez)² / Σz², the squared error it would take
/// away by itself. Actions share groups by number, so the cost does not grow with them.</remarks>
internal sealed class PairScreen(int slots)
{
    /// <summary>Groups of actions that are watched apart.</summary>
    private const int Groups = 8;

    /// <summary>Variance of the residual times this is what a product must be worth: chance alone gives about one.</summary>
    private const double LeastWorth = 1;

    private readonly double[] _covariance = new double[Groups * slots * (slots + 1) / 2];
    private readonly double[] _energy = new double[Groups * slots * (slots + 1) / 2];
    private double _squares;
    private long _count;

    public int Slots => slots;

    public double[] Covariance => _covariance;

    public double[] Energy => _energy;

    public (double Squares, long Count) Totals
    {
        get => (_squares, _count);
        set => (_squares, _count) = value;
    }

    /// <summary>Adds one decision.</summary>
    /// <param name="features">Features of the context, the slots from 1 on.</param>
    /// <param name="nonzero">Features that are not 0, ascending.</param>
    /// <param name="action">Action number.</param>
    /// <param name="residual">Reward less forecast.</param>
    public void Add(ReadOnlySpan<double> features, ReadOnlySpan<int> nonzero, int action, double residual)
    {
        _squares += residual * residual;
        _count++;
        var offset = action % Groups * (_energy.Length / Groups);
        for (var b = 1; b < nonzero.Length && nonzero[b] <= slots; b++)
        {
            var second = nonzero[b];
            var row = offset + ((second - 1) * second / 2) - 1;
            for (var a = 1; a <= b; a++)
            {
                var z = features[nonzero[a]] * features[second];
                _covariance[row + nonzero[a]] += residual * z;
                _energy[row + nonzero[a]] += z * z;
            }
        }
    }

    /// <summary>The best products, best first.</summary>
    /// <param name="candidates">Products to choose from.</param>
    /// <param name="most">How many at most.</param>
    public FeaturePair[] Best(IEnumerable<FeaturePair> candidates, int most)
    {
        var least = LeastWorth * _squares / Math.Max(_count, 1);
        return [.. candidates.Select(pair => (pair, worth: Worth(pair))).Where(c => c.worth > least)
            .OrderByDescending(c => c.worth).ThenBy(c => c.pair.First).ThenBy(c => c.pair.Second).Take(most).Select(c => c.pair)];
    }

    public void Clear()
    {
        Array.Clear(_covariance);
        Array.Clear(_energy);
        (_squares, _count) = (0, 0);
    }

    private double Worth(FeaturePair pair)
    {
        var (worth, place) = (0.0, (pair.Second * (pair.Second + 1) / 2) + pair.First);
        for (var g = 0; g < Groups; g++, place += _energy.Length / Groups)
        {
            if (_energy[place] > 0)
                worth += _covariance[place] * _covariance[place] / (_energy[place] + 1e-3);
        }
        return worth;
    }
}
