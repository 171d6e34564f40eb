using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies.Exploration;

namespace ConvoStudio.Engine.Policies.ContextFree;

/// <summary>Thompson sampling without a context as of one learnt count: an action is as likely as its mean reward is the greatest. Immutable.</summary>
/// <remarks>Probabilities by quadrature to 1e-6. Allocates nothing for a decision once a thread has seen as many actions.
/// Source: Thompson, Biometrika 25, 1933; Chapelle and Li, NIPS 2011.</remarks>
public sealed class ContextFreeSnapshot : IPolicySnapshot, IExplainablePolicy
{
    [ThreadStatic]
    private static BetaDistribution[]? t_posteriors;

    private readonly ContextFreeSettings _settings;
    private readonly ActionTable _table;

    internal ContextFreeSnapshot(ContextFreeSettings settings, ActionTable table, long learntCount) => (_settings, _table, LearntCount) = (settings, table, learntCount);

    /// <summary>Decisions learnt when it was taken.</summary>
    public long LearntCount { get; }

    /// <inheritdoc/>
    public ScoreUnit Unit => ScoreUnit.Reward;

    /// <inheritdoc/>
    public double Floor => _settings.Floor;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No eligible action, not strictly ascending, or lengths differ.</exception>
    public void Probabilities(in EncodedContext context, ReadOnlySpan<int> eligible, Span<ulong> weights, Span<double> scores, Span<double> widths)
    {
        PolicyArguments.Require(eligible, weights.Length, scores.Length, widths.Length);
        for (var i = 0; i < eligible.Length; i++)
        {
            var (count, sum) = Learnt(eligible[i]);
            (scores[i], widths[i]) = _settings.MeanAfter(count, sum);
        }
        var probabilities = PolicyScratch.For(0, eligible.Length).Probabilities.AsSpan(0, eligible.Length);
        if (_settings.Model == ContextFreeModel.Gaussian)
            ThompsonSampling.Probabilities(scores, widths, 1, probabilities);
        else
            BestArm.OfBeta(Posteriors(eligible), lowerIsBetter: false, probabilities);
        UniformMass.Mix(_settings.Floor, probabilities);
        WeightRounding.Round(probabilities, _settings.Floor, weights);
    }

    /// <inheritdoc/>
    /// <remarks>Mean and width of the action, and nothing else: no slot has a part.</remarks>
    public ScoreParts Explain(in EncodedContext context, in EncodedContext reference, int action)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(action);
        var (count, sum) = Learnt(action);
        var (mean, width) = _settings.MeanAfter(count, sum);
        return new(action, mean, mean, [], count > 0, width);
    }

    private (long Count, double RewardSum) Learnt(int action) => _table.Find(action) is >= 0 and var place ? _table.At(place) : default;

    private ReadOnlySpan<BetaDistribution> Posteriors(ReadOnlySpan<int> eligible)
    {
        if (t_posteriors is null || t_posteriors.Length < eligible.Length)
            t_posteriors = new BetaDistribution[eligible.Length];
        for (var i = 0; i < eligible.Length; i++)
        {
            var (count, sum) = Learnt(eligible[i]);
            t_posteriors[i] = _settings.BetaAfter(count, sum);
        }
        return t_posteriors.AsSpan(0, eligible.Length);
    }
}
