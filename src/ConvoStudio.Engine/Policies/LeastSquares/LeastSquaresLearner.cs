using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>Recursive least squares over one set of features: a block for each action, and one that all share where asked for.</summary>
/// <remarks>
/// <para>Minimises Σ d(r − m − f'w_a − f₀'β)² + Λ(w, β), d what forgetting has left of a decision. Kept of history are the sums Σdff' and Σd(r − m)f of each
/// action. At milestones the slots are standardised anew: sums are carried over exactly (<see cref="BasisChange"/>) and inverses derived from them, so
/// standardisation never enters history. While the policy is young every decision is kept whole, and features chosen then know all of it.</para>
/// <para>A drift alarm discounts the sums; the prior stays whole, so widths are bounded by it. State is a function of the calls in their order, to the bit.</para>
/// </remarks>
internal sealed class LeastSquaresLearner
{
    /// <summary>Decisions between looks at whether the scales still fit.</summary>
    private const int CheckEvery = 128;

    private readonly AdaptiveBanditSettings _settings;
    private readonly FeatureChooser _chooser;
    private readonly ActionStates _actions;
    private readonly DriftWatch _drift;
    private SlotProfile[] _slots;
    private FeatureBasis _basis;
    private RecursiveBlock? _shared;
    private List<OpeningDecision>? _opening;
    private LeastSquaresModel? _model;
    private double[] _penalties = [], _x = [], _f = [], _y = [], _v = [], _g = [];
    private int[] _nonzero = [], _all = [];

    public LeastSquaresLearner(int contextLength, AdaptiveBanditSettings settings, FeatureSets features)
    {
        (_settings, _chooser, _opening) = (settings, new(features, settings.MaxFeatures), []);
        (_actions, _drift) = (new([]), new(settings, []));
        _slots = new SlotProfile[contextLength];
        Array.Fill(_slots, SlotProfile.OfZeros(0));
        _basis = FeatureBasis.Of(_slots, [], []);
        UseBasis(_basis);
        _shared = HasShared ? RecursiveBlock.Prior(_penalties.AsSpan(0, 1 + contextLength), isDiagonal: false) : null;
    }

    internal LeastSquaresLearner(AdaptiveBanditSettings settings, LeastSquaresState state)
    {
        (_settings, _chooser, _opening) = (settings, state.Chooser, state.Opening);
        (_actions, _drift) = (new(state.Actions), new(settings, state.Alarms));
        (_slots, _basis, _shared, LearntCount) = (state.Slots, state.Basis, state.Shared, state.LearntCount);
        UseBasis(_basis);
    }

    public FeatureSets Features => _chooser.Features;

    public long LearntCount { get; private set; }

    public int SlotCount => _slots.Length;

    public int FeatureCount => _basis.Length;

    public IReadOnlyList<ActionState> Actions => _actions;

    public IReadOnlyList<DriftAlarm> Alarms => _drift.Alarms;

    public LeastSquaresState State => new(_chooser, _actions, _opening, _slots, _basis, _shared, LearntCount, Alarms);

    private bool IsDiagonal => _basis.Length > _settings.MaxFeatures;

    private bool HasShared => _settings.SharedBlock && !IsDiagonal;

    public static bool IsMilestone(long learntCount) => learntCount >= 4 && (long.IsPow2(learntCount) || learntCount % 10_000 == 0);

    /// <summary>Scores and widths of now. Valid until the next call of any other member.</summary>
    public LeastSquaresModel Model()
    {
        if (_model is { } model)
            return model;
        var penalties = new float[SingleKernel.Stride(_basis.Length)];
        SingleKernel.Narrow(_penalties.AsSpan(0, _basis.Length), penalties.AsSpan(0, _basis.Length));
        return _model = new(
            _basis, penalties, [.. _actions.Select(a => a.Number)], [.. _actions.Select(a => a.Block.Reader)], _shared?.Reader, _settings.PriorMean);
    }

    public void Grow(int contextLength)
    {
        if (contextLength == _slots.Length)
            return;
        var before = _slots.Length;
        Array.Resize(ref _slots, contextLength);
        _slots.AsSpan(before).Fill(SlotProfile.OfZeros(LearntCount));
        _chooser.Grow(_slots.Length, LearntCount);
        Rebase(_chooser.Fit(_slots, _basis));
    }

