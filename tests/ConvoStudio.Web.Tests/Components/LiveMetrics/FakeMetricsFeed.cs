using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Web.Tests.Components.LiveMetrics;

/// <summary>A feed that sends when it is told to.</summary>
public sealed class FakeMetricsFeed : IMetricsFeed
{
    public const string Experiment = "ask-first";
    private readonly List<Action<MetricsFrame>> _handlers = [];
    private readonly List<MetricsPoint> _points = [];
    private MetricsFrame? _latest;

    public int SubscriberCount => _handlers.Count;

    public MetricsFrame? Latest(string experiment) => _latest;

    public IReadOnlyList<MetricsPoint> History(string experiment) => [.. _points];

    public IDisposable Subscribe(string? experiment, Action<MetricsFrame> handle)
    {
        _handlers.Add(handle);
        return new Subscription(() => _handlers.Remove(handle));
    }

    /// <summary>A frame of two arms with as many finished conversations, conversions included.</summary>
    public void Send(long control, long controlConverted, long treatment, long treatmentConverted)
    {
        var frame = Frame(control, controlConverted, treatment, treatmentConverted);
        var point = new MetricsPoint(
            control + treatment, frame.AsOf, [.. frame.Arms.Select(arm => (double?)arm.Totals.Conversion().Estimate)], [.. frame.Arms.Select(arm => (double?)arm.Totals.MeanReward)],
            [null, frame.Reading!.Treatments[0].Lift is { } lift ? new LiftPoint(lift.Low, lift.Estimate, lift.High) : null]);
        _points.Add(point);
        _latest = frame with { Latest = point };
        foreach (var handle in _handlers.ToArray()) handle(_latest);
    }

    /// <summary>A frame made elsewhere.</summary>
    public void Send(MetricsFrame frame)
    {
        _latest = frame;
        foreach (var handle in _handlers.ToArray()) handle(frame);
    }

    public static MetricsFrame Frame(long control, long controlConverted, long treatment, long treatmentConverted, LogSource source = LogSource.Live) => new(
        "cards", Experiment, source, control + treatment, new DateTimeOffset(2026, 11, 22, 14, 8, 12, TimeSpan.Zero),
        [
            new ArmFrame("control", "As logged", true, Totals(control, controlConverted), controlConverted, Totals(control, controlConverted)),
            new ArmFrame("treatment", "Learner", false, Totals(treatment, treatmentConverted), treatmentConverted, Totals(treatment, treatmentConverted)),
        ],
        null, ExperimentReading.Of([MeanSums.OfProportion(control, controlConverted), MeanSums.OfProportion(treatment, treatmentConverted)], 0), 1);

    private static ArmTotals Totals(long finished, long converted) =>
        new(finished + 3, finished, finished * 4, converted, converted * 0.5, converted * 0.25, finished * 0.6, 0);

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
