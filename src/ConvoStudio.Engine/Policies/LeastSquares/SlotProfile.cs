using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>What was seen of one slot, unscaled.</summary>
/// <param name="Moments">Moments over all learnt decisions.</param>
/// <param name="IsIndicator">No value other than 0 and 1 so far.</param>
internal readonly record struct SlotProfile(RunningMoments Moments, bool IsIndicator)
{
    /// <summary>How many standard deviations from the mean a value counts at most.</summary>
    private const double Reach = 5;

    public static SlotProfile OfZeros(long count) => new(RunningMoments.OfZeros(count), true);

    /// <summary>Never took another value: it says nothing yet.</summary>
    public bool IsConstant => Moments.M2 == 0;

    /// <summary>Always 1 so far: another intercept.</summary>
    public bool IsAlwaysOne => IsIndicator && IsConstant && Moments.Count > 0 && Moments.Mean == 1;

    public SlotProfile Add(double value) => new(Moments.Add(value), IsIndicator && value is 0 or 1);

    /// <summary>The value, brought within reach of what was seen before, once that is enough to tell.</summary>
    public double Bounded(double value)
    {
        if (IsIndicator || IsConstant || Moments.Count < 16)
            return value;
        var reach = Reach * Math.Max(Moments.StandardDeviation, 0.01 * Math.Abs(Moments.Mean));
        return Math.Clamp(value, Moments.Mean - reach, Moments.Mean + reach);
    }
}