    /// <summary>Learns one decision.</summary>
    /// <returns>Reward less what was expected.</returns>
    public double Learn(in EncodedContext context, int action, double reward)
    {
        var count = Read(context);
        var state = FindOrAdd(action);
        LearntCount++;
        state.LearntCount++;
        _opening?.Add(new(context.Span.ToArray(), action, reward));
        for (var j = 0; j < _slots.Length; j++)
            _slots[j] = _slots[j].Add(_x[j]);
        var residual = Fold(state, count, reward);
        _chooser.Watch(_x.AsSpan(0, _slots.Length), _f, _nonzero.AsSpan(0, count), action, residual, LearntCount);
        var alarm = _drift.Add(_actions, state, residual, LearntCount);
        // What is kept whole knows nothing of forgetting.
        if (alarm)
            _opening = null;
        if (IsMilestone(LearntCount) || (LearntCount % CheckEvery == 0 && _basis.IsOutgrown(_slots)))
            Rebase(_chooser.Choose(_slots, _basis, LearntCount, _opening is not null));
        else if (alarm)
            Resolve();
        return residual;
    }

    /// <summary>Adds the difference a corrected reward makes.</summary>
    /// <param name="context">Its context.</param>
    /// <param name="action">Its action, learnt before.</param>
    /// <param name="rewardDifference">New reward less old.</param>
    /// <param name="learntAt">Which decision it was, from 1.</param>
    public void Amend(in EncodedContext context, int action, double rewardDifference, long learntAt)
    {
        var state = _actions[_actions.Find(action)];
        AmendOpening(context.Span, action, rewardDifference);
        var count = Read(context);
        rewardDifference *= _drift.LeftOf(action, learntAt);
        Kernel.Axpy(rewardDifference, _f, state.RewardSums);
        state.Block.Multiply(_nonzero.AsSpan(0, count), _f, _y);
        if (IsDiagonal)
            rewardDifference /= 1 + Math.Max(Kernel.Dot(_f, _y), 0);
        if (_shared is not null)
        {
            // The right-hand side of the shared block moves by v·Δr.
            var length = 1 + _basis.SlotCount;
            for (var i = 0; i < length; i++)
                _v[i] = _penalties[i] * _y[i];
            Kernel.SymmetricMultiply(_shared.Inverse, _all.AsSpan(0, length), _v, _g);
            _shared.Shift(_g, rewardDifference);
        }
        state.Block.Shift(_y, rewardDifference);
        Refresh(state);
    }

    private double Fold(ActionState state, int count, double reward)
    {
        ReadOnlySpan<int> nonzero = _nonzero.AsSpan(0, count);
        if (IsDiagonal)
        {
            for (var i = 0; i < _f.Length; i++)
                state.Gram[i] += _f[i] * _f[i];
        }
        else
        {
            LowerTriangle.AddOuter(state.Gram, nonzero, _f);
        }
        var target = reward - _settings.PriorMean;
        Kernel.Axpy(target, _f, state.RewardSums);
        var block = state.Block;
        block.Multiply(nonzero, _f, _y);
        // A quadratic form is never negative; its rounding may be, and must not turn the recursion over.
        var s = 1 + Math.Max(Kernel.Dot(_f, _y), 0);
        var own = target - Kernel.Dot(_f, block.Coefficients);
        var residual = own;
        if (_shared is not null)
        {
            // A₀ += vv'/s and b₀ += v·own/s, with v from the action's block as it was before this decision.
            var length = 1 + _basis.SlotCount;
            for (var i = 0; i < length; i++)
                _v[i] = _penalties[i] * _y[i];
            Kernel.SymmetricMultiply(_shared.Inverse, _all.AsSpan(0, length), _v, _g);
            var total = s + Math.Max(Kernel.Dot(_v, _g), 0);
            residual -= Kernel.Dot(_v, _shared.Coefficients);
            _shared.Update(_v, _g, total, residual / total);
        }
        block.Update(_f, _y, s, own / s);
        Refresh(state);
        return residual;
    }

    private void Rebase(FeatureBasis basis)
    {
        if (_opening is not null)
            Refold(basis);
        else
            CarryOver(basis);
        if (LearntCount >= Opening.Length)
            _opening = null;
    }

