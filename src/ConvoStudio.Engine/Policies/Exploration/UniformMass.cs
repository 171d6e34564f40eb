namespace ConvoStudio.Engine.Policies.Exploration;

/// <summary>The part of a distribution that all eligible actions share alike.</summary>
internal static class UniformMass
{
    /// <summary>p := (1 − mass)·p + mass / K.</summary>
    public static void Mix(double mass, Span<double> probabilities)
    {
        if (mass == 0)
            return;
        for (var i = 0; i < probabilities.Length; i++)
            probabilities[i] = ((1 - mass) * probabilities[i]) + (mass / probabilities.Length);
    }

    /// <summary>Everything to the greatest value; equal ones share it, so that a policy that knows nothing chooses among all.</summary>
    public static void Greatest(ReadOnlySpan<double> values, Span<double> probabilities)
    {
        var (best, ties) = (double.NegativeInfinity, 0);
        foreach (var value in values)
        {
            ties = value > best ? 1 : value == best ? ties + 1 : ties;
            best = Math.Max(best, value);
        }
        for (var i = 0; i < values.Length; i++)
            probabilities[i] = values[i] == best ? 1.0 / ties : 0;
    }
}
