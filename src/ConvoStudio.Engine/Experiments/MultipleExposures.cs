namespace ConvoStudio.Engine.Experiments;

/// <summary>Units seen in more than one arm of the same experiment. They are left out of the analysis; many of them are a fault of the assignment.</summary>
/// <param name="Units">Units seen at all.</param>
/// <param name="Multiple">Of those, in more than one arm.</param>
public readonly record struct MultipleExposures(long Units, long Multiple)
{
    /// <summary>Share with its interval.</summary>
    /// <param name="confidence">In (0, 1).</param>
    public WilsonInterval Share(double confidence = 0.95) => WilsonInterval.Of(Multiple, Units, confidence);

    /// <summary>True when more than the tolerated share is certain at 95 %.</summary>
    /// <param name="tolerated">In [0, 1].</param>
    public bool IsFaulty(double tolerated = 0.01) => Share().Low > tolerated;

    /// <summary>Sums of both.</summary>
    public static MultipleExposures operator +(MultipleExposures left, MultipleExposures right) =>
        new(left.Units + right.Units, left.Multiple + right.Multiple);

    /// <summary>Sums of both.</summary>
    public static MultipleExposures Add(MultipleExposures left, MultipleExposures right) => left + right;
}
