using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Policies;

/// <summary>Takes a linear score apart.</summary>
internal static class ScoreExplanation
{
    /// <summary>Coefficients of length d; the intercept is the score where every slot is 0.</summary>
    public static ScoreParts Of(
        int action, ReadOnlySpan<double> coefficients, double intercept, in EncodedContext context, in EncodedContext reference, bool isKnown)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(action);
        var length = coefficients.Length;
        var (x, from) = (Dense(context, length), Dense(reference, length));
        var parts = new double[length];
        var (start, score) = (intercept, intercept);
        for (var slot = 0; slot < length; slot++)
        {
            parts[slot] = (x[slot] - from[slot]) * coefficients[slot];
            start += from[slot] * coefficients[slot];
            score += x[slot] * coefficients[slot];
        }
        return new(action, score, start, parts, isKnown);
    }

    private static double[] Dense(in EncodedContext context, int length)
    {
        var values = new double[length];
        PolicyArguments.Unpack(context, length, values, new int[length]);
        return values;
    }
}
