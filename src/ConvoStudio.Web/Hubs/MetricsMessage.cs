using System.Text.Json.Serialization;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Web.Api;

namespace ConvoStudio.Web.Hubs;

/// <summary>A frame as JSON, the same for clients of the hub and for the script of a page. A mean of nothing is null.</summary>
/// <param name="Sequence">Everything up to this log entry is in it.</param>
/// <param name="AsOf">When the log was last looked at.</param>
/// <param name="Verdict">As in the results of the API; null without a control.</param>
/// <param name="SplitPValue">Whether the arms got their shares: small means that they did not. Holds at every look.</param>
public sealed record MetricsMessage(
    string Playbook, string Experiment, bool Simulated, long Sequence, DateTimeOffset AsOf, IReadOnlyList<ArmMessage> Arms, PointMessage? Latest,
    string? Verdict, double SplitPValue)
{
    public static MetricsMessage Of(MetricsFrame frame) => new(
        frame.Playbook, frame.Experiment, frame.Source == LogSource.Simulated, frame.Sequence, frame.AsOf, [.. frame.Arms.Select((_, arm) => ArmMessage.Of(frame, arm))],
        frame.Latest is { } p ? new PointMessage(p.Finished, p.At, p.Conversion, p.MeanReward) : null,
        frame.Reading is { } reading ? ApiWords.Of(reading.Verdict) : null, frame.SplitPValue);
}

/// <summary>One arm. Rates are over finished conversations; the lift is over analysed ones, in assignment order.</summary>
/// <param name="Lift">Conversion over the control's; null for the control, and before both have a conversation.</param>
/// <param name="LiftLow">Lower end of the interval that holds at every look.</param>
/// <param name="ChanceOfBest">That the arm's rate is the highest, with flat priors; null without a control.</param>
/// <param name="ConversionLow">Lower end of the 95 % Wilson interval.</param>
/// <param name="Reported">Conversions so far, pending conversations included.</param>
/// <param name="Blocked">Decisions in which a rule stood in the way of some action.</param>
public sealed record ArmMessage(
    string Key, string Name, bool Control, long Conversations, long Finished, long Pending, long Decisions, long Conversions, long Reported,
    double? Conversion, double ConversionLow, double ConversionHigh, double? MeanReward, double? MeanEngagement, double? MeanValue,
    long Analysed, double? Lift, double? LiftLow, double? LiftHigh, double? ChanceOfBest, long Blocked)
{
    public static ArmMessage Of(MetricsFrame frame, int number)
    {
        var (arm, lift) = (frame.Arms[number], frame.Reading?.LiftOf(number));
        var conversion = arm.Totals.Conversion();
        return new ArmMessage(
            arm.Key, arm.Name, arm.Control, arm.Totals.Conversations, arm.Totals.Closed, arm.Pending, arm.Totals.Decisions, arm.Totals.Conversions, arm.Reported,
            Known(conversion.Estimate), conversion.Low, conversion.High, Known(arm.Totals.MeanReward), Known(arm.Totals.MeanEngagement), Known(arm.Totals.MeanValue),
            arm.Analysed.Closed, Known(lift?.Estimate ?? double.NaN), Known(lift?.Low ?? double.NaN), Known(lift?.High ?? double.NaN), frame.Reading?.ProbabilityBest[number], arm.Blocked);
    }

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>Conversion and reward of each arm when so many conversations were finished.</summary>
public sealed record PointMessage(long Finished, DateTimeOffset At, IReadOnlyList<double?> Conversion, IReadOnlyList<double?> MeanReward);

/// <summary>How frames are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MetricsMessage))]
public sealed partial class MetricsJson : JsonSerializerContext;
