using System.Buffers;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>Linear contextual bandit by recursive least squares over slots and products of slots, which it scales and chooses by itself.</summary>
public sealed class LeastSquaresLearner : ILearner
{
    /// <summary>Decisions kept whole at the beginning.</summary>
    internal const int OpeningLength = 512;

    private readonly List<ActionState> _actions = [];
    private SlotProfile[] _slots;
    private FeatureBasis _basis;
    private double[] _penalties = [];
    private RecursiveBlock? _shared;
    private List<OpeningDecision>? _opening = [];
    private PairScreen? _screen;
    private LeastSquaresModel? _model;
    private double[] _x = [], _f = [], _y = [], _v = [], _g = [];
    private int[] _nonzero = [], _all = [];

    /// <summary>TODO</summary>
    public LeastSquaresLearner(int contextLength, LeastSquaresSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(contextLength, 1);
        Settings = settings.Validated();
        _slots = new SlotProfile[contextLength];
        Array.Fill(_slots, SlotProfile.OfZeros(0));
        _basis = FeatureBasis.Of(_slots, []);
        UseBasis(_basis);
        if (settings.SharedBlock)
            _shared = RecursiveBlock.Prior(_penalties.AsSpan(0, 1 + contextLength));
    }

    /// <summary>TODO</summary>
    public LeastSquaresSettings Settings { get; }

    /// <summary>TODO</summary>
    public long LearntCount { get; private set; }

    /// <summary>TODO</summary>
    public int FeatureCount => _basis.Length;

    /// <summary>TODO</summary>
    public long AlarmCount { get; private set; }

    /// <summary>TODO</summary>
    public static bool IsMilestone(long n) => n >= 4 && (long.IsPow2(n) || n % 10_000 == 0);

    /// <summary>TODO</summary>
    public void Grow(int contextLength) => throw new NotSupportedException();

    /// <summary>TODO</summary>
    public void Probabilities(in EncodedContext context, ReadOnlySpan<int> eligible, Span<ulong> weights, Span<double> scores, Span<double> widths)
    {
        PolicyArguments.Require(eligible, weights.Length, scores.Length, widths.Length);
        Model().Predict(context, eligible, scores, widths);
        OptimisticChoice.Weights(scores, widths, Settings, weights);
    }

    /// <summary>TODO</summary>
    public void Learn(in EncodedContext context, int action, double reward)
    {
        var count = Read(context);
        var state = FindOrAdd(action);
        LearntCount++;
        state.LearntCount++;
        for (var j = 0; j < _slots.Length; j++)
            _slots[j] = _slots[j].Add(_x[j]);
        _opening?.Add(new(_x.AsSpan(0, _slots.Length).ToArray(), action, reward));
        var residual = Fold(state, count, reward);
        _screen?.Add(_f, _nonzero.AsSpan(0, count), action, residual);
        var alarm = false;
        if (Settings.DriftThreshold > 0)
        {
            state.Drift = state.Drift.Add(residual);
            alarm = state.Drift.IsAlarm(Settings.DriftThreshold);
        }
        if (alarm)
            Forget(state);
        if (IsMilestone(LearntCount))
            Rebase();
        else if (alarm)
            Resolve();
    }

    /// <summary>TODO</summary>
    public void Amend(in EncodedContext context, int action, double rewardDifference) => throw new NotSupportedException();

    /// <summary>TODO</summary>
    public IPolicySnapshot Snapshot() => throw new NotSupportedException();

    /// <summary>TODO</summary>
    public void Save(IBufferWriter<byte> destination) => throw new NotSupportedException();

    private double Fold(ActionState state, int count, double reward)
    {
        ReadOnlySpan<int> nonzero = _nonzero.AsSpan(0, count);
        LowerTriangle.AddOuter(state.Gram, nonzero, _f);
        var target = reward - Settings.PriorMean;
        Kernel.Axpy(target, _f, state.RewardSums);
        var block = state.Block;
        Kernel.SymmetricMultiply(block.Inverse, nonzero, _f, _y);
        var s = 1 + Math.Max(Kernel.Dot(_f, _y), 0);
        var residual = target - Kernel.Dot(_f, block.Coefficients);
        var own = residual;
        if (_shared is not null)
        {
            var length = 1 + _basis.SlotCount;
            for (var i = 0; i < length; i++)
                _v[i] = _penalties[i] * _y[i];
            Kernel.SymmetricMultiply(_shared.Inverse, _all.AsSpan(0, length), _v, _g);
            var total = s + Math.Max(Kernel.Dot(_v, _g), 0);
            residual -= Kernel.Dot(_v, _shared.Coefficients);
            _shared.Update(_g, total, residual / total);
        }
        block.Update(_y, s, own / s);
        return residual;
    }

    private void Forget(ActionState drifted)
    {
        AlarmCount++;
        foreach (var state in _actions)
        {
            state.Discount(state == drifted ? Settings.Remembered : Settings.RememberedElsewhere);
            state.Drift = default;
        }
        _opening = null;
    }

