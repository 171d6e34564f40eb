using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
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

    [Theory, InlineData(19, 19, 500, 1), InlineData(500, 1, 19, 19), InlineData(0, 0, 0, 0)]
    public void FewerThanTwentyInAnArm_IsNotEnoughEvidence_HoweverLargeTheDifference(long control, long controlConverted, long treatment, long treatmentConverted)
    {
        var verdict = Of(control, controlConverted, treatment, treatmentConverted);
        Assert.Same(BadgeState.NotEnoughEvidence, verdict.State);
        Assert.Contains("from 20 on in each arm", verdict.Say, StringComparison.Ordinal);
    }

    [Fact]
    public void OneFinished_IsSaidInTheSingular() => Assert.Contains("As logged has 1 finished conversation,", Of(1, 0, 50, 3).Say, StringComparison.Ordinal);

    // 56/70 against 48/80 is Newcombe's own example: 0.2, from 0.0524 to 0.3339.
    [Fact]
    public void IntervalAboveZero_SaysAheadInOneLook_WithTheInterval()
    {
        var verdict = Of(80, 48, 70, 56);
        Assert.Same(VerdictWords.Ahead, verdict.State);
        Assert.Equal("In this one look Learner is ahead of As logged by 20.0\u00A0points, likely from +5.2 to +33.4 points.", verdict.Say);
        Assert.Contains("still gains 5.2\u00A0points", verdict.Why, StringComparison.Ordinal);
        Assert.Contains("Looking again and again makes a false lead likely.", verdict.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void IntervalBelowZero_SaysBehindInOneLook_WithTheCost()
    {
        var verdict = Of(70, 56, 80, 48);
        Assert.Same(VerdictWords.Behind, verdict.State);
        Assert.StartsWith("In this one look Learner is behind As logged by 20.0\u00A0points", verdict.Say, StringComparison.Ordinal);
        Assert.Contains("between 5.2\u00A0points and 33.4\u00A0points", verdict.Why, StringComparison.Ordinal);
    }

    // 5/56 against 0/29: 0.0893, from −0.0381 to 0.1926.
    [Fact]
    public void IntervalHoldsZero_SaysItMayBeNothing()
    {
        var verdict = Of(29, 0, 56, 5);
        Assert.Same(BadgeState.NotEnoughEvidence, verdict.State);
        Assert.Equal("Not enough evidence: Learner is ahead by 8.9\u00A0points, and it could be anything from \u22123.8 to +19.3 points, so it may be nothing.", verdict.Say);
    }

    [Fact]
    public void NoDifference_IsLevel() => Assert.Contains("is level with the control", Of(50, 10, 50, 10).Say, StringComparison.Ordinal);

    [Fact]
    public void Simulated_IsNeverAResult() =>
        Assert.Contains("a rehearsal, never a result", VerdictWords.Of(FakeMetricsFeed.Frame(80, 48, 70, 56, LogSource.Simulated), Texts).Why, StringComparison.Ordinal);

    [Fact]
    public void ThreeArms_GetNoDifference()
    {
        var frame = FakeMetricsFeed.Frame(80, 48, 70, 56);
        var verdict = VerdictWords.Of(frame with { Arms = [.. frame.Arms, frame.Arms[1] with { Key = "third" }] }, Texts);
        Assert.Same(BadgeState.NotEnoughEvidence, verdict.State);
        Assert.Contains("3 arms", verdict.Say, StringComparison.Ordinal);
    }

    [Theory, InlineData(80, 48, 70, 56), InlineData(29, 0, 56, 5), InlineData(70, 56, 80, 48)]
    public void Words_NeverClaimMoreThanOneLook(long control, long controlConverted, long treatment, long treatmentConverted)
    {
        var verdict = Of(control, controlConverted, treatment, treatmentConverted);
        var all = verdict.Say + verdict.Why;
        Assert.DoesNotContain("significant", all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("always", all, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("one look", all, StringComparison.Ordinal);
    }

    private static VerdictWords Of(long control, long controlConverted, long treatment, long treatmentConverted) =>
        VerdictWords.Of(FakeMetricsFeed.Frame(control, controlConverted, treatment, treatmentConverted), Texts);
}
