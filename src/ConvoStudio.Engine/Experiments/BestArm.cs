using System.Buffers;
using System.Runtime.Intrinsics;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>The probability that each arm is the best, from independent posteriors, without simulation.</summary>
/// <remarks>P(i best) = ∫ fᵢ Π Fⱼ; for Gaussians see <see cref="NormalMaximum"/>. For Betas one grid for all arms that can be best: panels of one deviation of the
/// narrowest one that has mass there, eight Gauss nodes each; the Fⱼ are integrals of the same node values (Gauss collocation), so no special function is called.
/// Absolute error below 1e-7 (tested), a few microseconds an arm. Source of the integral: Scott, Applied Stochastic Models in Business and Industry 26, 2010.</remarks>
public static class BestArm
{
    private const int Nodes = GaussLegendre.Count;
    private const int WorkAnArm = (3 * Nodes) + 2;

    /// <summary>Rates with Beta posteriors.</summary>
    /// <param name="posteriors">One an arm, at least one.</param>
    /// <param name="lowerIsBetter">True when the smallest rate is the best.</param>
    /// <param name="probabilities">As long as the arms; they sum to 1.</param>
    /// <exception cref="ArgumentException">No arm, lengths differ, or a parameter is not positive.</exception>
    public static void OfBeta(ReadOnlySpan<BetaDistribution> posteriors, bool lowerIsBetter, Span<double> probabilities)
    {
        Check(posteriors.Length, probabilities.Length);
        var (rentedShapes, rentedWork) = (ArrayPool<PosteriorShape>.Shared.Rent(posteriors.Length), ArrayPool<double>.Shared.Rent(posteriors.Length * WorkAnArm));
        try
        {
            var shapes = rentedShapes.AsSpan(0, posteriors.Length);
            for (var i = 0; i < shapes.Length; i++)
            {
                var posterior = posteriors[i];
                shapes[i] = PosteriorShape.OfBeta(lowerIsBetter ? new BetaDistribution(posterior.Beta, posterior.Alpha) : posterior);
            }
            Integrate(shapes, rentedWork, probabilities);
        }
        finally
        {
            ArrayPool<PosteriorShape>.Shared.Return(rentedShapes);
            ArrayPool<double>.Shared.Return(rentedWork);
        }
    }

    /// <summary>Means with Gaussian posteriors.</summary>
    /// <param name="means">Posterior means, at least one.</param>
    /// <param name="deviations">Posterior standard deviations, each more than 0.</param>
    /// <param name="lowerIsBetter">True when the smallest mean is the best.</param>
    /// <param name="probabilities">As long as the arms; they sum to 1.</param>
    /// <exception cref="ArgumentException">No arm, lengths differ, or a value is out of range.</exception>
    public static void OfGaussian(ReadOnlySpan<double> means, ReadOnlySpan<double> deviations, bool lowerIsBetter, Span<double> probabilities)
    {
        Check(means.Length, probabilities.Length);
        Check(deviations.Length, probabilities.Length);
        var rented = ArrayPool<double>.Shared.Rent(means.Length + NormalMaximum.WorkLength(means.Length));
        var places = rented.AsSpan(0, means.Length);
        for (var i = 0; i < places.Length; i++)
        {
            if (!double.IsFinite(means[i]) || deviations[i] is not (> 0 and < double.PositiveInfinity))
                throw new ArgumentException($"Posterior {i} must have a finite mean and a positive deviation, not {means[i]} and {deviations[i]}.", nameof(means));
            places[i] = lowerIsBetter ? -means[i] : means[i];
        }
        NormalMaximum.Probabilities(places, deviations, rented.AsSpan(means.Length), probabilities);
        ArrayPool<double>.Shared.Return(rented);
    }

