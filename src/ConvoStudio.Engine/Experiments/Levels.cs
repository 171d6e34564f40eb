namespace ConvoStudio.Engine.Experiments;

/// <summary>Checks of error rates, said once.</summary>
internal static class Levels
{
    public static void CheckAlpha(double alpha)
    {
        if (alpha is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The error rate must lie between 0 and 1.");
    }

    public static void CheckPositive(double value, string name)
    {
        if (value is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be positive.");
    }

    public static void CheckCounts(long successes, long n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, n);
    }
}
