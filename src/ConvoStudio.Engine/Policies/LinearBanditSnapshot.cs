using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies.Exploration;

namespace ConvoStudio.Engine.Policies;

/// <summary>The linear bandit as of one learnt count: immutable, safe for any number of readers, allocates nothing for a decision.</summary>
/// <remarks>score = x'w + v'β and width² = x'Px + v'P₀v, with the action's P = A⁻¹ and w = Pb, the shared P₀ and β, and v = x − B'Px.
/// Since the shared and the action's context are the same x, B = A − Λ and therefore v = ΛPx: no B is kept.
/// Widths are in units of the reward's noise (variance 1). Source: Li, Chu, Langford and Schapire, WWW 2010, algorithm 2.</remarks>
public sealed class LinearBanditSnapshot : IPolicySnapshot, IExplainablePolicy
{
    private readonly int _length;
    private readonly double[] _penalties;
    private readonly int[] _numbers;
    private readonly LinearBlock[] _blocks;
    private readonly LinearBlock? _shared;
    private readonly LinearBanditSettings _settings;

    internal LinearBanditSnapshot(
        int length, double[] penalties, int[] numbers, LinearBlock[] blocks, LinearBlock? shared, LinearBanditSettings settings, long learntCount)
    {
        (_length, _penalties, _numbers, _blocks, _shared) = (length, penalties, numbers, blocks, shared);
        (_settings, LearntCount) = (settings, learntCount);
    }

    /// <summary>Decisions learnt when it was taken.</summary>
    public long LearntCount { get; }

    /// <inheritdoc/>
    public ScoreUnit Unit => ScoreUnit.Reward;

    /// <inheritdoc/>
    public double Floor => _settings.Floor;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No eligible action, not strictly ascending, lengths differ, or a context value is not finite or beyond 1e30.</exception>
    public void Probabilities(in EncodedContext context, ReadOnlySpan<int> eligible, Span<ulong> weights, Span<double> scores, Span<double> widths)
    {
        PolicyArguments.Require(eligible, weights.Length, scores.Length, widths.Length);
        var stride = _penalties.Length;
        var scratch = PolicyScratch.For(_length, eligible.Length);
        var x = scratch.X.AsSpan(0, stride);
        ReadOnlySpan<int> slots = scratch.Slots.AsSpan(0, PolicyArguments.Unpack(context, _length, x, scratch.Slots));

        var place = 0;
        for (var i = 0; i < eligible.Length; i++)
        {
            while (place < _numbers.Length && _numbers[place] < eligible[i])
                place++;
            var block = place < _numbers.Length && _numbers[place] == eligible[i] ? _blocks[place] : null;
            (scores[i], widths[i]) = Predict(block, scratch, x, slots);
        }

        var probabilities = scratch.Probabilities.AsSpan(0, eligible.Length);
        ActionProbabilities.Fill(_settings.Exploration, LearntCount, scores, widths, _settings.Floor, probabilities);
        WeightRounding.Round(probabilities, _settings.Floor, weights);
    }

    /// <inheritdoc/>
    /// <remarks>v'β = (ΛPx)'β = x'P(Λβ): the shared part is linear in x as well, with the coefficients P(Λβ).</remarks>
    public ScoreParts Explain(in EncodedContext context, in EncodedContext reference, int action)
    {
        var place = Array.BinarySearch(_numbers, action);
        var block = place >= 0 ? _blocks[place] : null;
        var coefficients = new double[_penalties.Length];
        if (_shared is not null)
        {
            if (block is null)
            {
                // Never learnt: P = Λ⁻¹, so P(Λβ) = β.
                _shared.Coefficients.CopyTo(coefficients, 0);
            }
            else
            {
                var weighted = new double[_penalties.Length];
                Kernel.Multiply(_penalties, _shared.Coefficients, weighted);
                Kernel.SymmetricMultiply(block.Inverse, [.. Enumerable.Range(0, _length)], weighted, coefficients);
            }
        }
        if (block is not null)
            Kernel.Axpy(1, block.Coefficients, coefficients);
        var parts = ScoreExplanation.Of(action, coefficients.AsSpan(0, _length), _settings.PriorReward, context, reference, block is not null);
        var width = WidthOf(block, context);
        return parts with { Width = width, Bonus = ActionProbabilities.Bonus(_settings.Exploration, LearntCount, parts.Score, width) };
    }

    private double WidthOf(LinearBlock? block, in EncodedContext context)
    {
        var scratch = PolicyScratch.For(_length, 0);
        var x = scratch.X.AsSpan(0, _penalties.Length);
        var slots = PolicyArguments.Unpack(context, _length, x, scratch.Slots);
        return Predict(block, scratch, x, scratch.Slots.AsSpan(0, slots)).Width;
    }

    private (double Score, double Width) Predict(LinearBlock? block, PolicyScratch scratch, ReadOnlySpan<double> x, ReadOnlySpan<int> slots)
    {
        var stride = x.Length;
        var y = scratch.Y.AsSpan(0, stride);
        var score = 0.0;
        if (block is null)
        {
            // Never learnt: P = Λ⁻¹, w = 0.
            for (var i = 0; i < _length; i++)
                y[i] = x[i] / _penalties[i];
            y[_length..].Clear();
        }
        else
        {
            Kernel.SymmetricMultiply(block.Inverse, slots, x, y);
            score = Kernel.Dot(x, block.Coefficients);
        }
        var square = Kernel.Dot(x, y);
        if (_shared is not null)
        {
            var v = scratch.V.AsSpan(0, stride);
            var g = scratch.G.AsSpan(0, stride);
            Kernel.Multiply(_penalties, y, v);
            Kernel.SymmetricMultiply(_shared.Inverse, scratch.AllSlots.AsSpan(0, _length), v, g);
            score += Kernel.Dot(v, _shared.Coefficients);
            square += Kernel.Dot(v, g);
        }
        if (_settings.PriorReward != 0)
            score += _settings.PriorReward;
        // Rounding may leave a tiny negative square where the width is 0.
        return (score, Math.Sqrt(Math.Max(square, 0)));
    }
}