    private static void Integrate(Span<PosteriorShape> shapes, Span<double> work, Span<double> probabilities)
    {
        probabilities.Clear();
        // Below the lowest values of the arm that starts last nothing can be best, and an arm that ends there never is.
        var from = double.NegativeInfinity;
        foreach (var shape in shapes)
            from = Math.Max(from, shape.Low);
        var arms = shapes.Length <= 64 ? stackalloc int[shapes.Length] : new int[shapes.Length];
        var count = 0;
        for (var i = 0; i < shapes.Length; i++)
        {
            if (shapes[i].High > from)
                (arms[count], shapes[count++]) = (i, shapes[i]);
        }
        var length = count * Nodes;
        Span<double> values = work[..length], below = work.Slice(length, length), before = work.Slice(2 * length, length);
        Span<double> passed = work.Slice(3 * length, count), wins = work.Slice((3 * length) + count, count);
        wins.Clear();
        shapes = shapes[..count];
        for (var i = 0; i < count; i++)
            passed[i] = MassBelow(shapes[i], from, values, below);
        for (var u = from; ;)
        {
            var (end, last, left) = (double.PositiveInfinity, 0, 0);
            for (var i = 0; i < count; i++)
            {
                if (u >= shapes[i].High)
                    continue;
                (end, last) = (Math.Min(end, u + shapes[i].StepAt(u, 1)), i);
                left++;
            }
            if (left <= 1)
            {
                // Above all others an arm is the best with all the mass it has left.
                wins[last] += left == 1 ? Math.Max(0, 1 - passed[last]) : 0;
                break;
            }
            // A step below the last bit of u must still advance.
            end = Math.Max(end, Math.BitIncrement(u));
            Panel(shapes, u, end - u, values, below, passed);
            ProductQuadrature.AddPanel(end - u, values, below, before, wins);
            u = end;
        }
        for (var i = 0; i < count; i++)
            probabilities[arms[i]] = wins[i];
        Normalize(probabilities);
    }

    // By the arm's own steps: what the others do there does not matter.
    private static double MassBelow(PosteriorShape shape, double to, Span<double> values, Span<double> below)
    {
        Span<PosteriorShape> alone = [shape];
        Span<double> passed = [0.0];
        for (var u = shape.Low; u < to;)
        {
            var end = Math.Max(Math.Min(to, u + shape.Deviation), Math.BitIncrement(u));
            Panel(alone, u, end - u, values[..Nodes], below[..Nodes], passed);
            u = end;
        }
        return passed[0];
    }

    // Densities at the nodes, and the mass below each node.
    private static void Panel(
        ReadOnlySpan<PosteriorShape> shapes, double u, double width, Span<double> values, Span<double> below, Span<double> passed)
    {
        Span<double> places = stackalloc double[Nodes], softPlus = stackalloc double[Nodes];
        for (var k = 0; k < Nodes; k++)
            softPlus[k] = places[k] = u + (width * GaussLegendre.Nodes[k]);
        if (Math.Max(Math.Abs(u), Math.Abs(u + width)) <= 700)
            PortableMath.SoftPlus(softPlus);
        else
            for (var k = 0; k < Nodes; k++)
                softPlus[k] = PortableMath.SoftPlus(places[k]);
        // Exponentials of arms side by side in one go: their long chains then overlap in the processor.
        var run = 0;
        for (var i = 0; i < shapes.Length; i++)
        {
            var value = values.Slice(i * Nodes, Nodes);
            if (HasMass(shapes[i], u, width))
            {
                shapes[i].LogDensity(places, softPlus, value);
                continue;
            }
            value.Clear();
            PortableMath.Exp(values[(run * Nodes)..(i * Nodes)]);
            run = i + 1;
        }
        PortableMath.Exp(values[(run * Nodes)..(shapes.Length * Nodes)]);
        for (var i = 0; i < shapes.Length; i++)
        {
            var mass = below.Slice(i * Nodes, Nodes);
            if (HasMass(shapes[i], u, width))
                passed[i] += Accumulate(values.Slice(i * Nodes, Nodes), mass, passed[i], width);
            else
                mass.Fill(passed[i]);
        }
    }

    private static bool HasMass(in PosteriorShape shape, double u, double width) => u < shape.High && u + width > shape.Low;

    // Fills the mass below each node and returns that of the whole panel. Eight nodes are two vectors.
    private static double Accumulate(ReadOnlySpan<double> value, Span<double> mass, double passed, double width)
    {
        Vector256<double> first = Vector256<double>.Zero, second = first;
        var total = 0.0;
        for (var l = 0; l < Nodes; l++)
        {
            var factor = Vector256.Create(value[l]);
            first += factor * Vector256.Create(GaussLegendre.Partial.AsSpan(l * Nodes, 4));
            second += factor * Vector256.Create(GaussLegendre.Partial.AsSpan((l * Nodes) + 4, 4));
            total += value[l] * GaussLegendre.Weights[l];
        }
        (Vector256.Create(passed) + (first * width)).CopyTo(mass);
        (Vector256.Create(passed) + (second * width)).CopyTo(mass[4..]);
        return width * total;
    }

    private static void Normalize(Span<double> probabilities)
    {
        var sum = 0.0;
        foreach (ref var probability in probabilities)
        {
            probability = Math.Max(0, probability);
            sum += probability;
        }
        foreach (ref var probability in probabilities)
            probability /= sum;
    }

    private static void Check(int arms, int probabilities)
    {
        if (arms == 0 || arms != probabilities)
            throw new ArgumentException($"Needs one probability for each of at least one arm, not {probabilities} for {arms}.");
    }
}
