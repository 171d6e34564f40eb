using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>The adaptive bandit as of one learnt count: immutable, safe for any number of readers, allocates nothing for a decision.</summary>
public sealed class AdaptiveBanditSnapshot : IPolicySnapshot, IExplainablePolicy
{
    private readonly LeastSquaresModel _model;
    private readonly AdaptiveBanditSettings _settings;

    internal AdaptiveBanditSnapshot(LeastSquaresModel model, AdaptiveBanditSettings settings, long learntCount) =>
        (_model, _settings, LearntCount) = (model, settings, learntCount);

    /// <summary>Decisions learnt when it was taken.</summary>
    public long LearntCount { get; }

    /// <inheritdoc/>
    public ScoreUnit Unit => ScoreUnit.Reward;

    /// <inheritdoc/>
    public double Floor => _settings.Floor;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No eligible action, not strictly ascending, lengths differ, or a context value is not finite or beyond 1e30.</exception>
    public void Probabilities(in EncodedContext context, ReadOnlySpan<int> eligible, Span<ulong> weights, Span<double> scores, Span<double> widths) =>
        OptimisticChoice.Decide(_model, _settings, context, eligible, weights, scores, widths);

    /// <inheritdoc/>
    public ScoreParts Explain(in EncodedContext context, in EncodedContext reference, int action)
    {
        var parts = ModelExplanation.Of(_model, context, reference, action);
        Span<double> score = stackalloc double[1], width = stackalloc double[1];
        _model.Predict(context, [action], score, width);
        return parts with { Width = width[0] };
    }

    /// <inheritdoc/>
    public double BonusOf(ScoreParts parts, int eligible) => OptimisticChoice.Factor(_settings, eligible) * parts.Width;
}
