using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ConvoStudio.Engine.Numerics;

/// <summary>The standard normal distribution from the four operations alone, four values at a time, for probabilities that a replay compares bit by bit.
/// <see cref="StandardNormal"/> asks the C library and keeps the digits of far tails; this one does not.</summary>
/// <remarks>Φ(z) = e^(−z²/2) · P(|z|)/Q(|z|) for z ≤ 0, and 1 − that above. Absolute error below 1e-15. Source of the fraction: Hart et al., Computer
/// Approximations, 1968, no. 5666.</remarks>
internal static class PortableNormal
{
    /// <summary>Beyond it the fraction leaves the range it was made for; 6e-16 of the mass lies there.</summary>
    private const double Furthest = 8;

    private static readonly double[] Numerator =
        [3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931, 220.206867912376];

    private static readonly double[] Denominator =
        [8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831, 793.826512519948, 440.413735824752];

    /// <summary>P(Z ≤ z).</summary>
    public static double Cdf(double z)
    {
        var distance = Math.Min(Math.Abs(z), Furthest);
        var tail = PortableMath.Exp(-0.5 * distance * distance) * Fraction(distance);
        return z > 0 ? 1 - tail : tail;
    }

    /// <summary>Replaces each z by P(Z ≤ z) and fills e^(−z²/2), the density without its constant.</summary>
    /// <param name="values">A multiple of 4 places z.</param>
    /// <param name="exponentials">As long.</param>
    public static void DensityAndCdf(Span<double> values, Span<double> exponentials)
    {
        ref var z = ref MemoryMarshal.GetReference(values);
        ref var e = ref MemoryMarshal.GetReference(exponentials);
        var length = (nuint)values.Length;
        for (nuint i = 0; i < length; i += 4)
        {
            var distance = Vector256.Min(Vector256.Abs(Vector256.LoadUnsafe(ref z, i)), Vector256.Create(Furthest));
            (Vector256.Create(-0.5) * distance * distance).StoreUnsafe(ref e, i);
        }
        PortableMath.Exp(exponentials);
        for (nuint i = 0; i < length; i += 4)
        {
            var place = Vector256.LoadUnsafe(ref z, i);
            var distance = Vector256.Min(Vector256.Abs(place), Vector256.Create(Furthest));
            var tail = Vector256.LoadUnsafe(ref e, i) * (Polynomial(Numerator, distance) / Polynomial(Denominator, distance));
            Vector256.ConditionalSelect(Vector256.GreaterThan(place, Vector256<double>.Zero), Vector256.Create(1.0) - tail, tail).StoreUnsafe(ref z, i);
        }
    }

    private static double Fraction(double distance)
    {
        double above = Numerator[0], below = Denominator[0];
        for (var n = 1; n < Numerator.Length; n++)
            above = (above * distance) + Numerator[n];
        for (var n = 1; n < Denominator.Length; n++)
            below = (below * distance) + Denominator[n];
        return above / below;
    }

    private static Vector256<double> Polynomial(double[] coefficients, Vector256<double> x)
    {
        var sum = Vector256.Create(coefficients[0]);
        for (var n = 1; n < coefficients.Length; n++)
            sum = (sum * x) + Vector256.Create(coefficients[n]);
        return sum;
    }
}
