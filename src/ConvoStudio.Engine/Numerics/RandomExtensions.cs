namespace ConvoStudio.Engine.Numerics;

/// <summary>Draws that <see cref="Random"/> does not have.</summary>
internal static class RandomExtensions
{
    /// <summary>Normal with mean 0 and standard deviation 1, from two uniform draws (Box and Muller).</summary>
    public static double NextGaussian(this Random random) =>
        // 1 − u keeps the logarithm away from 0.
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
