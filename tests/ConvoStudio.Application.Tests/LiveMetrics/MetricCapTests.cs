using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Tests.Studios;
using Xunit;

namespace ConvoStudio.Application.Tests.LiveMetrics;

public sealed class MetricCapTests
{
    private static readonly double[] Values = [0, 20, 900, 0, 40, 2000, 10, 0];

    [Fact]
    public async Task Advance_WithACap_CountsEachConversationUpToIt_AlsoInThePast()
    {
        await using var harness = await StudioHarness.StartAsync(Capped(500));
        await PlayAsync(harness);
        harness.Studio.Metrics.Advance();
        var frame = harness.Studio.Metrics.Latest("first")!;
        Assert.Equal(Values.Sum(v => Math.Min(v, 500)), frame.Arms.Sum(a => a.Totals.ValueSum));
        Assert.Equal(Values.Sum(v => Math.Min(v, 500) * Math.Min(v, 500)), frame.Arms.Sum(a => a.Analysed.ValueSquareSum));
        // The slider folds the same log in the same way.
        var past = PastMetrics.At(harness.Studio.Log, LogSource.Live, "first", harness.Time.GetUtcNow().AddDays(1)).Latest("first")!;
        Assert.Equal(frame.Arms.Select(a => a.Analysed), past.Arms.Select(a => a.Analysed));
    }

    [Fact]
    public async Task Advance_CappedValueIsCorrected_ChangesByWhatCounts()
    {
        await using var harness = await StudioHarness.StartAsync(Capped(500));
        var id = await harness.OpenConversationAsync();
        await harness.DecideAsync(id);
        await harness.Studio.Outcomes.RecordAsync(id, new RecordOutcome("value", 2000, true), harness.NextIdentity());
        await AssertSumAsync(500);
        await harness.Studio.Outcomes.RecordAsync(id, new RecordOutcome("value", 700, true), harness.NextIdentity());
        await AssertSumAsync(500);
        await harness.Studio.Outcomes.RecordAsync(id, new RecordOutcome("value", 30, true), harness.NextIdentity());
        await AssertSumAsync(30);

        Task AssertSumAsync(double expected)
        {
            harness.Studio.Metrics.Advance();
            Assert.Equal((expected, expected * expected), (harness.Studio.Metrics.Latest("first")!.Arms.Sum(a => a.Analysed.ValueSum), harness.Studio.Metrics.Latest("first")!.Arms.Sum(a => a.Analysed.ValueSquareSum)));
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Advance_NoCap_CountsEveryValueAsItIs()
    {
        await using var harness = await StudioHarness.StartAsync(Capped(null));
        await PlayAsync(harness);
        harness.Studio.Metrics.Advance();
        Assert.Equal(Values.Sum(), harness.Studio.Metrics.Latest("first")!.Arms.Sum(a => a.Totals.ValueSum));
    }

    [Fact]
    public async Task Past_IsCappedLikeTheBoard()
    {
        await using var harness = await StudioHarness.StartAsync(Capped(500));
        await PlayAsync(harness);
        var fold = new TrafficFold(harness.Studio.Log, harness.Studio.Configurations, harness.Time);
        fold.Advance();
        var past = new PastTraffic(harness.Studio.Log, harness.Studio.Configurations, fold).Read(StudioHarness.Playbook, ExperimentMetric.Value, 1000, null, CancellationToken.None);
        harness.Studio.Metrics.Advance();
        Assert.Equal(harness.Studio.Metrics.Latest("first")!.Arms.Sum(a => a.Totals.ValueSum), past.Capped(500).Values.Sum());
        Assert.Equal(2.0 / 8, past.ShareAbove(500));
    }

    [Fact]
    public void ProposedCap_IsTheNinetyNinthOfAHundred_InTwoDigits()
    {
        var past = new PastUnits([.. Enumerable.Range(1, 1000).Select(i => (double)i)], 1000, 10);
        // Rank 989 of 1,000 within the sketch's 1 %, upwards to two digits.
        Assert.InRange(past.ProposedCap!.Value, 980, 1010);
        Assert.True(past.ShareAbove(past.ProposedCap.Value) <= 0.021);
        Assert.Null(new PastUnits([.. Enumerable.Repeat(0.0, 995), 5, 5, 5, 5, 5], 1000, 10).ProposedCap);
        // The largest values are all alike: a cap there would change nothing.
        Assert.Null(new PastUnits([.. Enumerable.Repeat(10.0, 950), .. Enumerable.Repeat(2500.0, 50)], 1000, 10).ProposedCap);
        Assert.Null(new PastUnits([], 0, 0).ProposedCap);
    }

    [Fact]
    public void Plan_WithoutACap_AndWithPlainGuardrails_KeepsItsBytes()
    {
        var plain = StudioHarness.Configuration() with { Experiments = [StudioHarness.Configuration().Experiments[0] with { Plan = ExperimentPlan.Usual with { Guardrails = [new(ExperimentMetric.Reward, 0.1, GuardrailEffect.PauseArm)] } }] };
        var json = System.Text.Encoding.UTF8.GetString(ConfigurationHash.CanonicalBytes(plain));
        Assert.Contains("""
            "guardrails":[{"metric":1,"margin":0.1,"effect":0}]}
            """.Trim(), json, StringComparison.Ordinal);
        Assert.DoesNotContain("\"cap\"", json, StringComparison.Ordinal);
        var capped = plain with { Experiments = [plain.Experiments[0] with { Plan = plain.Experiments[0].Plan! with { Cap = 500, Guardrails = [new(ExperimentMetric.Complaint, 0.02, GuardrailEffect.PauseArm, GuardrailHarm.Rises, GuardrailLimit.Fixed)] } }] };
        Assert.Equal(ConfigurationHash.CanonicalBytes(capped), ConfigurationHash.CanonicalBytes(ConfigurationHash.Read(ConfigurationHash.CanonicalBytes(capped))));
        Assert.Equal(500, ConfigurationHash.Read(ConfigurationHash.CanonicalBytes(capped)).Experiments[0].Plan!.Cap);
    }

    private static async Task PlayAsync(StudioHarness harness)
    {
        for (var i = 0; i < Values.Length; i++)
        {
            var id = await harness.OpenConversationAsync($"customer-{i}");
            await harness.DecideAsync(id);
            await harness.Studio.Outcomes.RecordAsync(id, new RecordOutcome("value", Values[i], true), harness.NextIdentity());
        }
    }

    private static PlaybookConfiguration Capped(double? cap)
    {
        var configuration = StudioHarness.Configuration();
        return configuration with { Experiments = [configuration.Experiments[0] with { Plan = ExperimentPlan.Usual with { Metric = ExperimentMetric.Value, LeastEffect = 5, Cap = cap } }] };
    }
}
