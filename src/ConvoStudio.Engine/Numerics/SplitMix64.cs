namespace ConvoStudio.Engine.Numerics;

/// <summary>SplitMix64 generator: 64 bits of state, period 2⁶⁴, the same numbers on every machine. Not for secrets.</summary>
/// <remarks>A mutable struct: copying it copies the stream. Keep it in a local or a non-readonly field and pass it by reference.
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.</remarks>
/// <param name="seed">Any value; different seeds start at different places of the one cycle.</param>
public struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The state; a generator made from it continues the stream.</summary>
    public readonly ulong State => _state;

    /// <summary>64 uniform bits.</summary>
    public ulong NextUInt64()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>32 uniform bits: the high half of the next 64.</summary>
    public uint NextUInt32() => (uint)(NextUInt64() >> 32);

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform whole number in [0, <paramref name="exclusiveMax"/>), without modulo bias.</summary>
    /// <param name="exclusiveMax">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMax"/> is below 1.</exception>
    public int NextInt32(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMax, 1);
        // Lemire's multiply-shift with rejection of the short part of the cycle.
        var bound = (uint)exclusiveMax;
        var threshold = (uint)-(int)bound % bound;
        ulong product;
        do
        {
            product = (ulong)NextUInt32() * bound;
        }
        while ((uint)product < threshold);
        return (int)(product >> 32);
    }

    /// <summary>Normal with mean 0 and standard deviation 1 (Marsaglia's polar method; the second value is dropped so that the state stays 64 bits).</summary>
    public double NextGaussian()
    {
        while (true)
        {
            var u = (2 * NextDouble()) - 1;
            var v = (2 * NextDouble()) - 1;
            var s = (u * u) + (v * v);
            if (s > 0 && s < 1)
                return u * Math.Sqrt(-2 * PortableMath.Log(s) / s);
        }
    }
}
