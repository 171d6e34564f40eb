using System.Buffers;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Policies.ContextFree;

/// <summary>Counts decisions and adds rewards of each action, and looks at nothing else: the baseline a contextual policy must beat.</summary>
/// <remarks>State is a function of the calls in their order, to the last bit. One thread at a time; snapshots may be read by others meanwhile.</remarks>
public sealed class ContextFreeLearner : ILearner
{
    private const uint Magic = 0x46435343; // "CSCF"
    private const int Version = 1;
    private ActionTable _table;
    private bool _isShared;

    /// <summary>A learner that knows nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public ContextFreeLearner(ContextFreeSettings settings)
        : this(settings.Validated(), new ActionTable(), 0)
    {
    }

    private ContextFreeLearner(ContextFreeSettings settings, ActionTable table, long learntCount) => (Settings, _table, LearntCount) = (settings, table, learntCount);

    /// <summary>Settings for good.</summary>
    public ContextFreeSettings Settings { get; }

    /// <inheritdoc/>
    public long LearntCount { get; private set; }

    /// <inheritdoc/>
    /// <remarks>Nothing to do: no context is read.</remarks>
    public void Grow(int contextLength)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The reward is not finite or beyond 1e30, or the action is negative.</exception>
    public void Learn(in EncodedContext context, int action, double reward)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(action);
        PolicyArguments.RequireReward(reward);
        Own().Add(action, 1, reward);
        LearntCount++;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The difference is not finite or beyond 1e30, or the action was never learnt.</exception>
    public void Amend(in EncodedContext context, int action, double rewardDifference)
    {
        PolicyArguments.RequireReward(rewardDifference);
        if (_table.Find(action) < 0)
            throw new ArgumentException($"Action {action} was never learnt, so there is nothing to amend.", nameof(action));
        Own().Add(action, 0, rewardDifference);
    }

    /// <inheritdoc/>
    public IPolicySnapshot Snapshot()
    {
        _isShared = true;
        return new ContextFreeSnapshot(Settings, _table, LearntCount);
    }

    /// <inheritdoc/>
    public void Save(IBufferWriter<byte> destination)
    {
        var writer = new StateWriter(Magic, Version);
        writer.Write((int)Settings.Model);
        writer.Write(Settings.Floor);
        writer.Write(Settings.PriorReward);
        writer.Write(Settings.PriorDecisions);
        writer.Write(Settings.Noise);
        writer.Write(Settings.HighestReward);
        writer.Write(LearntCount);
        writer.Write(_table.Count);
        for (var i = 0; i < _table.Count; i++)
        {
            var (count, sum) = _table.At(i);
            writer.Write(_table.Numbers[i]);
            writer.Write(count);
            writer.Write(sum);
        }
        writer.Finish(destination);
    }

    /// <summary>The learner whose <see cref="Save"/> wrote the bytes; it goes on exactly as that one would have.</summary>
    /// <exception cref="InvalidDataException">The bytes are truncated, corrupt, of another kind or of a newer version; the message says which.</exception>
    public static ContextFreeLearner Load(ReadOnlySpan<byte> bytes)
    {
        var reader = new StateReader(bytes, Magic, Version, "context-free policy");
        var settings = new ContextFreeSettings(
            (ContextFreeModel)reader.ReadInt32("model"), reader.ReadDouble("floor"), reader.ReadDouble("expected reward"),
            reader.ReadDouble("worth of the prior"), reader.ReadDouble("noise"), reader.ReadDouble("highest reward"));
        if (settings.Problem() is { } problem)
            throw reader.Invalid($"has a setting out of range: {problem}");
        var learntCount = reader.ReadInt64("learnt count");
        var table = new ActionTable();
        var (left, last) = (learntCount, -1);
        for (var actions = reader.ReadCount("number of actions", 0, 20); actions > 0; actions--)
        {
            var (action, count, sum) = (reader.ReadInt32("action number"), reader.ReadInt64("learnt count of an action"), reader.ReadDouble("reward sum"));
            if (action <= last || count < 1 || !double.IsFinite(sum))
                throw reader.Invalid($"has action {action} with {count} decisions and {sum} rewards after action {last}");
            table.Add(action, count, sum);
            (left, last) = (left - count, action);
        }
        reader.RequireEnd();
        return left == 0 ? new(settings, table, learntCount) : throw reader.Invalid($"has {learntCount} decisions, but those of its actions differ by {left}");
    }

    private ActionTable Own()
    {
        if (_isShared)
            (_table, _isShared) = (_table.Clone(), false);
        return _table;
    }
}
