using System.Buffers;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies;

/// <summary>Recursive least squares for r = x'β + x'θ_a + noise: one block β shared by all actions, one block θ_a for each, kept consistent by the
/// hybrid-LinUCB recursion (Li, Chu, Langford and Schapire, WWW 2010, algorithm 2; rank-one changes by Sherman and Morrison).</summary>
/// <remarks>
/// <para>Minimises Σ (r − x'β − x'θ_a)² + Σⱼ Λⱼ(βⱼ² + Σ_a θ_aⱼ²) with Λⱼ = λ·sⱼ²; without the shared block β = 0. Kept of history are unscaled sums only:
/// Σxx' and Σrx for each action, and the running moments of each slot. At milestones (a learnt count that is a power of two from 64, or a multiple of
/// 10,000) the scales sⱼ are set anew (<see cref="SlotScale"/>) and every inverse is derived from the sums; between milestones the recursion runs with
/// those scales. Slots that came since the last milestone have s = 1. A value more than 1,000 scales from 0 brings a re-solve at once.</para>
/// <para>Drift: one recursion step adds a relative rounding error of some 1e-16 to the inverses. Over the at most 10,000 steps between milestones scores
/// and widths stay within 1e-9 of a dense solve (tested); a milestone removes what has gathered.</para>
/// <para>State is a function of the calls in their order, to the last bit. One thread at a time; snapshots may be read by others meanwhile.</para>
/// </remarks>
public sealed class LinearBanditLearner : ILearner
{
    private readonly List<LinearActionState> _actions;
    private LinearBlock? _shared;
    private RunningMoments[] _moments;
    private double[] _penalties;
    private int[]? _numbers;
    private double[] _x = [], _y = [], _v = [], _g = [];
    private int[] _slots = [], _allSlots = [];

    /// <summary>A learner that knows nothing.</summary>
    /// <param name="contextLength">Length d of the encoder, 1 or more.</param>
    /// <param name="settings">Settings for good.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 1, or a setting is out of range.</exception>
    public LinearBanditLearner(int contextLength, LinearBanditSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(contextLength, 1);
        Settings = settings.Validated();
        ContextLength = contextLength;
        _actions = [];
        _moments = new RunningMoments[contextLength];
        _penalties = new double[Kernel.Stride(contextLength)];
        _penalties.AsSpan(0, contextLength).Fill(settings.Ridge);
        _shared = settings.SharedBlock ? LinearBlock.Prior(Penalties, _penalties.Length) : null;
        MakeScratch();
    }

    internal LinearBanditLearner(
        LinearBanditSettings settings, int contextLength, long learntCount, long lastResolveAt, double[] penalties, RunningMoments[] moments,
        LinearBlock? shared, List<LinearActionState> actions)
    {
        (Settings, ContextLength, LearntCount, LastResolveAt) = (settings.Validated(), contextLength, learntCount, lastResolveAt);
        (_penalties, _moments, _shared, _actions) = (penalties, moments, shared, actions);
        MakeScratch();
    }

    /// <summary>Settings for good.</summary>
    public LinearBanditSettings Settings { get; }

    /// <summary>Length d of the contexts it learns from.</summary>
    public int ContextLength { get; private set; }

    /// <inheritdoc/>
    public long LearntCount { get; private set; }

    /// <summary>Learnt count at which scales and inverses last came from the raw sums; 0 before the first milestone.</summary>
    public long LastResolveAt { get; private set; }

    /// <summary>Action numbers learnt so far, ascending.</summary>
    public IReadOnlyList<int> Actions => Numbers();

    internal IReadOnlyList<LinearActionState> ActionStates => _actions;

    internal LinearBlock? Shared => _shared;

    internal ReadOnlySpan<RunningMoments> Moments => _moments;

    internal ReadOnlySpan<double> Penalties => _penalties.AsSpan(0, ContextLength);

