using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ConvoStudio.Engine.Numerics;

/// <summary>∫ fᵢ Π_{j≠i} Fⱼ over one panel of eight Gauss nodes, for all i at the cost of one.</summary>
internal static class ProductQuadrature
{
    private const int Nodes = GaussLegendre.Count;

    /// <summary>Adds the panel's integrals to the sums: one pass forth gathers the products of those before, one pass back those after. Fixed order of operations.</summary>
    /// <param name="width">Width of the panel.</param>
    /// <param name="densities">Eight node values of fᵢ for each of K variables.</param>
    /// <param name="masses">Eight node values of Fᵢ for each.</param>
    /// <param name="before">Working memory, as long; overwritten.</param>
    /// <param name="sums">Length K.</param>
    public static void AddPanel(double width, ReadOnlySpan<double> densities, ReadOnlySpan<double> masses, Span<double> before, Span<double> sums)
    {
        for (var half = 0; half < Nodes; half += 4)
        {
            var product = Vector256.Create(1.0);
            for (var at = half; at < masses.Length; at += Nodes)
            {
                product.StoreUnsafe(ref before[at]);
                product *= Load(masses, at);
            }
            var after = Load(GaussLegendre.Weights, half) * Vector256.Create(width);
            for (var i = sums.Length - 1; i >= 0; i--)
            {
                var at = (i * Nodes) + half;
                var sum = Load(densities, at) * Load(before, at) * after;
                sums[i] += (sum.GetElement(0) + sum.GetElement(1)) + (sum.GetElement(2) + sum.GetElement(3));
                after *= Load(masses, at);
            }
        }
    }

    public static Vector256<double> Load(ReadOnlySpan<double> values, int at) => Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)at);
}
