using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Simulation;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Simulations;

/// <summary>Plays a rehearsal while its board moves. Customers are read as they were written, or fitted first and judged on conversations held out meanwhile.</summary>
public sealed class RehearsalJob(
    IDbContextFactory<StudioDbContext> contexts, IConfigurations configurations, IDecisionLog log, ImportedSamples samples, RehearsalBottles bottles, TimeProvider time)
    : IJobHandler
{
    public const string JobKind = "rehearsal";
    private const double FitShare = 0.1;

    public string Kind => JobKind;

    /// <summary>Rehearsals of one experiment stay in order; those of others play in bottles of their own.</summary>
    public async ValueTask<string> LaneAsync(Job job, CancellationToken cancellationToken) =>
        (await FindAsync(Guid.Parse(job.SubjectKey!), cancellationToken)).Rehearsal.ExperimentKey;

    public async Task<JobResult> RunAsync(Job job, JobReport report, CancellationToken cancellationToken)
    {
        var id = Guid.Parse(job.SubjectKey!);
        var (rehearsal, experiment) = await FindAsync(id, cancellationToken);
        var active = configurations.Find(rehearsal.PlaybookKey) ?? throw new JobFailedException("The playbook is not in force.");
        var (customers, judge) = rehearsal.CustomersHash is { } hash
            ? (await WrittenAsync(hash, cancellationToken), null)
            : await FitAsync(rehearsal.PlaybookKey, active, report, cancellationToken);
        var runner = await bottles.BeginAsync(id, Plan(rehearsal, experiment, active, customers), cancellationToken);
        using var ticking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ticks = runner.Studio.Metrics.RunAsync(time, ticking.Token);
        var judging = judge is null ? null : Task.Run(judge, cancellationToken);
        try
        {
            await PlayAsync(runner, rehearsal, new PlayPace(RehearsalInput.Read(job.Input).PerSecond, time), report, cancellationToken);
        }
        finally
        {
            await ticking.CancelAsync();
            await EndedAsync(ticks);
        }

        SendLast(runner.Studio);

        if (judging is not null)
            await report(new JobProgress(0.99, "Judging the simulated customers on conversations held out"));
        var quality = judging is null ? null : await judging;
        await FinishAsync(id, runner, quality, cancellationToken);
        return new JobResult(id.ToString(), string.Create(CultureInfo.InvariantCulture, $"{rehearsal.Customers:N0} simulated conversations"));
    }

    public async Task<string> CancelledAsync(Job job, CancellationToken cancellationToken)
    {
        if (await bottles.FindAsync(Guid.Parse(job.SubjectKey!), cancellationToken) is { } studio)
            SendLast(studio);
        return "The conversations played so far can be looked at; the rehearsal is marked as cancelled.";
    }

    // What came after the last tick, now that nobody else sends.
    private static void SendLast(Studio studio) => studio.Metrics.Advance(heartbeat: true);

    private async Task PlayAsync(RehearsalRunner runner, Rehearsal rehearsal, PlayPace pace, JobReport report, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await runner.RunAsync(async done =>
        {
            await pace.KeepAsync(done, cancellationToken);
            var seconds = time.GetElapsedTime(started).TotalSeconds;
            await report(new JobProgress(
                FitShare + ((0.98 - FitShare) * done / rehearsal.Customers),
                string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {rehearsal.Customers:N0} conversations"), seconds > 0 ? done / seconds : null, "conversations"));
        }, cancellationToken);
    }

    private RehearsalPlan Plan(Rehearsal rehearsal, Experiment experiment, ActiveConfiguration active, ICustomerModel customers)
    {
        var configuration = active.Configuration with { Experiments = [experiment.ToPart() with { Running = true }] };
        var blobs = configuration.Policies.Select(p => p.ParametersHash).OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(h => log.FindBlob(Convert.FromHexString(h)) ?? throw new JobFailedException("The parameters of a policy are missing from the log.")).ToList();
        return new RehearsalPlan(configuration, blobs, customers, rehearsal.Customers, rehearsal.Seed);
    }

    private async Task<ICustomerModel> WrittenAsync(string hash, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var blob = await db.PolicyParameters.AsNoTracking().SingleOrDefaultAsync(p => p.Hash == hash, cancellationToken);
        return blob is not null && ConfigurationHash.Of(blob.Bytes) == hash
            ? WrittenCustomerModel.Load(blob.Bytes)
            : throw new JobFailedException("The written customers of this playbook are missing, or they have changed.");
    }

    private async Task<(ICustomerModel Customers, Func<SimulationQuality>? Judge)> FitAsync(
        string playbook, ActiveConfiguration active, JobReport report, CancellationToken cancellationToken)
    {
        await report(new JobProgress(0, "Reading imported conversations"));
        var recorded = await samples.ReadAsync(playbook, cancellationToken);
        await report(new JobProgress(FitShare / 3, "Fitting customers"));
        var options = new CustomerModelOptions(active.Configuration.Definition.Acts.Where(a => a.StatesOutcome).Select(a => a.Key).ToHashSet(StringComparer.Ordinal));
        var customers = await Task.Run(() => CustomerModelFitter.Fit(recorded, options, cancellationToken: cancellationToken), cancellationToken);
        return (customers, () => Judge(recorded, options, cancellationToken));
    }

    private static SimulationQuality Judge(IReadOnlyList<SampleConversation> recorded, CustomerModelOptions options, CancellationToken cancellationToken) =>
        SimulationQuality.Evaluate(recorded, Math.Clamp(recorded.Count, 2, 5), options: options, cancellationToken: cancellationToken);

    private async Task<(Rehearsal Rehearsal, Experiment Experiment)> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rehearsal = await db.Rehearsals.AsNoTracking().SingleAsync(r => r.Id == id, cancellationToken);
        var experiment = await db.Experiments.AsNoTracking().Include(e => e.Arms).SingleAsync(e => e.Key == rehearsal.ExperimentKey, cancellationToken);
        return (rehearsal, experiment);
    }

    private async Task FinishAsync(Guid id, RehearsalRunner runner, SimulationQuality? quality, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rehearsal = await db.Rehearsals.SingleAsync(r => r.Id == id, cancellationToken);
        if (quality is not null)
            rehearsal.Judge(quality.ConversionAuc, quality.LogLikelihood - quality.OrderZeroLogLikelihood);
        rehearsal.Finish(runner.Studio.Configurations.Find(rehearsal.PlaybookKey)!.Hash, LogDigest.Of(runner.Studio.Log), time.GetUtcNow());
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private static async Task EndedAsync(Task ticks)
    {
        try
        {
            await ticks;
        }
        catch (OperationCanceledException)
        {
            // The ticking was told to end.
        }
    }
}
