using System.Globalization;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;

namespace ConvoStudio.Application.Retention;

/// <summary>Applies the saved periods.</summary>
public sealed class RetentionJob(RetentionService retention) : IJobHandler
{
    public const string JobKind = "retention";

    public string Kind => JobKind;

    public async Task<JobResult> RunAsync(Job job, JobReport report, CancellationToken cancellationToken)
    {
        var actor = Actor.OnBehalfOf("retention", job.CreatedBy);
        var total = await retention.ApplyAsync(actor, (kind, share) => report(new JobProgress(share, $"Looking at {Words(kind)}")), Describe, cancellationToken);
        return new JobResult(null, Describe(total));
    }

    public Task<string> CancelledAsync(Job job, CancellationToken cancellationToken) => Task.FromResult("What was removed so far is gone; the rest stays.");

    private static string Describe(RetentionShare total) => total.Things == 0
        ? "Nothing was old enough to go."
        : string.Create(CultureInfo.InvariantCulture, $"Removed {total.Things:#,##0} things, {total.Bytes / 1e6:#,##0.0} MB.");

    private static string Words(RetentionKind kind) => kind switch
    {
        RetentionKind.Checkpoints => "old checkpoints",
        RetentionKind.Rehearsals => "old rehearsals",
        RetentionKind.Uploads => "uploaded files",
        RetentionKind.Texts => "words of old conversations",
        RetentionKind.Jobs => "ended jobs",
        _ => "old backups",
    };
}
