using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Tests.Studios;
using Xunit;

namespace ConvoStudio.Application.Tests.Experiments;

public sealed class TrafficSimulationTests
{
    private static readonly ArmPart[] Arms = [new("control", "As ever", "uniform", 1, true), new("treatment", "Same again", "uniform", 1, false)];

    [Fact]
    public async Task Past_FinishedLiveConversations_CountOnce_WithTheirConversion()
    {
        await using var harness = await StudioHarness.StartAsync();
        for (var i = 0; i < 12; i++)
            await harness.PlayAsync(i);
        await harness.OpenConversationAsync("still open");
        var fold = new TrafficFold(harness.Studio.Log, harness.Studio.Configurations, harness.Time);
        fold.Advance();
        var past = new PastTraffic(harness.Studio.Log, harness.Studio.Configurations, fold).Read(StudioHarness.Playbook, ExperimentMetric.Conversion, 1000, null, CancellationToken.None);
        Assert.Equal((12, 12, 12 / 7.0), (past.Values.Count, past.Live, past.PerDay));
        Assert.Equal(fold.Look(StudioHarness.Playbook).Last.Converted, past.Values.Sum());
        Assert.All(past.Values, value => Assert.True(value is 0 or 1));
    }

    [Fact]
    public async Task Run_WithoutAPast_FailsWithWhatIsMissing_AndKeepsNothing()
    {
        await using var studio = await TestStudio.OpenAsync();
        await studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "shop", "Shop");
        await studio.Get<ExperimentService>().CreateAsync(TestStudio.Analyst, "shop", new NewExperiment("first", "First", "It is the same", Arms));
        var job = await studio.RunAsync((await studio.Get<TrafficSimulations>().StartAsync(TestStudio.Analyst, "first")).Id);
        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains("import conversations first", job.Error, StringComparison.Ordinal);
        Assert.Null(await studio.Get<TrafficSimulations>().NewestAsync(TestStudio.Analyst, "first"));
    }

    [Fact]
    public async Task Run_OnAPast_TellsFalseAlarmsBelowTheErrorRate_AndSeesTheEffect()
    {
        await using var studio = await TestStudio.OpenAsync();
        await studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "shop", "Shop");
        await studio.Get<ExperimentService>().CreateAsync(TestStudio.Analyst, "shop", new NewExperiment("first", "First", "It is the same", Arms, Plan: ExperimentPlan.Usual with { LeastEffect = 0.1 }));
        var job = studio.Get<IEnumerable<IJobHandler>>().OfType<TrafficSimulationJob>().Single();
        var past = new PastUnits([.. Enumerable.Range(0, 500).Select(i => i % 5 == 0 ? 1.0 : 0)], 500, 100);
        var simulation = await job.SimulateAsync(
            await studio.Get<ExperimentService>().GetAsync(TestStudio.Analyst, "first"), past, 7,
            _ => ValueTask.CompletedTask, CancellationToken.None);
        Assert.Equal([0, 0.1, 0.2], simulation.Effects.Select(e => e.Effect));
        Assert.True(simulation.Effects[0].Low <= 0.05, $"{simulation.Effects[0].Decided:P1} false alarms");
        Assert.True(simulation.Effects[2].Decided > 0.95, $"{simulation.Effects[2].Decided:P1} seen at twice the smallest effect");
        Assert.Equal((7, 0.2), (simulation.Sequence, Math.Round(simulation.Mean, 12)));

        var simulations = studio.Get<TrafficSimulations>();
        await simulations.SaveAsync(simulation, CancellationToken.None);
        var read = (await simulations.NewestAsync(TestStudio.Analyst, "first"))!;
        Assert.Equal(simulation.Effects, read.Effects);
        Assert.Equal((simulation.At, simulation.Horizon, simulation.Runs), (read.At, read.Horizon, read.Runs));
    }
}
