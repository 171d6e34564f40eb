namespace ConvoStudio.Engine.Compliance.Proxies;

/// <summary>Columns made centred, of length 1 and at right angles, row by row in one array. Columns that depend on others before them are left out.</summary>
internal sealed class OrthonormalBasis
{
    private const double Tolerance = 1e-8;

    private readonly double[] _rows;

    private OrthonormalBasis(double[] rows, int rank) => (_rows, Rank) = (rows, rank);

    public int Rank { get; }

    /// <summary>Modified Gram–Schmidt, each column twice, which keeps the angles to rounding.</summary>
    public static OrthonormalBasis Of(IReadOnlyList<double[]> columns, int n)
    {
        var kept = new List<double[]>();
        foreach (var column in columns)
        {
            var mean = column.Average();
            var own = Array.ConvertAll(column, x => x - mean);
            var length = Math.Sqrt(Dot(own, own));
            for (var pass = 0; pass < 2; pass++)
                foreach (var other in kept)
                    Subtract(own, other, Dot(own, other));
            var left = Math.Sqrt(Dot(own, own));
            if (length <= 0 || left <= Tolerance * length || left <= Tolerance * Math.Abs(mean))
                continue;
            for (var i = 0; i < n; i++)
                own[i] /= left;
            kept.Add(own);
        }

        var rows = new double[n * kept.Count];
        for (var i = 0; i < n; i++)
            for (var k = 0; k < kept.Count; k++)
                rows[(i * kept.Count) + k] = kept[k][i];
        return new(rows, kept.Count);
    }

    /// <summary>Σ_g |Qᵀ y_g|². The columns sum to 0, so the indicators need no centring: it is the sum of squares of the columns' sums over each group.</summary>
    public double Explained(int[] labels, int groups)
    {
        var sums = new double[groups * Rank];
        for (var i = 0; i < labels.Length; i++)
        {
            var sum = sums.AsSpan(labels[i] * Rank, Rank);
            var row = _rows.AsSpan(i * Rank, Rank);
            for (var k = 0; k < row.Length; k++)
                sum[k] += row[k];
        }

        return Dot(sums, sums);
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static void Subtract(double[] from, double[] other, double times)
    {
        for (var i = 0; i < from.Length; i++)
            from[i] -= times * other[i];
    }
}
