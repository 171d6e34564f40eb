using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Policies.Baselines;

/// <summary>One action whenever it is eligible, else every eligible action alike. Scores and widths are 0.</summary>
/// <param name="action">Action number, 0 or more.</param>
/// <param name="floor">Total uniform mass in [0, 1]; 0 makes the policy deterministic, with no support for evaluating others.</param>
/// <exception cref="ArgumentOutOfRangeException">The action is negative or the floor outside [0, 1].</exception>
public sealed class FixedActionPolicy(int action, double floor) : IPolicySnapshot
{
    private readonly double _floor = PolicyArguments.RequireFloor(floor);

    /// <summary>Action number.</summary>
    public int Action { get; } = action >= 0 ? action : throw new ArgumentOutOfRangeException(nameof(action), action, "Action numbers start at 0.");

    /// <inheritdoc/>
    public void Probabilities(in EncodedContext context, ReadOnlySpan<int> eligible, Span<ulong> weights, Span<double> scores, Span<double> widths)
    {
        PolicyArguments.Require(eligible, weights.Length, scores.Length, widths.Length);
        scores.Clear();
        widths.Clear();
        var place = eligible.BinarySearch(Action);
        if (place < 0)
        {
            UniformPolicy.FillUniform(weights);
            return;
        }
        var probabilities = PolicyScratch.For(0, eligible.Length).Probabilities.AsSpan(0, eligible.Length);
        probabilities.Fill(_floor / eligible.Length);
        probabilities[place] += 1 - _floor;
        WeightRounding.Round(probabilities, _floor, weights);
    }
}