    /// <summary>Moments of a slot over all learnt decisions, unscaled. A slot that came later counts as 0 before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such slot.</exception>
    public RunningMoments MomentsOf(int slot)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slot);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(slot, ContextLength);
        return _moments[slot];
    }

    /// <summary>Mean of every slot over the decisions learnt: the average moment, from which explanations begin. All 0 before the first.</summary>
    public EncodedContext MeanContext() => new(Array.ConvertAll(_moments, moments => moments.Mean));

    /// <summary>Decisions learnt with an action; 0 for one never seen.</summary>
    public long LearntCountOf(int action) => FindAction(action) is var place and >= 0 ? _actions[place].LearntCount : 0;

    /// <summary>Whether a milestone falls on this learnt count.</summary>
    public static bool IsMilestone(long learntCount) =>
        learntCount >= 64 && (long.IsPow2(learntCount) || learntCount % 10_000 == 0);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The length is shorter than now.</exception>
    public void Grow(int contextLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(contextLength, ContextLength);
        if (contextLength == ContextLength)
            return;
        var length = ContextLength;
        var penalties = new double[Kernel.Stride(contextLength)];
        Penalties.CopyTo(penalties);
        penalties.AsSpan(length, contextLength - length).Fill(Settings.Ridge);
        (_penalties, ContextLength) = (penalties, contextLength);
        Array.Resize(ref _moments, contextLength);
        _moments.AsSpan(length).Fill(RunningMoments.OfZeros(LearntCount));
        _shared = _shared?.Grown(length, Penalties);
        foreach (var action in _actions)
            action.Grow(length, Penalties);
        MakeScratch();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The context is longer than the learner (call <see cref="Grow"/> first), a number is not finite or beyond 1e30, or the action is negative.</exception>
    public void Learn(in EncodedContext context, int action, double reward) => Learn(context, action, reward, 1);

    /// <summary>Learns a decision that counts less than one of its own, such as what somebody else did. It is one more to <see cref="LearntCount"/>.</summary>
    /// <param name="context">As for any decision.</param>
    /// <param name="action">Action number, 0 or more.</param>
    /// <param name="reward">Finite reward of the decision.</param>
    /// <param name="weight">In (0, 1]: its squared error counts this much. It cannot be amended.</param>
    /// <exception cref="ArgumentException">As for any decision, or the weight is out of range.</exception>
    public void Learn(in EncodedContext context, int action, double reward, double weight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(action);
        PolicyArguments.RequireReward(reward);
        if (!(weight > 0 && weight <= 1))
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight must be in (0, 1].");
        var slots = Unpack(context);
        var state = FindOrAdd(action);
        LearntCount++;
        state.LearntCount++;
        for (var i = 0; i < _moments.Length; i++)
            _moments[i] = _moments[i].Add(_x[i]);
        reward -= Settings.PriorReward;
        if (weight != 1)
        {
            // w(r − x'θ)² = (√w·r − √w·x'θ)²; the scales of the slots are those of the contexts as they are.
            var root = Math.Sqrt(weight);
            foreach (var slot in slots)
                _x[slot] *= root;
            reward *= root;
        }
        LowerTriangle.AddOuter(state.Gram, slots, _x);
        Kernel.Axpy(reward, _x, state.RewardSums);
        if (IsMilestone(LearntCount) || IsOutOfReach(slots))
            Resolve();
        else
            Recurse(state, slots, reward);
    }

    /// <inheritdoc/>
    /// <remarks>Equal to having learnt the amended reward in the first place to 1e-9, for scores and widths alike (tested).</remarks>
    /// <exception cref="ArgumentException">As for learning, or the action was never learnt.</exception>
    public void Amend(in EncodedContext context, int action, double rewardDifference)
    {
        PolicyArguments.RequireReward(rewardDifference);
        var place = FindAction(action);
        if (place < 0)
            throw new ArgumentException($"Action {action} was never learnt, so there is nothing to amend.", nameof(action));
        var slots = Unpack(context);
        var state = _actions[place];
        Kernel.Axpy(rewardDifference, _x, state.RewardSums);

        // The right-hand side moves by x·Δr; the matrices stay. In the shared block it moves by v·Δr.
        var block = state.OwnBlock();
        Kernel.SymmetricMultiply(block.Inverse, slots, _x, _y);
        Kernel.Axpy(rewardDifference, _y, block.Coefficients);
        if (_shared is null)
            return;
        var shared = OwnShared();
        Kernel.Multiply(_penalties, _y, _v);
        Kernel.SymmetricMultiply(shared.Inverse, _allSlots, _v, _g);
        Kernel.Axpy(rewardDifference, _g, shared.Coefficients);
    }

    /// <inheritdoc/>
    IPolicySnapshot ILearner.Snapshot() => Snapshot();

    /// <inheritdoc cref="ILearner.Snapshot"/>
    public LinearBanditSnapshot Snapshot()
    {
        var blocks = new LinearBlock[_actions.Count];
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] = _actions[i].Block;
            blocks[i].IsShared = true;
        }
        if (_shared is not null)
            _shared.IsShared = true;
        return new(ContextLength, _penalties, Numbers(), blocks, _shared, Settings, LearntCount);
    }

    /// <inheritdoc/>
    public void Save(IBufferWriter<byte> destination) => LinearBanditFormat.Save(this, destination);

    /// <summary>The learner whose <see cref="Save"/> wrote the bytes; it goes on exactly as that one would have.</summary>
    /// <exception cref="InvalidDataException">The bytes are truncated, corrupt, of another kind or of a newer version; the message says which.</exception>
    public static LinearBanditLearner Load(ReadOnlySpan<byte> bytes) => LinearBanditFormat.Load(bytes);

    private void Recurse(LinearActionState state, ReadOnlySpan<int> slots, double reward)
    {
        var block = state.OwnBlock();
        Kernel.SymmetricMultiply(block.Inverse, slots, _x, _y);
        // A quadratic form is never negative; its rounding may be, and must not turn the recursion over.
        var s = 1 + Math.Max(Kernel.Dot(_x, _y), 0);
        var residual = reward - Kernel.Dot(_x, block.Coefficients);
        if (_shared is not null)
        {
            // A₀ += vv'/s and b₀ += v·residual/s, with v from the action's block as it was before this decision.
            var shared = OwnShared();
            Kernel.Multiply(_penalties, _y, _v);
            Kernel.SymmetricMultiply(shared.Inverse, _allSlots, _v, _g);
            var total = s + Math.Max(Kernel.Dot(_v, _g), 0);
            Kernel.Axpy((residual - Kernel.Dot(_v, shared.Coefficients)) / total, _g, shared.Coefficients);
            SubtractScaledOuter(shared.Inverse, _g, total);
        }
        Kernel.Axpy(residual / s, _y, block.Coefficients);
        SubtractScaledOuter(block.Inverse, _y, s);
    }

    /// <summary>M −= uu'/divisor. The root is shared out between both factors, so that M stays symmetric to the last bit. Overwrites u.</summary>
    private static void SubtractScaledOuter(double[] matrix, double[] u, double divisor)
    {
        var root = Math.Sqrt(divisor);
        for (var i = 0; i < u.Length; i++)
            u[i] /= root;
        Kernel.SubtractOuter(matrix, u);
    }

    /// <summary>Whether a slot is so far from 0, in scales of the last milestone, that the recursion would lose its digits.</summary>
    private bool IsOutOfReach(ReadOnlySpan<int> slots)
    {
        var limit = SlotScale.Reach * SlotScale.Reach / Settings.Ridge;
        foreach (var slot in slots)
        {
            if (_x[slot] * _x[slot] > limit * _penalties[slot])
                return true;
        }
        return false;
    }

    /// <summary>Everything anew from the unscaled sums, with the scales of now.</summary>
    private void Resolve()
    {
        LastResolveAt = LearntCount;
        (_penalties, var blocks, _shared) = LinearResolve.From(_actions, _moments, Settings);
        for (var i = 0; i < blocks.Length; i++)
            _actions[i].Block = blocks[i];
    }

    private LinearBlock OwnShared() => _shared!.IsShared ? _shared = _shared.Clone() : _shared;

    private ReadOnlySpan<int> Unpack(in EncodedContext context)
    {
        if (context.Length > ContextLength)
            throw new ArgumentException($"The context has {context.Length} slots, the learner {ContextLength}; it must grow first.", nameof(context));
        return _slots.AsSpan(0, PolicyArguments.Unpack(context, ContextLength, _x, _slots));
    }

    private LinearActionState FindOrAdd(int action)
    {
        var place = FindAction(action);
        if (place >= 0)
            return _actions[place];
        _actions.Insert(~place, LinearActionState.Prior(action, Penalties));
        _numbers = null;
        return _actions[~place];
    }

    private int FindAction(int action)
    {
        int low = 0, high = _actions.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (_actions[middle].Number == action)
                return middle;
            if (_actions[middle].Number < action)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return ~low;
    }

    private int[] Numbers() => _numbers ??= [.. _actions.Select(action => action.Number)];

    private void MakeScratch()
    {
        var stride = _penalties.Length;
        (_x, _y, _v, _g) = (new double[stride], new double[stride], new double[stride], new double[stride]);
        _slots = new int[stride];
        _allSlots = [.. Enumerable.Range(0, ContextLength)];
    }
}
