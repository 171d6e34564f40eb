using System.Buffers;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>Bytes of an adaptive bandit. Body of version 1: settings; d; learnt count; number of learners, then for each: feature set, squared error, state
/// (<see cref="LeastSquaresFormat"/>).</summary>
internal static class AdaptiveBanditFormat
{
    private const uint Magic = 0x42415343; // "CSAB"
    private const int Version = 1;

    public static void Save(AdaptiveBanditLearner learner, IBufferWriter<byte> destination)
    {
        var writer = new StateWriter(Magic, Version);
        WriteSettings(writer, learner.Settings);
        writer.Write(learner.ContextLength);
        writer.Write(learner.LearntCount);
        writer.Write(learner.Candidates.Count);
        foreach (var candidate in learner.Candidates)
        {
            writer.Write((int)candidate.Learner.Features);
            writer.Write(candidate.SquaredError);
            LeastSquaresFormat.Write(writer, candidate.Learner.State);
        }
        writer.Finish(destination);
    }

    public static AdaptiveBanditLearner Load(ReadOnlySpan<byte> bytes)
    {
        var reader = new StateReader(bytes, Magic, Version, "adaptive bandit");
        var settings = ReadSettings(ref reader);
        var length = reader.ReadCount("context length", 1, 17);
        var learntCount = reader.ReadInt64("learnt count");
        if (learntCount < 0)
            throw reader.Invalid($"has {learntCount} learnt decisions");
        var count = reader.ReadCount("number of learners", 1, 12);
        var candidates = new List<Candidate>(count);
        for (var c = 0; c < count; c++)
        {
            var features = (FeatureSets)reader.ReadInt32("feature set");
            if (!settings.Features.HasFlag(features) || !int.IsPow2((int)features))
                throw reader.Invalid($"has a learner over the feature set {(int)features}");
            var error = reader.ReadDouble("squared error");
            candidates.Add(new(new(settings, LeastSquaresFormat.Read(ref reader, settings, features, length, learntCount)), error));
        }
        reader.RequireEnd();
        return new(settings, length, learntCount, candidates);
    }

    private static void WriteSettings(StateWriter writer, AdaptiveBanditSettings settings)
    {
        writer.Write((double[])[settings.Floor, settings.Exploration, settings.PriorMean, settings.Ridge, settings.BiasRidge]);
        writer.Write(settings.SharedBlock ? 1 : 0);
        writer.Write((int)settings.Features);
        writer.Write(settings.MaxFeatures);
        writer.Write((double[])[settings.DriftThreshold, settings.Remembered, settings.RememberedElsewhere]);
    }

    private static AdaptiveBanditSettings ReadSettings(ref StateReader reader)
    {
        var settings = new AdaptiveBanditSettings(
            reader.ReadDouble("floor"), reader.ReadDouble("exploration"), reader.ReadDouble("prior mean"), reader.ReadDouble("ridge"), reader.ReadDouble("ridge of the intercept"),
            reader.ReadInt32("shared block flag") != 0, (FeatureSets)reader.ReadInt32("feature sets"), reader.ReadInt32("most features"),
            reader.ReadDouble("drift threshold"), reader.ReadDouble("remembered share"), reader.ReadDouble("remembered share elsewhere"));
        try
        {
            return settings.Validated();
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new InvalidDataException($"Saved adaptive bandit has a setting out of range: {exception.Message}", exception);
        }
    }
}
