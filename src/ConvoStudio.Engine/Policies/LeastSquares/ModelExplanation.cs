using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>Takes a score apart by slot.</summary>
/// <remarks>A product's difference is split between its two slots: fg − f₀g₀ = (f − f₀)(g + g₀)/2 + (g − g₀)(f + f₀)/2, so the parts add up to the score.</remarks>
internal static class ModelExplanation
{
    public static ScoreParts Of(LeastSquaresModel model, in EncodedContext context, in EncodedContext reference, int action)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(action);
        var (basis, coefficients) = (model.Basis, Coefficients(model, action));
        var (f, f0) = (Features(basis, context), Features(basis, reference));
        var parts = new double[basis.SlotCount];
        for (var j = 0; j < parts.Length; j++)
            parts[j] = (f[1 + j] - f0[1 + j]) * coefficients[1 + j];
        var place = 1 + parts.Length;
        foreach (var step in basis.Steps)
        {
            parts[step.Slot] += (f[place] - f0[place]) * coefficients[place];
            place++;
        }
        foreach (var (first, second) in basis.Pairs)
        {
            var (a, a0, b, b0) = (f[1 + first], f0[1 + first], f[1 + second], f0[1 + second]);
            parts[first] += (a - a0) * (b + b0) / 2 * coefficients[place];
            parts[second] += (b - b0) * (a + a0) / 2 * coefficients[place];
            place++;
        }
        var isKnown = Array.BinarySearch(model.Numbers, action) >= 0;
        return new(action, model.PriorMean + Dot(f, coefficients), model.PriorMean + Dot(f0, coefficients), parts, isKnown);
    }

    /// <summary>w and what the shared block adds: v'β with v = (ΛPf) over the shared features is f'P(Λβ).</summary>
    private static double[] Coefficients(LeastSquaresModel model, int action)
    {
        var coefficients = new double[model.Penalties.Length];
        var place = Array.BinarySearch(model.Numbers, action);
        var shared = model.Shared?.Coefficients;
        var length = 1 + model.Basis.SlotCount;
        if (place < 0)
        {
            shared?.AsSpan(0, length).CopyTo(coefficients);
            return coefficients;
        }
        var block = model.Blocks[place];
        block.Coefficients.CopyTo(coefficients, 0);
        for (var j = 0; j < length && shared is not null; j++)
        {
            for (var i = 0; i < coefficients.Length; i++)
                coefficients[i] += (double)block.Inverse[(j * coefficients.Length) + i] * model.Penalties[j] * shared[j];
        }
        return coefficients;
    }

    private static double[] Features(FeatureBasis basis, in EncodedContext context)
    {
        var (values, features, slots) = (new double[basis.SlotCount], new double[basis.Stride], new int[basis.Stride]);
        PolicyArguments.Unpack(context, basis.SlotCount, values, slots);
        basis.Expand(values, features, slots);
        return features;
    }

    private static double Dot(double[] f, double[] coefficients)
    {
        var sum = 0.0;
        for (var i = 0; i < f.Length; i++)
            sum += f[i] * coefficients[i];
        return sum;
    }
}