    private void Refold(FeatureBasis basis)
    {
        UseBasis(basis);
        _shared = HasShared ? RecursiveBlock.Prior(_penalties.AsSpan(0, 1 + basis.SlotCount), isDiagonal: false) : null;
        for (var a = 0; a < _actions.Count; a++)
        {
            var (count, drift) = (_actions[a].LearntCount, _actions[a].Drift);
            _actions[a] = ActionState.Prior(_actions[a].Number, _penalties.AsSpan(0, basis.Length), IsDiagonal);
            (_actions[a].LearntCount, _actions[a].Drift) = (count, drift);
        }
        foreach (var decision in _opening!)
            Fold(_actions[_actions.Find(decision.Action)], Read(new(decision.Values)), decision.Reward);
    }

    private void CarryOver(FeatureBasis basis)
    {
        var (from, wasDiagonal) = (_basis, IsDiagonal);
        UseBasis(basis);
        var change = new BasisChange(from, basis);
        foreach (var state in _actions)
        {
            var coefficients = BasisChange.OfCoefficients(from, basis, state.Block.Coefficients);
            state.RewardSums = change.OfVector(state.RewardSums);
            state.Gram = wasDiagonal ? change.OfDiagonal(state.Gram) : change.OfGram(state.Gram, from.Length);
            if (IsDiagonal && !wasDiagonal)
                state.Gram = LowerTriangle.Diagonal(state.Gram, basis.Length);
            if (IsDiagonal)
                state.Block = RecursiveBlock.OfDiagonal(_penalties.AsSpan(0, basis.Length), state.Gram, coefficients);
        }
        Resolve();
    }

    private void Resolve()
    {
        var penalties = _penalties.AsSpan(0, _basis.Length);
        foreach (var state in _actions)
        {
            state.Block = IsDiagonal
                ? RecursiveBlock.OfDiagonal(penalties, state.Gram, state.Block.Coefficients)
                : RecursiveBlock.Solve(penalties, state.Gram, state.RewardSums);
        }
        _shared = HasShared ? SharedSolve.From(_actions, _penalties, 1 + _basis.SlotCount, _basis.Stride) : null;
        _model = null;
    }

    private void AmendOpening(ReadOnlySpan<double> values, int action, double rewardDifference)
    {
        if (_opening is null)
            return;
        // Which of several equal decisions it was makes no difference to the sums.
        for (var i = 0; i < _opening.Count; i++)
        {
            if (_opening[i].Action != action || !values.SequenceEqual(_opening[i].Values))
                continue;
            _opening[i] = _opening[i] with { Reward = _opening[i].Reward + rewardDifference };
            return;
        }
    }

    private int Read(in EncodedContext context)
    {
        PolicyArguments.Unpack(context, _slots.Length, _x.AsSpan(0, _slots.Length), _nonzero);
        for (var j = 0; j < _slots.Length; j++)
            _x[j] = _slots[j].Bounded(_x[j]);
        return _basis.Expand(_x, _f, _nonzero);
    }

    private void UseBasis(FeatureBasis basis)
    {
        (_basis, _model) = (basis, null);
        var stride = basis.Stride;
        _penalties = new double[stride];
        _penalties.AsSpan(0, basis.Length).Fill(_settings.Ridge * _chooser.RidgeFactor);
        _penalties[0] = _settings.BiasRidge;
        (_x, _f, _y) = (new double[stride], new double[stride], new double[stride]);
        var shared = Kernel.Stride(1 + basis.SlotCount);
        (_v, _g, _nonzero, _all) = (new double[shared], new double[shared], new int[stride], [.. Enumerable.Range(0, stride)]);
    }

    /// <summary>A block that a snapshot has was copied when it was written: the model must read the copy.</summary>
    private void Refresh(ActionState state)
    {
        if (_model is not { } model)
            return;
        var place = _actions.Find(state.Number);
        if (place >= model.Blocks.Length || model.Blocks[place] != state.Block.Reader || model.Shared != _shared?.Reader)
            _model = null;
    }

    private ActionState FindOrAdd(int action)
    {
        var place = _actions.Find(action);
        if (place >= 0)
            return _actions[place];
        _actions.Insert(~place, ActionState.Prior(action, _penalties.AsSpan(0, _basis.Length), IsDiagonal));
        _model = null;
        return _actions[~place];
    }
}
