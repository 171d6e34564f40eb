namespace ConvoStudio.Application.Jobs;

/// <summary>What came out of a job.</summary>
public sealed record JobResult(string? ResultKey, string Message);

/// <summary>Reports progress; cheap to call often, since it is stored and told at most four times a second.</summary>
public delegate ValueTask JobReport(JobProgress progress);

/// <summary>Does one kind of job. A handler is called again after a restart and must go on from what it stored.</summary>
public interface IJobHandler
{
    string Kind { get; }

    /// <summary>What the job touches. Two jobs of a kind run side by side only when this differs; unless a handler says more, all of its kind touch the same.</summary>
    ValueTask<string> LaneAsync(Job job, CancellationToken cancellationToken) => ValueTask.FromResult(Kind);

    /// <exception cref="OperationCanceledException">The token was cancelled, by a person or because the process ends; the caller knows which.</exception>
    /// <exception cref="JobFailedException">It cannot be done; the message is for a person.</exception>
    Task<JobResult> RunAsync(Job job, JobReport report, CancellationToken cancellationToken);

    /// <summary>Called once after a person cancelled; undoes what must not stay, and returns one sentence on what stays.</summary>
    Task<string> CancelledAsync(Job job, CancellationToken cancellationToken);
}
