using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ConvoStudio.Engine.Numerics;

/// <summary>Exponential and logarithm from +, −, × and ÷ alone. <see cref="Math"/> asks the C library, whose last bit depends on machine and version.</summary>
/// <remarks>Relative error below 1e-15 over the normal range. Same bits everywhere, since IEEE 754 fixes the four operations.</remarks>
public static class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double InverseLn2 = 1.44269504088896338700;

    /// <summary>1 / n! for n from 0 to 13.</summary>
    private static readonly double[] InverseFactorials =
    [
        1.0, 1.0, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800,
        1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800,
    ];

    /// <summary>eˣ; 0 below −745.2, +∞ above 709.79, NaN for NaN.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x > 709.79)
            return double.PositiveInfinity;
        if (x < -745.2)
            return 0;
        var k = Math.Floor((x * InverseLn2) + 0.5);
        var r = x - (k * Ln2High) - (k * Ln2Low);
        // |r| <= 0.347: what comes after the 13th power is below 1e-17. Summed from the small end.
        var sum = InverseFactorials[^1];
        for (var n = InverseFactorials.Length - 2; n >= 0; n--)
            sum = InverseFactorials[n] + (sum * r);
        // Two steps, so that subnormal results are reached without a subnormal factor.
        var half = (int)k / 2;
        return sum * PowerOfTwo(half) * PowerOfTwo((int)k - half);
    }

    /// <summary>Replaces each value by <see cref="Exp(double)"/> of it, to the last bit, four at a time.</summary>
    public static void Exp(Span<double> values)
    {
        ref var source = ref MemoryMarshal.GetReference(values);
        nuint i = 0, n = (nuint)values.Length;
        for (; i + 4 <= n; i += 4)
        {
            var x = Vector256.LoadUnsafe(ref source, i);
            if (Vector256.LessThanAll(Vector256.Abs(x), Vector256.Create(700.0)))
                ExpWithin700(x).StoreUnsafe(ref source, i);
            else
                ExpOneByOne(values.Slice((int)i, 4));
        }
        ExpOneByOne(values[(int)i..]);
    }

    /// <summary>Natural logarithm; −∞ at 0, NaN below 0 and for NaN.</summary>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || x < 0)
            return double.NaN;
        if (x == 0)
            return double.NegativeInfinity;
        if (double.IsPositiveInfinity(x))
            return x;
        var exponent = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984.0; // 2^54
            exponent = -54;
        }
        var bits = BitConverter.DoubleToUInt64Bits(x);
        exponent += (int)(bits >> 52) - 1023;
        var m = BitConverter.UInt64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFFUL) | 0x3FF0_0000_0000_0000UL);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            exponent++;
        }
        // ln m = 2 artanh f, f = (m - 1)/(m + 1), |f| <= 0.1716.
        var f = (m - 1) / (m + 1);
        var square = f * f;
        var sum = 0.0;
        for (var n = 23; n >= 3; n -= 2)
            sum = (sum + (1.0 / n)) * square;
        return (exponent * Ln2High) + ((2 * f) + ((2 * f * sum) + (exponent * Ln2Low)));
    }

    /// <summary>ln(1 + eᵘ) without overflow.</summary>
    public static double SoftPlus(double u)
    {
        var small = Exp(-Math.Abs(u));
        // Kahan's correction keeps the digits of ln(1 + small).
        var sum = 1 + small;
        return Math.Max(u, 0) + (sum == 1 ? small : Log(sum) * (small / (sum - 1)));
    }

    /// <summary>Replaces each value by <see cref="SoftPlus(double)"/> of it, to the last bit, four at a time.</summary>
    /// <param name="values">A multiple of 4 values, each in [−700, 700].</param>
    public static void SoftPlus(Span<double> values)
    {
        ref var source = ref MemoryMarshal.GetReference(values);
        var one = Vector256.Create(1.0);
        for (nuint i = 0; i < (nuint)values.Length; i += 4)
        {
            var u = Vector256.LoadUnsafe(ref source, i);
            var small = ExpWithin700(-Vector256.Abs(u));
            var sum = one + small;
            var corrected = LogFrom1To2(sum) * (small / (sum - one));
            (Vector256.Max(u, Vector256<double>.Zero) + Vector256.ConditionalSelect(Vector256.Equals(sum, one), small, corrected)).StoreUnsafe(ref source, i);
        }
    }

    /// <summary><paramref name="x"/> to the power <paramref name="y"/> for x &gt; 0; exact roots and products for y = 0, ½ and 1.</summary>
    public static double Pow(double x, double y) => y switch
    {
        0 => 1,
        0.5 => Math.Sqrt(x),
        1 => x,
        _ => Exp(y * Log(x)),
    };

    private static void ExpOneByOne(Span<double> values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = Exp(values[i]);
    }

    /// <summary>The steps of the scalar one. Within 700 the result is a normal number, so one exact factor 2ᵏ does what its two do.</summary>
    private static Vector256<double> ExpWithin700(Vector256<double> x)
    {
        var k = Vector256.Floor((x * Vector256.Create(InverseLn2)) + Vector256.Create(0.5));
        var r = x - (k * Vector256.Create(Ln2High)) - (k * Vector256.Create(Ln2Low));
        var sum = Vector256.Create(InverseFactorials[^1]);
        for (var n = InverseFactorials.Length - 2; n >= 0; n--)
            sum = Vector256.Create(InverseFactorials[n]) + (sum * r);
        // 1.5 · 2⁵² + k holds k in its lowest bits.
        var bits = (k + Vector256.Create(6755399441055744.0)).AsInt64();
        return sum * Vector256.ShiftLeft(bits + Vector256.Create(1023L), 52).AsDouble();
    }

    /// <summary>The steps of the scalar one for x in [1, 2], where the exponent is 0 or 1.</summary>
    private static Vector256<double> LogFrom1To2(Vector256<double> x)
    {
        var one = Vector256.Create(1.0);
        var isUpper = Vector256.GreaterThan(x, Vector256.Create(1.4142135623730951));
        var m = Vector256.ConditionalSelect(isUpper, x * Vector256.Create(0.5), x);
        var exponent = Vector256.ConditionalSelect(isUpper, one, Vector256<double>.Zero);
        var f = (m - one) / (m + one);
        var square = f * f;
        var sum = Vector256<double>.Zero;
        for (var n = 23; n >= 3; n -= 2)
            sum = (sum + Vector256.Create(1.0 / n)) * square;
        var twice = Vector256.Create(2.0) * f;
        return (exponent * Vector256.Create(Ln2High)) + (twice + ((twice * sum) + (exponent * Vector256.Create(Ln2Low))));
    }

    private static double PowerOfTwo(int exponent) => BitConverter.UInt64BitsToDouble((ulong)(exponent + 1023) << 52);
}
