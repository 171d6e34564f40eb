using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Policies;

/// <summary>Checks every policy makes at its public edge.</summary>
internal static class PolicyArguments
{
    /// <summary>Largest magnitude of a context value or reward: its squares, and their sums over any log, stay finite.</summary>
    public const double MaxMagnitude = 1e30;

    public static void Require(ReadOnlySpan<int> eligible, int weights, int scores, int widths)
    {
        if (eligible.IsEmpty)
            throw new ArgumentException("A policy needs at least one eligible action.", nameof(eligible));
        if (weights != eligible.Length || scores != eligible.Length || widths != eligible.Length)
            throw new ArgumentException($"{eligible.Length} eligible actions need as many weights ({weights}), scores ({scores}) and widths ({widths}).");
        if (eligible[0] < 0)
            throw new ArgumentException($"Action number {eligible[0]} is negative.", nameof(eligible));
        for (var i = 1; i < eligible.Length; i++)
        {
            if (eligible[i] <= eligible[i - 1])
                throw new ArgumentException($"Eligible actions must ascend strictly, but {eligible[i]} follows {eligible[i - 1]}.", nameof(eligible));
        }
    }

    public static double RequireFloor(double floor) => floor >= 0 && floor <= 1
        ? floor
        : throw new ArgumentOutOfRangeException(nameof(floor), floor, "The floor is a total uniform mass in [0, 1].");

    /// <summary>A reward, or a difference of two.</summary>
    public static void RequireReward(double reward)
    {
        if (!(Math.Abs(reward) <= MaxMagnitude))
            throw new ArgumentException($"A reward must be a number of magnitude up to {MaxMagnitude:g}, not {reward}.", nameof(reward));
    }

    /// <summary>Throws when a value of the context is not a number or too large.</summary>
    public static void RequireNumbers(in EncodedContext context)
    {
        var values = context.Span;
        for (var i = 0; i < values.Length; i++)
        {
            if (!(Math.Abs(values[i]) <= MaxMagnitude))
                throw new ArgumentException($"Context slot {i} must be a number of magnitude up to {MaxMagnitude:g}, not {values[i]}.", nameof(context));
        }
    }

    /// <summary>Copies the context into a padded vector, zero beyond its end, and lists the slots that are not zero. Slots beyond <paramref name="length"/> are ignored.</summary>
    /// <returns>Number of slots listed.</returns>
    public static int Unpack(in EncodedContext context, int length, Span<double> padded, Span<int> slots)
    {
        var values = context.Span;
        var known = Math.Min(values.Length, length);
        var count = 0;
        for (var i = 0; i < known; i++)
        {
            var value = values[i];
            if (!(Math.Abs(value) <= MaxMagnitude))
                throw new ArgumentException($"Context slot {i} must be a number of magnitude up to {MaxMagnitude:g}, not {value}.", nameof(context));
            padded[i] = value;
            if (value != 0)
                slots[count++] = i;
        }
        padded[known..].Clear();
        return count;
    }
}
