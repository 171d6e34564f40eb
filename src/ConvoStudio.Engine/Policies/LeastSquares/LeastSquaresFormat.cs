using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>Bytes of one least-squares learner: slots; basis; opening; samples; screen; alarms; shared block; actions. Of symmetric matrices the lower half.</summary>
internal static class LeastSquaresFormat
{
    public static void Write(StateWriter writer, LeastSquaresState state)
    {
        foreach (var slot in state.Slots)
        {
            writer.Write((double[])[slot.Moments.Mean, slot.Moments.M2]);
            writer.Write(slot.IsIndicator ? 1 : 0);
        }
        writer.Write(state.LearntCount);
        FeatureFormat.WriteBasis(writer, state.Basis);
        WriteOpening(writer, state.Opening);
        FeatureFormat.WriteChooser(writer, state.Chooser);
        writer.Write(state.Alarms.Count);
        foreach (var alarm in state.Alarms)
        {
            writer.Write(alarm.LearntCount);
            writer.Write(alarm.Action);
        }
        writer.Write(state.Shared is null ? 0 : 1);
        if (state.Shared is not null)
            WriteBlock(writer, state.Shared, 1 + state.Slots.Length);
        writer.Write(state.Actions.Count);
        foreach (var action in state.Actions)
            WriteAction(writer, action, state.Basis.Length);
    }

    public static LeastSquaresState Read(ref StateReader reader, AdaptiveBanditSettings settings, FeatureSets features, int length, long learntCount)
    {
        var slots = new SlotProfile[length];
        for (var j = 0; j < length; j++)
            slots[j] = new(new(learntCount, reader.ReadDouble("moments"), reader.ReadDouble("moments")), reader.ReadInt32("kind of a slot") != 0);
        if (reader.ReadInt64("learnt count of a learner") != learntCount)
            throw reader.Invalid("has learners that have learnt different counts");
        var basis = FeatureFormat.ReadBasis(ref reader, length, settings.MaxFeatures);
        var isDiagonal = basis.Length > settings.MaxFeatures;
        var opening = ReadOpening(ref reader);
        var chooser = FeatureFormat.ReadChooser(ref reader, features, settings.MaxFeatures, length);
        var alarms = new DriftAlarm[reader.ReadCount("number of alarms", 0, 12)];
        for (var i = 0; i < alarms.Length; i++)
            alarms[i] = new(reader.ReadInt64("alarm"), reader.ReadInt32("alarm"));
        var shared = reader.ReadInt32("shared block flag") != 0 ? ReadBlock(ref reader, 1 + length, isDiagonal: false) : null;
        if (shared is null == (settings.SharedBlock && !isDiagonal))
            throw reader.Invalid("has a shared block that does not fit its settings");
        var actions = new List<ActionState>();
        var count = reader.ReadCount("number of actions", 0, 44);
        for (var a = 0; a < count; a++)
        {
            actions.Add(ReadAction(ref reader, basis.Length, isDiagonal));
            if (a > 0 && actions[^2].Number >= actions[^1].Number)
                throw reader.Invalid($"has action {actions[^1].Number} after {actions[^2].Number}");
        }
        if (opening is not null && opening.Any(d => actions.All(a => a.Number != d.Action)))
            throw reader.Invalid("has early decisions with actions it never learnt");
        return new(chooser, actions, opening, slots, basis, shared, learntCount, alarms);
    }

    private static void WriteOpening(StateWriter writer, List<OpeningDecision>? opening)
    {
        writer.Write(opening?.Count ?? -1);
        foreach (var decision in opening ?? [])
        {
            writer.Write(decision.Values.Length);
            writer.Write(decision.Values);
            writer.Write(decision.Action);
            writer.Write(decision.Reward);
        }
    }

