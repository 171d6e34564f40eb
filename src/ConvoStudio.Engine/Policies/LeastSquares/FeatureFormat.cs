namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>Bytes of a basis, and of what its chooser has seen.</summary>
internal static class FeatureFormat
{
    public static void WriteBasis(StateWriter writer, FeatureBasis basis)
    {
        writer.Write(basis.Shifts);
        writer.Write(basis.Factors);
        writer.Write(basis.StepFactor);
        writer.Write(basis.Steps.Length);
        foreach (var step in basis.Steps)
        {
            writer.Write(step.Slot);
            writer.Write(step.Cut);
        }
        writer.Write(basis.Pairs.Length);
        foreach (var pair in basis.Pairs)
        {
            writer.Write(pair.First);
            writer.Write(pair.Second);
        }
    }

    public static FeatureBasis ReadBasis(ref StateReader reader, int length, int maxFeatures)
    {
        var (shifts, factors) = (new double[length], new double[length]);
        reader.ReadDoubles(shifts, "shifts");
        reader.ReadDoubles(factors, "factors");
        var stepFactor = reader.ReadDouble("factor of a step");
        var steps = new FeatureStep[reader.ReadCount("number of steps", 0, 12)];
        for (var i = 0; i < steps.Length; i++)
            steps[i] = new(ReadSlot(ref reader, length), reader.ReadDouble("cut"));
        var pairs = new FeaturePair[reader.ReadCount("number of pairs", 0, 8)];
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = new(ReadSlot(ref reader, length), ReadSlot(ref reader, length));
        if (steps.Length + pairs.Length > 0 && 1 + length + steps.Length + pairs.Length > maxFeatures)
            throw reader.Invalid("has more features than its settings allow");
        return new(shifts, factors, stepFactor, steps, pairs);
    }

    public static void WriteChooser(StateWriter writer, FeatureChooser chooser)
    {
        writer.Write(chooser.Samples is null ? 0 : 1);
        foreach (var sample in chooser.Samples ?? [])
        {
            writer.Write(sample.Every);
            writer.Write(sample.Values.Count);
            foreach (var value in sample.Values)
                writer.Write(value);
        }
        writer.Write(chooser.Screen is null ? 0 : 1);
        if (chooser.Screen is not { } screen)
            return;
        writer.Write(screen.Covariance);
        writer.Write(screen.Energy);
        writer.Write(screen.Totals.Squares);
        writer.Write(screen.Totals.Count);
    }

    public static FeatureChooser ReadChooser(ref StateReader reader, FeatureSets features, int maxFeatures, int length)
    {
        var chooser = new FeatureChooser(features, maxFeatures);
        if (reader.ReadInt32("samples flag") != 0)
        {
            chooser.Samples = new SlotSample[length];
            for (var j = 0; j < length; j++)
                chooser.Samples[j] = ReadSample(ref reader);
        }
        if (reader.ReadInt32("screen flag") == 0)
            return chooser;
        if (length >= maxFeatures)
            throw reader.Invalid("watches pairs that have no room");
        chooser.Screen = new(length);
        reader.ReadDoubles(chooser.Screen.Covariance, "screen");
        reader.ReadDoubles(chooser.Screen.Energy, "screen");
        chooser.Screen.Totals = (reader.ReadDouble("screen"), reader.ReadInt64("screen"));
        return chooser;
    }

    private static SlotSample ReadSample(ref StateReader reader)
    {
        var every = reader.ReadInt64("sample");
        var values = new double[reader.ReadCount("length of a sample", 0, 8)];
        reader.ReadDoubles(values, "sample");
        return every > 0 ? SlotSample.Of(every, values) : throw reader.Invalid($"has a sample of every {every} values");
    }

    private static int ReadSlot(ref StateReader reader, int length)
    {
        var slot = reader.ReadInt32("slot");
        return slot >= 0 && slot < length ? slot : throw reader.Invalid($"has slot {slot} of {length}");
    }
}