    private void Rebase()
    {
        var basis = FeatureBasis.Of(_slots, ChoosePairs());
        if (_opening is not null)
            Refold(basis);
        else
        {
            var change = new BasisChange(_basis, basis);
            foreach (var state in _actions)
            {
                state.Gram = change.OfGram(state.Gram, _basis.Length);
                state.RewardSums = change.OfVector(state.RewardSums);
            }
            UseBasis(basis);
            Resolve();
        }
        if (LearntCount >= OpeningLength)
            _opening = null;
    }

    private void Refold(FeatureBasis basis)
    {
        UseBasis(basis);
        if (_shared is not null)
            _shared = RecursiveBlock.Prior(_penalties.AsSpan(0, 1 + basis.SlotCount));
        for (var a = 0; a < _actions.Count; a++)
            _actions[a] = new(_actions[a].Number, new double[LowerTriangle.Length(basis.Length)], new double[basis.Stride], RecursiveBlock.Prior(_penalties.AsSpan(0, basis.Length)))
            { LearntCount = _actions[a].LearntCount, Drift = _actions[a].Drift };
        foreach (var decision in _opening!)
            Fold(_actions[FindAction(decision.Action)], basis.Expand(decision.Values, _f, _nonzero), decision.Reward);
    }

    private void Resolve()
    {
        var length = _basis.Length;
        foreach (var state in _actions)
            state.Block = RecursiveBlock.Solve(_penalties.AsSpan(0, length), state.Gram, state.RewardSums);
        if (_shared is not null)
            _shared = SolveShared();
        _model = null;
    }

    private RecursiveBlock SolveShared()
    {
        var (length, stride) = (1 + _basis.SlotCount, _basis.Stride);
        var (gram, sums) = (new double[LowerTriangle.Length(length)], new double[Kernel.Stride(length)]);
        foreach (var state in _actions)
        {
            for (var i = 0; i < length; i++)
            {
                var row = (int)LowerTriangle.RowStart(i);
                for (var j = 0; j <= i; j++)
                    gram[row + j] -= _penalties[i] * state.Block.Inverse[(i * stride) + j] * _penalties[j];
                gram[row + i] += _penalties[i];
                sums[i] += _penalties[i] * state.Block.Coefficients[i];
            }
        }
        return RecursiveBlock.Solve(_penalties.AsSpan(0, length), gram, sums);
    }

    private FeaturePair[] ChoosePairs()
    {
        var room = Settings.MaxFeatures - 1 - _slots.Length;
        if (!Settings.Pairs || room <= 0 || LearntCount < 16)
            return _basis.Pairs;
        var candidates = new List<FeaturePair>();
        for (var j = 0; j < _slots.Length; j++)
        {
            if (_slots[j].IsConstant)
                continue;
            for (var i = 0; i <= j; i++)
            {
                if (!_slots[i].IsConstant && (i != j || !_slots[i].IsIndicator))
                    candidates.Add(new(i, j));
            }
        }
        if (candidates.Count <= room)
        {
            _screen = null;
            return [.. _basis.Pairs, .. candidates.Except(_basis.Pairs)];
        }
        _screen ??= new(_slots.Length);
        if (LearntCount < 256)
            return _basis.Pairs;
        var most = LearntCount <= 512 ? room / 2 : room;
        most -= _basis.Pairs.Length;
        if (most <= 0)
            return _basis.Pairs;
        FeaturePair[] pairs = [.. _basis.Pairs, .. _screen.Best(candidates.Except(_basis.Pairs), most)];
        _screen.Clear();
        return pairs;
    }

    private LeastSquaresModel Model()
    {
        if (_model is { } model)
            return model;
        var penalties = new float[SingleKernel.Stride(_basis.Length)];
        SingleKernel.Narrow(_penalties.AsSpan(0, _basis.Length), penalties.AsSpan(0, _basis.Length));
        return _model = new(_basis, penalties, [.. _actions.Select(a => a.Number)], [.. _actions.Select(a => a.Block.Reader)], _shared?.Reader, Settings);
    }

    private int Read(in EncodedContext context)
    {
        PolicyArguments.Unpack(context, _slots.Length, _x, _nonzero);
        for (var j = 0; j < _slots.Length; j++)
            _x[j] = _slots[j].Bounded(_x[j]);
        return _basis.Expand(_x, _f, _nonzero);
    }

    private void UseBasis(FeatureBasis basis)
    {
        (_basis, _model) = (basis, null);
        var stride = basis.Stride;
        _penalties = new double[stride];
        _penalties.AsSpan(0, basis.Length).Fill(Settings.Ridge);
        _penalties[0] = Settings.BiasRidge;
        (_x, _f, _y) = (new double[stride], new double[stride], new double[stride]);
        var shared = Kernel.Stride(1 + basis.SlotCount);
        (_v, _g) = (new double[shared], new double[shared]);
        _nonzero = new int[stride];
        _all = [.. Enumerable.Range(0, stride)];
    }

    private ActionState FindOrAdd(int action)
    {
        var place = FindAction(action);
        if (place >= 0)
            return _actions[place];
        _actions.Insert(~place, ActionState.Prior(action, _penalties.AsSpan(0, _basis.Length)));
        _model = null;
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
}
