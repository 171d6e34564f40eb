using System.Buffers;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>A contextual bandit that needs no tuning: least-squares learners over several feature sets run beside each other on the same decisions, and the one that
/// has foretold rewards best so far answers, by the upper bound of its estimates (LinUCB) above the floor.</summary>
/// <remarks>What is compared is the squared error of each learner's forecast of the reward that was then received, before learning it (progressive validation);
/// nothing else is known of the other actions. A warm start is a fold of the decisions another policy has logged: a regression of rewards on contexts and
/// actions needs no propensities, only that every action was tried. A learner that is hopelessly behind is let go. One thread at a time; snapshots may be read by others meanwhile.</remarks>
public sealed class AdaptiveBanditLearner : ILearner
{
    /// <summary>Decisions before a learner may be let go.</summary>
    private const int LeastTrial = 1024;

    /// <summary>Log-likelihood, at the leader's noise, by which a learner must be behind to be let go.</summary>
    private const double Hopeless = 25;

    private readonly List<Candidate> _candidates;

    /// <summary>A learner that knows nothing.</summary>
    /// <param name="contextLength">Length d of the encoder, 1 or more.</param>
    /// <param name="settings">Settings for good.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 1, or a setting is out of range.</exception>
    public AdaptiveBanditLearner(int contextLength, AdaptiveBanditSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(contextLength, 1);
        (Settings, ContextLength) = (settings.Validated(), contextLength);
        _candidates = [];
        foreach (var features in (FeatureSets[])[FeatureSets.Slots, FeatureSets.Pairs, FeatureSets.Steps])
        {
            if (settings.Features.HasFlag(features))
                _candidates.Add(new(new(contextLength, settings, features), 0));
        }
    }

    internal AdaptiveBanditLearner(AdaptiveBanditSettings settings, int contextLength, long learntCount, List<Candidate> candidates) =>
        (Settings, ContextLength, LearntCount, _candidates) = (settings, contextLength, learntCount, candidates);

    /// <summary>Settings for good.</summary>
    public AdaptiveBanditSettings Settings { get; }

    /// <summary>Length d of the contexts it learns from.</summary>
    public int ContextLength { get; private set; }

    /// <inheritdoc/>
    public long LearntCount { get; private set; }

    /// <summary>The feature set that answers now.</summary>
    public FeatureSets Leading => Leader.Features;

    /// <summary>Features of the learner that answers now, the intercept among them.</summary>
    public int FeatureCount => Leader.FeatureCount;

    /// <summary>Drift alarms of the learner that answers now, oldest first.</summary>
    public IReadOnlyList<DriftAlarm> Alarms => Leader.Alarms;

    internal IReadOnlyList<Candidate> Candidates => _candidates;

    private LeastSquaresLearner Leader
    {
        get
        {
            var best = 0;
            for (var c = 1; c < _candidates.Count; c++)
            {
                if (_candidates[c].SquaredError < _candidates[best].SquaredError)
                    best = c;
            }
            return _candidates[best].Learner;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The length is shorter than now.</exception>
    public void Grow(int contextLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(contextLength, ContextLength);
        foreach (var candidate in _candidates)
            candidate.Learner.Grow(contextLength);
        ContextLength = contextLength;
    }

    /// <summary>Decides by the state of now, as <see cref="Snapshot"/> would, without making one. Allocates nothing after the first decision at a state.</summary>
    /// <inheritdoc cref="IPolicySnapshot.Probabilities"/>
    public void Probabilities(in EncodedContext context, ReadOnlySpan<int> eligible, Span<ulong> weights, Span<double> scores, Span<double> widths) =>
        OptimisticChoice.Decide(Leader.Model(), Settings, context, eligible, weights, scores, widths);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The context is longer than the learner (call <see cref="Grow"/> first), a number is not finite or beyond 1e30, or the action is negative.</exception>
    public void Learn(in EncodedContext context, int action, double reward)
    {
        Require(context, action);
        PolicyArguments.RequireReward(reward);
        LearntCount++;
        for (var c = 0; c < _candidates.Count; c++)
        {
            var residual = _candidates[c].Learner.Learn(context, action, reward);
            _candidates[c] = _candidates[c] with { SquaredError = _candidates[c].SquaredError + (residual * residual) };
        }
        if (_candidates.Count > 1 && LearntCount >= LeastTrial && LearntCount % LeastTrial == 0)
            LetGo();
    }

    /// <inheritdoc/>
    public void Amend(in EncodedContext context, int action, double rewardDifference) => Amend(context, action, rewardDifference, LearntCount + 1);

    /// <summary>Adds the difference that a late or corrected outcome makes to a decision already learnt, discounted by what was forgotten since.</summary>
    /// <param name="context">The context of the decision.</param>
    /// <param name="action">Its action.</param>
    /// <param name="rewardDifference">New reward less old.</param>
    /// <param name="learntAt">Which learnt decision it was, from 1; one beyond the last for "after every alarm".</param>
    /// <remarks>Equal to a fold with the amended reward to 1e-9 where that one would have chosen the same features and raised the same alarms; those stand.</remarks>
    /// <exception cref="ArgumentException">As for <see cref="Learn"/>, or the action was never learnt.</exception>
    public void Amend(in EncodedContext context, int action, double rewardDifference, long learntAt)
    {
        Require(context, action);
        PolicyArguments.RequireReward(rewardDifference);
        ArgumentOutOfRangeException.ThrowIfLessThan(learntAt, 1);
        if (_candidates[0].Learner.Actions.All(state => state.Number != action))
            throw new ArgumentException($"Action {action} was never learnt, so there is nothing to amend.", nameof(action));
        foreach (var candidate in _candidates)
            candidate.Learner.Amend(context, action, rewardDifference, learntAt);
    }

    /// <inheritdoc/>
    IPolicySnapshot ILearner.Snapshot() => Snapshot();

    /// <inheritdoc cref="ILearner.Snapshot"/>
    public AdaptiveBanditSnapshot Snapshot() => new(Leader.Model().Frozen(), Settings, LearntCount);

    /// <inheritdoc/>
    public void Save(IBufferWriter<byte> destination) => AdaptiveBanditFormat.Save(this, destination);

    /// <summary>The learner whose <see cref="Save"/> wrote the bytes; it goes on exactly as that one would have.</summary>
    /// <exception cref="InvalidDataException">The bytes are truncated, corrupt, of another kind or of a newer version; the message says which.</exception>
    public static AdaptiveBanditLearner Load(ReadOnlySpan<byte> bytes) => AdaptiveBanditFormat.Load(bytes);

    /// <summary>Mean of every slot over the decisions learnt: the average moment, from which explanations begin. All 0 before the first.</summary>
    public EncodedContext MeanContext() => new(Array.ConvertAll(Leader.State.Slots, slot => slot.Moments.Mean));

    private void LetGo()
    {
        var best = _candidates.Min(candidate => candidate.SquaredError);
        var noise = Math.Max(best / LearntCount, 1e-6);
        _candidates.RemoveAll(candidate => candidate.SquaredError - best > 2 * Hopeless * noise);
    }

    private void Require(in EncodedContext context, int action)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(action);
        if (context.Length > ContextLength)
            throw new ArgumentException($"The context has {context.Length} slots, the learner {ContextLength}; it must grow first.", nameof(context));
        PolicyArguments.RequireNumbers(context);
    }
}
