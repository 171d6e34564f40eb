using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Policies;

/// <summary>An immutable policy, a pure function of the encoded context. Safe for any number of readers at once.</summary>
public interface IPolicySnapshot
{
    /// <summary>Weight of every eligible action. Weights are whole numbers that sum to exactly 2³²; probability = weight / 2³².</summary>
    /// <param name="context">Length d of the current encoder; a policy that learnt with fewer slots ignores the rest.</param>
    /// <param name="eligible">Action numbers, strictly ascending, at least one. A number the policy has never seen gets its prior.</param>
    /// <param name="weights">Filled, same length as <paramref name="eligible"/>. 64 bit, because a certain action weighs 2³² itself.</param>
    /// <param name="scores">Filled: estimated reward of each action, or its log probability for a clone.</param>
    /// <param name="widths">Filled: standard width of each score, 0 where the policy has none.</param>
    /// <exception cref="ArgumentException">No eligible action, or lengths differ.</exception>
    void Probabilities(in EncodedContext context, ReadOnlySpan<int> eligible, Span<ulong> weights, Span<double> scores, Span<double> widths);
}
