using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.Baselines;

/// <summary>Decides as the logged agents did: the clone's probabilities, renormalised over the eligible actions it knows, mixed with the floor.</summary>
/// <remarks>An eligible action it does not know gets its share of the floor alone; if it knows none, all are alike. Scores are log probabilities (natural,
/// of the mixture, at least −745 so that they stay finite), widths 0. Allocates nothing for a decision.</remarks>
public sealed class BehaviorClonePolicy : IPolicySnapshot, IExplainablePolicy
{
    /// <summary>About the logarithm of the smallest double.</summary>
    private const double SmallestScore = -745;

    private readonly int _length;
    private readonly int[] _actions;
    private readonly SoftmaxModel _model;
    private readonly double _floor;

    /// <summary>A policy from a fitted clone.</summary>
    /// <param name="clone">The clone.</param>
    /// <param name="floor">Total uniform mass in [0, 1]; above 0 no eligible action has probability 0.</param>
    /// <exception cref="ArgumentException">The clone's parts do not fit each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The floor is outside [0, 1].</exception>
    public BehaviorClonePolicy(BehaviorClone clone, double floor)
    {
        if (clone.Problem() is { } problem)
            throw new ArgumentException($"The clone {problem}.", nameof(clone));
        _floor = PolicyArguments.RequireFloor(floor);
        _length = clone.ContextLength;
        _actions = [.. clone.Actions];
        _model = new(_actions.Length, _length + 1, clone.Weights.AsSpan());
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No eligible action, not strictly ascending, lengths differ, or a context value is not finite or beyond 1e30.</exception>
    public void Probabilities(in EncodedContext context, ReadOnlySpan<int> eligible, Span<ulong> weights, Span<double> scores, Span<double> widths)
    {
        PolicyArguments.Require(eligible, weights.Length, scores.Length, widths.Length);
        widths.Clear();
        var scratch = PolicyScratch.For(_length, _model.Stride + eligible.Length);
        var logits = scratch.Probabilities.AsSpan(0, _model.Stride);
        var probabilities = scratch.Probabilities.AsSpan(_model.Stride, eligible.Length);
        FillLogits(context, scratch, logits);
        FillProbabilities(eligible, logits, probabilities);
        for (var i = 0; i < eligible.Length; i++)
        {
            probabilities[i] = ((1 - _floor) * probabilities[i]) + (_floor / eligible.Length);
            scores[i] = Math.Max(PortableMath.Log(probabilities[i]), SmallestScore);
        }
        WeightRounding.Round(probabilities, _floor, weights);
    }

    /// <inheritdoc/>
    public ScoreUnit Unit => ScoreUnit.LogOdds;

    /// <inheritdoc/>
    public double Floor => _floor;

    /// <inheritdoc/>
    /// <remarks>The score here is the action's logit: the difference of two actions is the log of the ratio of their chances before the floor.</remarks>
    public ScoreParts Explain(in EncodedContext context, in EncodedContext reference, int action)
    {
        var place = Array.BinarySearch(_actions, action);
        var coefficients = new double[_length];
        for (var slot = 0; place >= 0 && slot < _length; slot++)
            coefficients[slot] = _model.WeightsOf(slot)[place];
        return ScoreExplanation.Of(action, coefficients, place >= 0 ? _model.WeightsOf(_length)[place] : 0, context, reference, place >= 0);
    }

    private void FillLogits(in EncodedContext context, PolicyScratch scratch, Span<double> logits)
    {
        _model.WeightsOf(_length).CopyTo(logits);
        var x = scratch.X.AsSpan(0, _length);
        var slots = scratch.Slots.AsSpan(0, PolicyArguments.Unpack(context, _length, x, scratch.Slots));
        // The slots ascend, so moving their values to the front overwrites nothing that is still needed.
        for (var i = 0; i < slots.Length; i++)
            x[i] = x[slots[i]];
        _model.AddLogits(slots, x[..slots.Length], logits);
    }

    private void FillProbabilities(ReadOnlySpan<int> eligible, ReadOnlySpan<double> logits, Span<double> probabilities)
    {
        // Both lists ascend. Unknown actions are marked by −∞, whose exponential is 0.
        var (known, place) = (false, 0);
        for (var i = 0; i < eligible.Length; i++)
        {
            while (place < _actions.Length && _actions[place] < eligible[i])
                place++;
            var isKnown = place < _actions.Length && _actions[place] == eligible[i];
            probabilities[i] = isKnown ? logits[place] : double.NegativeInfinity;
            known |= isKnown;
        }
        if (!known)
        {
            probabilities.Fill(1.0 / eligible.Length);
            return;
        }
        SoftmaxModel.Normalize(probabilities);
    }
}
