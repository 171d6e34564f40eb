using System.Text.Json.Serialization;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;

namespace ConvoStudio.Web.Hubs;

/// <summary>A frame as JSON, the same for clients of the hub and for the script of a page. A mean of nothing is null.</summary>
/// <param name="Sequence">Everything up to this log entry is in it.</param>
/// <param name="AsOf">When the log was last looked at.</param>
public sealed record MetricsMessage(
    string Playbook, string Experiment, bool Simulated, long Sequence, DateTimeOffset AsOf, IReadOnlyList<ArmMessage> Arms, PointMessage? Latest)
{
    public static MetricsMessage Of(MetricsFrame frame) => new(
        frame.Playbook, frame.Experiment, frame.Source == LogSource.Simulated, frame.Sequence, frame.AsOf, [.. frame.Arms.Select(ArmMessage.Of)],
        frame.Latest is { } p ? new PointMessage(p.Finished, p.At, p.Conversion, p.MeanReward) : null);
}

/// <summary>One arm. Rates are over finished conversations.</summary>
/// <param name="ConversionLow">Lower end of the 95 % Wilson interval.</param>
/// <param name="Reported">Conversions so far, pending conversations included.</param>
public sealed record ArmMessage(
    string Key, string Name, bool Control, long Conversations, long Finished, long Pending, long Decisions, long Conversions, long Reported,
    double? Conversion, double ConversionLow, double ConversionHigh, double? MeanReward, double? MeanEngagement, double? MeanValue)
{
    public static ArmMessage Of(ArmFrame arm)
    {
        var conversion = arm.Totals.Conversion();
        return new ArmMessage(
            arm.Key, arm.Name, arm.Control, arm.Totals.Conversations, arm.Totals.Closed, arm.Pending, arm.Totals.Decisions, arm.Totals.Conversions, arm.Reported,
            Known(conversion.Estimate), conversion.Low, conversion.High, Known(arm.Totals.MeanReward), Known(arm.Totals.MeanEngagement), Known(arm.Totals.MeanValue));
    }

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>Conversion and reward of each arm when so many conversations were finished.</summary>
public sealed record PointMessage(long Finished, DateTimeOffset At, IReadOnlyList<double?> Conversion, IReadOnlyList<double?> MeanReward);

/// <summary>How frames are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MetricsMessage))]
public sealed partial class MetricsJson : JsonSerializerContext;
