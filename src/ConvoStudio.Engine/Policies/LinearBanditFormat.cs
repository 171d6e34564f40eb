using System.Buffers;
using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies.Exploration;

namespace ConvoStudio.Engine.Policies;

/// <summary>Bytes of a linear bandit. Body of version 1: settings; d; learnt counts; penalties; moments (count, means, M2); shared coefficients and inverse;
/// number of actions, then for each: number, count, Σrx, Σxx', coefficients, inverse. Of symmetric matrices the lower half, row by row.
/// Version 2 has other settings: any exploration instead of the scale and exponent of SquareCB's γ, and the expected reward.</summary>
internal static class LinearBanditFormat
{
    private const uint Magic = 0x424C5343; // "CSLB"
    private const int Version = 2;

    public static void Save(LinearBanditLearner learner, IBufferWriter<byte> destination)
    {
        var writer = new StateWriter(Magic, Version);
        var (settings, length) = (learner.Settings, learner.ContextLength);
        writer.Write(settings.Floor);
        settings.Exploration.Write(writer);
        writer.Write(settings.Ridge);
        writer.Write(settings.SharedBlock ? 1 : 0);
        writer.Write(settings.PriorReward);
        writer.Write(length);
        writer.Write(learner.LearntCount);
        writer.Write(learner.LastResolveAt);
        writer.Write(learner.Penalties);
        foreach (var moments in learner.Moments)
        {
            writer.Write(moments.Mean);
            writer.Write(moments.M2);
        }
        if (learner.Shared is { } shared)
            WriteBlock(writer, shared, length);
        writer.Write(learner.ActionStates.Count);
        foreach (var action in learner.ActionStates)
        {
            writer.Write(action.Number);
            writer.Write(action.LearntCount);
            writer.Write(action.RewardSums.AsSpan(0, length));
            for (var i = 0; i < length; i++)
                writer.Write(action.Gram.AsSpan((int)LowerTriangle.RowStart(i), i + 1));
            WriteBlock(writer, action.Block, length);
        }
        writer.Finish(destination);
    }

    public static LinearBanditLearner Load(ReadOnlySpan<byte> bytes)
    {
        var reader = new StateReader(bytes, Magic, Version, "linear bandit");
        var settings = ReadSettings(ref reader);
        var length = reader.ReadCount("context length", 1, 24);
        var learntCount = reader.ReadInt64("learnt count");
        var lastResolveAt = reader.ReadInt64("last re-solve");
        if (learntCount < 0 || lastResolveAt < 0 || lastResolveAt > learntCount)
            throw reader.Invalid($"has impossible counts: {learntCount} learnt, last re-solve at {lastResolveAt}");
        var penalties = new double[Kernel.Stride(length)];
        reader.ReadDoubles(penalties.AsSpan(0, length), "penalties");
        var moments = new RunningMoments[length];
        for (var i = 0; i < length; i++)
            moments[i] = new(learntCount, reader.ReadDouble("moments"), reader.ReadDouble("moments"));
        var shared = settings.SharedBlock ? ReadBlock(ref reader, length, "shared block") : null;
        var actionBytes = 12 + (8L * length * (length + 3));
        var count = reader.ReadCount("number of actions", 0, (int)Math.Min(actionBytes, int.MaxValue));
        var actions = new List<LinearActionState>(count);
        for (var i = 0; i < count; i++)
        {
            var action = ReadAction(ref reader, length);
            if (i > 0 && actions[^1].Number >= action.Number)
                throw reader.Invalid($"has action {action.Number} after {actions[^1].Number}");
            actions.Add(action);
        }
        reader.RequireEnd();
        return new(settings, length, learntCount, lastResolveAt, penalties, moments, shared, actions);
    }

    private static LinearBanditSettings ReadSettings(ref StateReader reader)
    {
        var floor = reader.ReadDouble("floor");
        var exploration = reader.Version == 1
            ? ExplorationSettings.SquareCb(reader.ReadDouble("gamma scale"), reader.ReadDouble("gamma exponent"))
            : ExplorationSettings.Read(ref reader);
        var settings = new LinearBanditSettings(
            floor, reader.ReadDouble("ridge"), reader.ReadInt32("shared block flag") != 0, reader.Version == 1 ? 0 : reader.ReadDouble("expected reward"))
        {
            Exploration = exploration,
        };
        try
        {
            return settings.Validated();
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new InvalidDataException($"Saved linear bandit has a setting out of range: {exception.Message}", exception);
        }
    }

    private static LinearActionState ReadAction(ref StateReader reader, int length)
    {
        var number = reader.ReadInt32("action number");
        var learntCount = reader.ReadInt64("learnt count of an action");
        if (number < 0 || learntCount < 0)
            throw reader.Invalid($"has action {number} with {learntCount} decisions");
        var sums = new double[Kernel.Stride(length)];
        reader.ReadDoubles(sums.AsSpan(0, length), "reward sums");
        var gram = new double[LowerTriangle.Length(length)];
        for (var i = 0; i < length; i++)
            reader.ReadDoubles(gram.AsSpan((int)LowerTriangle.RowStart(i), i + 1), "context sums");
        return new(number, gram, sums, ReadBlock(ref reader, length, "block of an action")) { LearntCount = learntCount };
    }

    private static void WriteBlock(StateWriter writer, LinearBlock block, int length)
    {
        var stride = Kernel.Stride(length);
        writer.Write(block.Coefficients.AsSpan(0, length));
        for (var i = 0; i < length; i++)
            writer.Write(block.Inverse.AsSpan(i * stride, i + 1));
    }

    private static LinearBlock ReadBlock(ref StateReader reader, int length, string name)
    {
        var stride = Kernel.Stride(length);
        if (8L * length * (length + 1) / 2 > reader.Remaining)
            throw reader.Invalid($"ends within the {name}");
        var (inverse, coefficients) = (new double[stride * stride], new double[stride]);
        reader.ReadDoubles(coefficients.AsSpan(0, length), name);
        for (var i = 0; i < length; i++)
        {
            reader.ReadDoubles(inverse.AsSpan(i * stride, i + 1), name);
            for (var j = 0; j < i; j++)
                inverse[(j * stride) + i] = inverse[(i * stride) + j];
        }
        return new(inverse, coefficients);
    }
}
