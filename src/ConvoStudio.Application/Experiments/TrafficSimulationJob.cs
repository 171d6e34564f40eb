using System.Globalization;
using System.Text.Json;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Experiments;

/// <summary>Runs an experiment on resampled past conversations: false alarms with equal arms, power with the smallest effect and with twice of it. Pure
/// computation from a seed; after a restart it begins anew.</summary>
public sealed class TrafficSimulationJob(ExperimentService experiments, TrafficSimulations simulations, PastTraffic traffic, IDecisionLog log, TimeProvider time) : IJobHandler
{
    public const string JobKind = "simulate-experiment";
    private const int MostPast = 5000;
    private const int LeastPast = 20;
    private const int MostUnits = 20_000;
    private const int LeastUnits = 1000;
    private const int Looks = 100;
    private const int Runs = 400;
    private static readonly TimeSpan Told = TimeSpan.FromMilliseconds(250);

    public string Kind => JobKind;

    public ValueTask<string> LaneAsync(Job job, CancellationToken cancellationToken) => ValueTask.FromResult(job.SubjectKey ?? Kind);

    public async Task<JobResult> RunAsync(Job job, JobReport report, CancellationToken cancellationToken)
    {
        var input = JsonSerializer.Deserialize(job.Input, TrafficSimulationJson.Default.TrafficSimulationInput)!;
        var experiment = await experiments.GetAsync(Actor.System, input.Experiment, cancellationToken);
        var sequence = log.LastSequence;
        await report(new JobProgress(0, "Reading past conversations"));
        var past = await Task.Run(() => traffic.Read(experiment.PlaybookKey, experiment.PlanOrUsual.Metric, MostPast, null, cancellationToken).Capped(experiment.PlanOrUsual.Cap), cancellationToken);
        if (past.Values.Count < LeastPast || !(past.Variance > 0))
            throw new JobFailedException(string.Create(CultureInfo.InvariantCulture, $"{past.Values.Count} past conversations have finished, or all of them ended alike: {LeastPast} that differ are needed. Report outcomes or import conversations first."));
        var simulation = await SimulateAsync(experiment, past, sequence, report, cancellationToken);
        await simulations.SaveAsync(simulation, cancellationToken);
        return new JobResult(experiment.Key, string.Create(CultureInfo.InvariantCulture, $"{simulation.Effects[0].Decided:P1} false alarms in {Runs} runs"));
    }

    public Task<string> CancelledAsync(Job job, CancellationToken cancellationToken) => Task.FromResult("Nothing was kept.");

    internal async Task<TrafficSimulation> SimulateAsync(Experiment experiment, PastUnits past, long sequence, JobReport report, CancellationToken cancellationToken)
    {
        var plan = experiment.PlanOrUsual;
        var arms = experiment.ActiveArms.ToList();
        var units = PowerForecast.Of(past, plan, [.. arms.Select(a => (double)a.Share)], arms.FindIndex(a => a.Control))?.Least.Units ?? MostUnits;
        var horizon = (int)Math.Clamp(Math.Ceiling(units), LeastUnits, MostUnits);
        double[] effects = [.. new[] { 0, plan.LeastEffect, 2 * plan.LeastEffect }.Where(e => plan.Metric != ExperimentMetric.Conversion || past.Mean + e <= 1)];
        var settings = new SimulationSettings(horizon, Math.Max(1, horizon / Looks), Runs) { Shares = [.. arms.Select(a => a.Share)], Alpha = plan.Alpha, LeastUnits = 100 };
        var done = 0.0;
        var work = Task.Run(
            () => ExperimentSimulator.Run(
                new ResampledTraffic(past.Values), settings, [.. effects.Select(e => new SimulatedEffect(e, EffectScale.Absolute))], new Share(share => Volatile.Write(ref done, share)), cancellationToken),
            cancellationToken);
        while (await Task.WhenAny(work, Task.Delay(Told, time, cancellationToken)) != work && !cancellationToken.IsCancellationRequested)
            await report(new JobProgress(Volatile.Read(ref done), string.Create(CultureInfo.InvariantCulture, $"{Volatile.Read(ref done) * effects.Length * Runs:N0} of {effects.Length * Runs:N0} simulated experiments")));
        var cases = (await work).Select((power, i) => new SimulatedCase(
            effects[i], power.RightWay.Estimate, power.RightWay.Low, power.RightWay.High, double.IsFinite(power.MedianWidth) ? power.MedianWidth : null, power.MedianUnits));
        return new TrafficSimulation(experiment.Key, time.GetUtcNow(), sequence, past.Values.Count, past.Live, past.Mean, horizon, settings.LookEvery, Runs, [.. cases]);
    }

    // Progress of the base library goes through a queue; here the newest number is enough.
    private sealed class Share(Action<double> tell) : IProgress<double>
    {
        public void Report(double value) => tell(value);
    }
}
