namespace ConvoStudio.Engine.Numerics;

/// <summary>Eight-point Gauss–Legendre rule on [0, 1], with the integrals of its Lagrange polynomials from 0 to each node.</summary>
/// <remarks>Source: Abramowitz and Stegun 25.4.30 and table 25.4; the integrals are those of the Gauss collocation method (Hairer, Nørsett and Wanner, II.7).</remarks>
internal static class GaussLegendre
{
    public const int Count = 8;

    private static readonly double[] HalfNodes = [0.18343464249564980494, 0.52553240991632898582, 0.79666647741362673959, 0.96028985649753623168];
    private static readonly double[] HalfWeights = [0.36268378337836198297, 0.31370664587788728734, 0.22238103445337447054, 0.10122853629037625915];

    public static readonly double[] Nodes = [.. Enumerable.Range(0, Count).Select(Node)];

    public static readonly double[] Weights = [.. Enumerable.Range(0, Count).Select(k => HalfWeights[k < 4 ? 3 - k : k - 4] / 2)];

    /// <summary>Entry l·8 + k is the integral of the l-th Lagrange polynomial from 0 to node k.</summary>
    public static readonly double[] Partial = MakePartial();

    private static double Node(int k) => k < 4 ? (1 - HalfNodes[3 - k]) / 2 : (1 + HalfNodes[k - 4]) / 2;

    private static double[] MakePartial()
    {
        var partial = new double[Count * Count];
        for (var k = 0; k < Count; k++)
        {
            for (var l = 0; l < Count; l++)
            {
                // The rule itself integrates a polynomial of degree 7 exactly.
                var sum = 0.0;
                for (var m = 0; m < Count; m++)
                    sum += Weights[m] * Lagrange(l, Nodes[k] * Nodes[m]);
                partial[(l * Count) + k] = sum * Nodes[k];
            }
        }
        return partial;
    }

    private static double Lagrange(int l, double x)
    {
        var product = 1.0;
        for (var m = 0; m < Count; m++)
        {
            if (m != l)
                product *= (x - Nodes[m]) / (Nodes[l] - Nodes[m]);
        }
        return product;
    }
}
