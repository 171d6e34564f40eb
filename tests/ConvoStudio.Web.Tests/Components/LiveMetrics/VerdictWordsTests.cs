using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.LiveMetrics;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Tests.Components.LiveMetrics;

public sealed class VerdictWordsTests
{
    private static readonly IStringLocalizer<LiveMetricsTexts> Texts =
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<LiveMetricsTexts>>();

    [Theory, InlineData(19, 10, 500, 250), InlineData(500, 250, 19, 10), InlineData(0, 0, 0, 0)]
    public void FewerThanTwentyInAnArm_IsNotEnoughEvidence(long control, long controlConverted, long treatment, long treatmentConverted)
    {
        var verdict = Of(control, controlConverted, treatment, treatmentConverted);
        Assert.Same(BadgeState.NotEnoughEvidence, verdict.State);
        Assert.Contains("from 20 on in each arm", verdict.Say, StringComparison.Ordinal);
    }

    [Fact]
    public void OneFinished_IsSaidInTheSingular() => Assert.Contains("As logged has 1 finished conversation,", Of(1, 0, 50, 3).Say, StringComparison.Ordinal);

    [Fact]
    public void Better_SaysShip_WithIntervalAndTheCostOfBeingWrong()
    {
        var frame = FakeMetricsFeed.Frame(2000, 200, 2000, 320);
        var lift = frame.Reading!.LiftOf(1)!.Value;
        var verdict = VerdictWords.Of(frame, Texts);
        Assert.Same(BadgeState.Ship, verdict.State);
        Assert.Equal($"Ship Learner: it converts 6.0\u00A0points better than As logged, from {Numbers.Interval(lift.Low, lift.High)} points.", verdict.Say);
        Assert.Contains("shipping costs 0.0\u00A0points on average", verdict.Why, StringComparison.Ordinal);
        Assert.Contains("first 4,000 conversations", verdict.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Worse_SaysHarm_WithTheCostOfGoingOn()
    {
        var verdict = Of(2000, 320, 2000, 200);
        Assert.Same(BadgeState.Harm, verdict.State);
        Assert.StartsWith("Stop Learner: it converts 6.0\u00A0points worse than As logged", verdict.Say, StringComparison.Ordinal);
        Assert.Contains("Going on costs between", verdict.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void IntervalHoldsZero_SaysKeepGoing_AndWhenNothingMoreComes_NotEnoughEvidence()
    {
        var frame = FakeMetricsFeed.Frame(200, 20, 200, 30);
        Assert.Same(BadgeState.KeepGoing, VerdictWords.Of(frame, Texts).State);
        Assert.Contains("ahead by 5.0\u00A0points, and it could be anything from", VerdictWords.Of(frame, Texts).Say, StringComparison.Ordinal);
        Assert.Contains("may be nothing", VerdictWords.Of(frame, Texts).Say, StringComparison.Ordinal);
        Assert.Same(BadgeState.NotEnoughEvidence, VerdictWords.Of(frame, Texts, ended: true).State);
    }

    [Fact]
    public void NoDifference_IsLevel() => Assert.Contains("is level with the control", Of(50, 10, 50, 10).Say, StringComparison.Ordinal);

    [Fact]
    public void Simulated_IsNeverAResult() =>
        Assert.Contains("a rehearsal, never a result", VerdictWords.Of(FakeMetricsFeed.Frame(2000, 200, 2000, 320, LogSource.Simulated), Texts).Why, StringComparison.Ordinal);

    [Fact]
    public void FinishedOnesThatWait_AreSaid()
    {
        var frame = FakeMetricsFeed.Frame(200, 20, 200, 30);
        var waiting = frame with { Arms = [frame.Arms[0], frame.Arms[1] with { Totals = frame.Arms[1].Totals with { Closed = 212 } }] };
        Assert.Contains("12 more have finished and wait for older ones.", VerdictWords.Of(waiting, Texts).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void EnoughFinishedButFewThatCount_SaysWhatTheyWaitFor()
    {
        var frame = FakeMetricsFeed.Frame(1, 0, 50, 3);
        var verdict = VerdictWords.Of(frame with { Arms = [frame.Arms[0] with { Totals = frame.Arms[0].Totals with { Closed = 294 } }, frame.Arms[1]] }, Texts);
        Assert.Equal("Not enough evidence yet: 293 finished conversations wait for older ones that are still open.", verdict.Say);
        Assert.EndsWith("So far the arm As logged has 1 that may count; a difference is told from 20 on in each arm.", verdict.Why, StringComparison.Ordinal);
    }

    /// <remarks>As with values before the first sale: there are enough, and all of them are alike.</remarks>
    [Fact]
    public void EnoughThatCountButNothingToTell_IsNotSaidToWait()
    {
        var frame = FakeMetricsFeed.Frame(200, 0, 200, 0);
        var unsaid = frame.Reading! with { Verdict = VerdictKind.NotEnoughEvidence };
        Assert.DoesNotContain("wait for older ones", VerdictWords.Of(frame with { Reading = unsaid }, Texts).Say, StringComparison.Ordinal);
    }

    [Fact]
    public void ControlAlone_HasNothingToCompare()
    {
        var frame = FakeMetricsFeed.Frame(80, 48, 70, 56) with { Reading = ExperimentReading.Of([MeanSums.OfProportion(80, 48)], 0) };
        var verdict = VerdictWords.Of(frame with { Arms = [frame.Arms[0]] }, Texts);
        Assert.Same(BadgeState.NotEnoughEvidence, verdict.State);
        Assert.Contains("no second arm", verdict.Say, StringComparison.Ordinal);
    }

    [Theory, InlineData(2000, 200, 2000, 320), InlineData(200, 20, 200, 30), InlineData(2000, 320, 2000, 200)]
    public void Words_NeverSaySignificant_AndAlwaysGiveTheInterval(long control, long controlConverted, long treatment, long treatmentConverted)
    {
        var verdict = Of(control, controlConverted, treatment, treatmentConverted);
        Assert.DoesNotContain("significant", verdict.Say + verdict.Why, StringComparison.OrdinalIgnoreCase);
        Assert.Matches(" from [+\u2212][0-9.]+ to [+\u2212][0-9.]+ points", verdict.Say);
    }

    private static VerdictWords Of(long control, long controlConverted, long treatment, long treatmentConverted) =>
        VerdictWords.Of(FakeMetricsFeed.Frame(control, controlConverted, treatment, treatmentConverted), Texts);
}
