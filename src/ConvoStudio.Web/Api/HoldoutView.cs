using ConvoStudio.Application.Holdouts;
using ConvoStudio.Application.LiveMetrics;

namespace ConvoStudio.Web.Api;

/// <summary>The customers no experiment meets, and what they show.</summary>
/// <param name="Share">Share of the customers; 0 when nobody is held out.</param>
/// <param name="Policy">The policy they stay on; left out while there never was a holdout.</param>
/// <param name="Since">Results are counted from here.</param>
/// <param name="Version">Of the playbook, to change it.</param>
/// <param name="Held">Customers of the holdout, counted once each.</param>
/// <param name="Others">Everybody else, counted once each.</param>
/// <param name="Lift">Conversion of everybody else over the holdout, with an interval that holds at every look; left out while there is none.</param>
public sealed record HoldoutView(
    double Share, string? Policy, string? Reason, DateTimeOffset? Since, string? By, int Version, HoldoutSideView? Held, HoldoutSideView? Others, HoldoutLiftView? Lift)
{
    internal static HoldoutView Of(HoldoutState state)
    {
        var (holdout, frame) = (state.Holdout, state.Frame);
        var lift = frame?.Reading?.LiftOf(1) is { } known && double.IsFinite(known.Low) && double.IsFinite(known.Estimate) ? new HoldoutLiftView(known.Estimate, known.Low, known.High) : null;
        return new(
            holdout?.Share ?? 0, holdout?.Policy, holdout?.Reason, holdout?.Since, holdout?.By, state.Version,
            frame is null ? null : HoldoutSideView.Of(frame.Arms[0]), frame is null ? null : HoldoutSideView.Of(frame.Arms[1]), lift);
    }
}

/// <summary>One side of a holdout.</summary>
/// <param name="Customers">Counted so far, with the first conversation of each.</param>
/// <param name="Analysed">Of those, finished in their order.</param>
/// <param name="Converted">Of those, converted ones.</param>
public sealed record HoldoutSideView(long Customers, long Analysed, long Converted)
{
    internal static HoldoutSideView Of(ArmFrame arm) => new(arm.Totals.Conversations, arm.Analysed.Closed, arm.Analysed.Conversions);
}

/// <summary>A difference of rates in shares of 1.</summary>
public sealed record HoldoutLiftView(double Estimate, double Low, double High);
