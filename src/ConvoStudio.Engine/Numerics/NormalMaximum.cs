using System.Runtime.Intrinsics;

namespace ConvoStudio.Engine.Numerics;

/// <summary>The probability that each of K independent normal variables is the greatest.</summary>
/// <remarks>P(i greatest) = ∫ φᵢ Π_{j≠i} Φⱼ over the places where the greatest can be: from the largest mean − 7 deviations up. Panels of one deviation of the
/// narrowest variable that still has mass, eight Gauss nodes each; the products by a pass forth and a pass back, so a panel costs K. A deviation
/// of 0 is a point of mass 1. Absolute error below 1e-9 (tested). Four operations and square roots only: same bits everywhere.</remarks>
internal static class NormalMaximum
{
    private const int Nodes = GaussLegendre.Count;

    /// <summary>Beyond so many deviations lies 1.3e-12 of the mass.</summary>
    private const double Reach = 7;

    /// <summary>A deviation this small against the distance from the top is below the last bit of a place: a point.</summary>
    private const double Resolution = 1e-14;

    /// <summary>Below it the density has no number any more.</summary>
    private const double SmallestDeviation = 1e-290;

    private const double InverseSqrtTwoPi = 0.39894228040143267794;

    /// <summary>Length of the working memory for K variables.</summary>
    public static int WorkLength(int count) => ((3 * Nodes) + 3) * count;

    /// <summary>Fills the probabilities; they sum to 1 up to rounding. Equal points share what one of them would have.</summary>
    /// <param name="means">Length K ≥ 1, of magnitude up to 1e300.</param>
    /// <param name="deviations">Length K, each in [0, 1e300].</param>
    /// <param name="work">At least <see cref="WorkLength"/> values, overwritten.</param>
    /// <param name="probabilities">Length K.</param>
    public static void Probabilities(ReadOnlySpan<double> means, ReadOnlySpan<double> deviations, Span<double> work, Span<double> probabilities)
    {
        var count = means.Length;
        probabilities.Clear();
        var top = double.NegativeInfinity;
        foreach (var mean in means)
            top = Math.Max(top, mean);
        var places = work[..count];
        var spreads = work.Slice(count, count);
        // Places are measured from the largest mean, so that they keep their digits where it matters.
        var (from, point, ties) = (double.NegativeInfinity, double.NegativeInfinity, 0);
        for (var i = 0; i < count; i++)
        {
            var place = means[i] - top;
            from = Math.Max(from, place - (Reach * deviations[i]));
            if (!IsPoint(place, deviations[i]))
                continue;
            if (place > point)
                (point, ties) = (place, 0);
            if (place == point)
                ties++;
        }
        from = Math.Max(from, point);
        var contenders = 0;
        for (var i = 0; i < count; i++)
        {
            var place = means[i] - top;
            if (IsPoint(place, deviations[i]) || place + (Reach * deviations[i]) <= from)
                continue;
            (places[contenders], spreads[contenders]) = (place, deviations[i]);
            contenders++;
        }
        places = places[..contenders];
        spreads = spreads[..contenders];
        var wins = work.Slice(2 * count, contenders);
        wins.Clear();
        Integrate(places, spreads, from, work.Slice(3 * count, 3 * Nodes * contenders), wins);
        Scatter(means, deviations, top, from, point, PointShare(places, spreads, point, ties), wins, probabilities);
        Normalize(probabilities);
    }

    private static bool IsPoint(double place, double deviation) => deviation <= Math.Max(Resolution * -place, SmallestDeviation);

    private static double PointShare(ReadOnlySpan<double> places, ReadOnlySpan<double> spreads, double point, int ties)
    {
        if (ties == 0)
            return 0;
        var product = 1.0;
        for (var i = 0; i < places.Length; i++)
            product *= PortableNormal.Cdf((point - places[i]) / spreads[i]);
        return product / ties;
    }

    private static void Scatter(
        ReadOnlySpan<double> means, ReadOnlySpan<double> deviations, double top, double from, double point, double share, ReadOnlySpan<double> wins, Span<double> probabilities)
    {
        var next = 0;
        for (var i = 0; i < means.Length; i++)
        {
            var place = means[i] - top;
            if (IsPoint(place, deviations[i]))
                probabilities[i] = place == point ? share : 0;
            else if (place + (Reach * deviations[i]) > from)
                probabilities[i] = wins[next++];
        }
    }

    private static void Integrate(ReadOnlySpan<double> places, ReadOnlySpan<double> spreads, double from, Span<double> work, Span<double> wins)
    {
        var length = places.Length * Nodes;
        var densities = work[..length];
        var masses = work.Slice(length, length);
        var before = work.Slice(2 * length, length);
        for (var u = from; ;)
        {
            var end = double.PositiveInfinity;
            for (var i = 0; i < places.Length; i++)
            {
                if (places[i] + (Reach * spreads[i]) > u)
                    end = Math.Min(end, u + spreads[i]);
            }
            if (double.IsPositiveInfinity(end))
                return;
            // A step below the last bit of u must still advance.
            end = Math.Max(end, Math.BitIncrement(u));
            for (var i = 0; i < places.Length; i++)
                Fill(places[i], spreads[i], u, end - u, densities.Slice(i * Nodes, Nodes), masses.Slice(i * Nodes, Nodes));
            ProductQuadrature.AddPanel(end - u, densities, masses, before, wins);
            u = end;
        }
    }

    /// <summary>Density and distribution of one variable at the nodes of a panel.</summary>
    private static void Fill(double place, double spread, double u, double width, Span<double> densities, Span<double> masses)
    {
        if (place + (Reach * spread) <= u)
        {
            densities.Clear();
            masses.Fill(1);
            return;
        }
        for (var k = 0; k < Nodes; k++)
            masses[k] = (u - place + (width * GaussLegendre.Nodes[k])) / spread;
        PortableNormal.DensityAndCdf(masses, densities);
        var factor = Vector256.Create(InverseSqrtTwoPi / spread);
        for (var half = 0; half < Nodes; half += 4)
            (factor * ProductQuadrature.Load(densities, half)).StoreUnsafe(ref densities[half]);
    }

    private static void Normalize(Span<double> probabilities)
    {
        var sum = 0.0;
        foreach (var probability in probabilities)
            sum += probability;
        foreach (ref var probability in probabilities)
            probability /= sum;
    }
}
