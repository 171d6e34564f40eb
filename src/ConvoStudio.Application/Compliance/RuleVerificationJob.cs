using System.Globalization;
using System.Text.Json;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Verification;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Compliance;

/// <summary>Verifies the rules of a playbook against everything its agent could do. Pure computation: after a restart it begins anew.</summary>
public sealed class RuleVerificationJob(IDbContextFactory<StudioDbContext> contexts, TimeProvider time) : IJobHandler
{
    public const string JobKind = "verify-rules";
    private static readonly TimeSpan Told = TimeSpan.FromMilliseconds(250);

    public string Kind => JobKind;

    public async Task<JobResult> RunAsync(Job job, JobReport report, CancellationToken cancellationToken)
    {
        var input = JsonSerializer.Deserialize(job.Input, RuleVerificationJson.Default.RuleVerificationInput)!;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (playbook, rules, hash) = await RuleVerificationService.SubjectAsync(db, input.Playbook, input.Request.Rules, cancellationToken);
        var found = await VerifyAsync(playbook, rules, input.Request, report, cancellationToken);
        // A crash after the result was saved runs the job again.
        await db.RuleVerifications.Where(v => v.Id == job.Id).ExecuteDeleteAsync(cancellationToken);
        db.RuleVerifications.Add(RuleVerification.Create(job.Id, input.Playbook, job.CreatedBy, time.GetUtcNow(), input.Request, hash, found));
        await db.SaveChangesAsync(cancellationToken);
        return new JobResult(job.Id.ToString(), Words(found));
    }

    public Task<string> CancelledAsync(Job job, CancellationToken cancellationToken) => Task.FromResult("Nothing was proved.");

    private async Task<VerificationReport> VerifyAsync(
        Playbook playbook, IReadOnlyList<SentenceRule> rules, VerificationRequest request, JobReport report, CancellationToken cancellationToken)
    {
        var vocabulary = RuleFitness.VocabularyOf(playbook);
        var graph = PlaybookGraph.Of(ConfigurationComposer.DefinitionOf(playbook), playbook.RuleTerms, vocabulary);
        var done = 0;
        var work = Task.Run(
            () => new RuleVerifier(vocabulary, request.MostStates).Verify(rules, graph, request.Mode, searches => Volatile.Write(ref done, searches), cancellationToken), cancellationToken);
        while (await Task.WhenAny(work, Task.Delay(Told, time, cancellationToken)) != work && !cancellationToken.IsCancellationRequested)
            await report(new JobProgress((double)Volatile.Read(ref done) / (rules.Count + 1), string.Create(CultureInfo.InvariantCulture, $"{Volatile.Read(ref done)} of {rules.Count + 1} searches")));
        try
        {
            return await work;
        }
        catch (RuleFormatException refused)
        {
            throw new JobFailedException(refused.Message, refused);
        }
    }

    private static string Words(VerificationReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Count(report, Verdict.Proved)} proved, {Count(report, Verdict.Breached)} breached, {Count(report, Verdict.GuardedAtRunTime)} guarded at run time, {Count(report, Verdict.NotProved)} not proved");

    private static int Count(VerificationReport report, Verdict verdict) => report.Rules.Count(r => r.Verdict == verdict);
}