    private static List<OpeningDecision>? ReadOpening(ref StateReader reader)
    {
        var count = reader.ReadCount("number of early decisions", -1, 16);
        if (count < 0)
            return null;
        var opening = new List<OpeningDecision>(count);
        for (var i = 0; i < count; i++)
        {
            var values = new double[reader.ReadCount("length of an early context", 0, 8)];
            reader.ReadDoubles(values, "early context");
            opening.Add(new(values, reader.ReadInt32("early action"), reader.ReadDouble("early reward")));
        }
        return opening;
    }

    private static void WriteAction(StateWriter writer, ActionState action, int length)
    {
        writer.Write(action.Number);
        writer.Write(action.LearntCount);
        writer.Write(action.Drift.Count);
        writer.Write((double[])[action.Drift.SquareSum, action.Drift.Up, action.Drift.Down]);
        writer.Write(action.RewardSums.AsSpan(0, length));
        if (action.Block.IsDiagonal)
            writer.Write(action.Gram.AsSpan(0, length));
        for (var i = 0; i < length && !action.Block.IsDiagonal; i++)
            writer.Write(action.Gram.AsSpan((int)LowerTriangle.RowStart(i), i + 1));
        WriteBlock(writer, action.Block, length);
    }

    private static ActionState ReadAction(ref StateReader reader, int length, bool isDiagonal)
    {
        var (number, learntCount) = (reader.ReadInt32("action number"), reader.ReadInt64("learnt count of an action"));
        if (number < 0 || learntCount < 0)
            throw reader.Invalid($"has action {number} with {learntCount} decisions");
        var drift = new PageHinkley(reader.ReadInt64("drift"), reader.ReadDouble("drift"), reader.ReadDouble("drift"), reader.ReadDouble("drift"));
        RequireRoom(reader, length, isDiagonal);
        var sums = new double[Kernel.Stride(length)];
        reader.ReadDoubles(sums.AsSpan(0, length), "reward sums");
        var gram = new double[isDiagonal ? sums.Length : LowerTriangle.Length(length)];
        if (isDiagonal)
            reader.ReadDoubles(gram.AsSpan(0, length), "context sums");
        for (var i = 0; i < length && !isDiagonal; i++)
            reader.ReadDoubles(gram.AsSpan((int)LowerTriangle.RowStart(i), i + 1), "context sums");
        return new(number, gram, sums, ReadBlock(ref reader, length, isDiagonal)) { LearntCount = learntCount, Drift = drift };
    }

    private static void WriteBlock(StateWriter writer, RecursiveBlock block, int length)
    {
        var stride = Kernel.Stride(length);
        writer.Write(block.Coefficients.AsSpan(0, length));
        if (block.IsDiagonal)
            writer.Write(block.Inverse.AsSpan(0, length));
        for (var i = 0; i < length && !block.IsDiagonal; i++)
            writer.Write(block.Inverse.AsSpan(i * stride, i + 1));
    }

    private static RecursiveBlock ReadBlock(ref StateReader reader, int length, bool isDiagonal)
    {
        RequireRoom(reader, length, isDiagonal);
        var stride = Kernel.Stride(length);
        var (inverse, coefficients) = (new double[isDiagonal ? stride : stride * stride], new double[stride]);
        reader.ReadDoubles(coefficients.AsSpan(0, length), "coefficients");
        if (isDiagonal)
            reader.ReadDoubles(inverse.AsSpan(0, length), "inverse");
        for (var i = 0; i < length && !isDiagonal; i++)
        {
            reader.ReadDoubles(inverse.AsSpan(i * stride, i + 1), "inverse");
            for (var j = 0; j < i; j++)
                inverse[(j * stride) + i] = inverse[(i * stride) + j];
        }
        return new(inverse, coefficients, length);
    }

    private static void RequireRoom(in StateReader reader, int length, bool isDiagonal)
    {
        if (8L * length * (isDiagonal ? 2 : (length + 1) / 2) > reader.Remaining)
            throw reader.Invalid("ends within a block");
    }
}
