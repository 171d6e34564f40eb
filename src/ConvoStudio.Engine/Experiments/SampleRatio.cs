using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>Checks whether units arrived in the arms in the shares they were assigned with. Holds at one look; watched live it is SequentialSampleRatio.</summary>
/// <param name="ChiSquare">Σ (observed − expected)²/expected.</param>
/// <param name="DegreesOfFreedom">Arms that count, less one.</param>
/// <param name="PValue">In [0, 1]; 1 when there is nothing to compare.</param>
/// <remarks>Source: Pearson, Philosophical Magazine 50, 1900; Fabijan et al., KDD 2019.</remarks>
public readonly record struct SampleRatio(double ChiSquare, int DegreesOfFreedom, double PValue)
{
    /// <summary>Tests counts against shares.</summary>
    /// <param name="observed">Units of each arm; missing ones count as none.</param>
    /// <param name="shares">Share or weight of each arm, 0 or more. Arms of share 0 are left out.</param>
    /// <param name="leaveOutEmpty">True also leaves out arms without units, as for arms that were never switched on.</param>
    /// <exception cref="ArgumentException">A count or a share is negative, or there are more counts than shares.</exception>
    public static SampleRatio Of(ReadOnlySpan<double> observed, ReadOnlySpan<double> shares, bool leaveOutEmpty = false)
    {
        if (observed.Length > shares.Length)
            throw new ArgumentException($"{observed.Length} counts need as many shares, not {shares.Length}.", nameof(shares));
        double units = 0, total = 0;
        var arms = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            var count = i < observed.Length ? observed[i] : 0;
            if (!(shares[i] >= 0) || !(count >= 0))
                throw new ArgumentException($"Arm {i} has a negative count or share.", nameof(shares));
            if (!Counts(shares[i], count, leaveOutEmpty))
                continue;
            units += count;
            total += shares[i];
            arms++;
        }
        if (arms < 2 || units == 0)
            return new(0, Math.Max(0, arms - 1), 1);
        var sum = 0.0;
        for (var i = 0; i < shares.Length; i++)
        {
            var count = i < observed.Length ? observed[i] : 0;
            if (!Counts(shares[i], count, leaveOutEmpty))
                continue;
            var expected = shares[i] / total * units;
            sum += (count - expected) * (count - expected) / expected;
        }
        return new(sum, arms - 1, Numerics.ChiSquare.Survival(sum, arms - 1));
    }

    private static bool Counts(double share, double count, bool leaveOutEmpty) => share > 0 && (count > 0 || !leaveOutEmpty);
}
