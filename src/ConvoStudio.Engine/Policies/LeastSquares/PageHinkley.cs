namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>Page-Hinkley test of a stream of residuals for a change of their mean, up or down.</summary>
/// <remarks>Residuals are standardised by the running second moment of those before. Up: U ← max(0, U + z − δ); an alarm when U exceeds the threshold; the
/// same downwards. Source: Page, Biometrika 1954; Hinkley, Biometrika 1971.</remarks>
/// <param name="Count">Residuals seen since the last alarm; 0 or more.</param>
/// <param name="SquareSum">Sum of their squares, unscaled.</param>
/// <param name="Up">Evidence for a mean above 0; 0 or more.</param>
/// <param name="Down">Evidence for a mean below 0; 0 or more.</param>
public readonly record struct PageHinkley(long Count, double SquareSum, double Up, double Down)
{
    /// <summary>Change of the mean, in standard deviations, that is let pass.</summary>
    public const double Allowance = 0.25;

    /// <summary>Residuals before the scale is trusted.</summary>
    public const int WarmUp = 30;

    /// <summary>The test with one more residual.</summary>
    /// <param name="residual">Finite.</param>
    public PageHinkley Add(double residual)
    {
        var next = this with { Count = Count + 1, SquareSum = SquareSum + (residual * residual) };
        if (Count < WarmUp || SquareSum == 0)
            return next;
        // One residual counts at most three deviations: rare rewards are no drift by themselves.
        var z = Math.Clamp(residual / Math.Sqrt(SquareSum / Count), -3, 3);
        return next with { Up = Math.Max(0, Up + z - Allowance), Down = Math.Max(0, Down - z - Allowance) };
    }

    /// <summary>Whether the evidence is beyond a threshold.</summary>
    /// <param name="threshold">In standard deviations; more than 0.</param>
    public bool IsAlarm(double threshold) => Up > threshold || Down > threshold;
}
