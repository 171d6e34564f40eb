namespace ConvoStudio.Engine.Experiments;

/// <summary>Count, sum and sum of squares of one value per unit; parts add up to the whole.</summary>
/// <param name="N">Units, 0 or more.</param>
/// <param name="Sum">Σx.</param>
/// <param name="SumSquares">Σx².</param>
/// <param name="IsProportion">True when every x is 0 or 1: variances and covariances then divide by n, not by n − 1.</param>
public readonly record struct MeanSums(long N, double Sum, double SumSquares, bool IsProportion = false)
{
    /// <summary>Sum / n; 0 without units.</summary>
    public double Mean => N > 0 ? Sum / N : 0;

    /// <summary>Variance of one unit: p(1 − p) for a proportion, else with divisor n − 1 (0 below two units).</summary>
    public double Variance => IsProportion
        ? Mean * (1 - Mean)
        : N > 1 ? (SumSquares - (Sum * Sum / N)) / (N - 1) : 0;

    /// <summary>What a test needs to know.</summary>
    public ArmMoments Moments => new(N, Mean, Variance);

    /// <summary>Sums of a share.</summary>
    /// <param name="n">Trials.</param>
    /// <param name="successes">Of those, successes.</param>
    public static MeanSums OfProportion(long n, double successes) => new(n, successes, successes, true);

    /// <summary>With one unit more.</summary>
    /// <param name="value">Its value, already winsorised where a cap is set.</param>
    public MeanSums Add(double value) => new(N + 1, Sum + value, SumSquares + (value * value), IsProportion);

    /// <summary>Sums of both; a proportion only when both are.</summary>
    public static MeanSums operator +(MeanSums left, MeanSums right) =>
        new(left.N + right.N, left.Sum + right.Sum, left.SumSquares + right.SumSquares, left.IsProportion && right.IsProportion);

    /// <summary>Sums of both; a proportion only when both are.</summary>
    public static MeanSums Add(MeanSums left, MeanSums right) => left + right;

    /// <summary>Covariance of two values of the same units: divisor n when both are proportions, else n − 1 (0 below two units).</summary>
    /// <param name="left">Sums of x.</param>
    /// <param name="right">Sums of y over the same units.</param>
    /// <param name="sumProducts">Σxy.</param>
    public static double Covariance(in MeanSums left, in MeanSums right, double sumProducts)
    {
        var n = left.N;
        if (n <= 1)
            return 0;
        var centred = sumProducts - (left.Sum * right.Sum / n);
        return centred / (left.IsProportion && right.IsProportion ? n : n - 1);
    }
}
