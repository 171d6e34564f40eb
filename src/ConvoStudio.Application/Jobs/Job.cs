using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Application.Jobs;

/// <summary>Where a job stands.</summary>
public enum JobState
{
    Queued,
    Running,
    Done,
    Cancelled,
    Failed,
}

/// <summary>Work that goes on when the page is left, and after a restart.</summary>
[NotAudited]
public sealed class Job
{
    private Job()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Names the handler.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>For a person: "Import cb.jsonl.gz".</summary>
    public string Title { get; private set; } = "";

    /// <summary>The handler's own input, JSON.</summary>
    public string Input { get; private set; } = "";

    /// <summary>What it works on, for example an import's id.</summary>
    public string? SubjectKey { get; private set; }

    public JobState State { get; private set; }

    /// <summary>0 to 1.</summary>
    public double Progress { get; private set; }

    public string Message { get; private set; } = "";

    /// <summary>Things a second since it last started, or null.</summary>
    public double? Rate { get; private set; }

    /// <summary>What the rate counts, for example "turns".</summary>
    public string? RateUnit { get; private set; }

    public bool CancelRequested { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Key of what came out, for example a playbook's.</summary>
    public string? ResultKey { get; private set; }

    /// <summary>What went wrong, for a person; no stack trace.</summary>
    public string? Error { get; private set; }

    public bool HasEnded => State is JobState.Done or JobState.Cancelled or JobState.Failed;

    internal static Job Create(Guid id, string kind, string title, string input, string? subject, string by, DateTimeOffset at) => new()
    {
        Id = id,
        Kind = kind,
        Title = title,
        Input = input,
        SubjectKey = subject,
        CreatedBy = by,
        CreatedAt = at,
    };

    /// <summary>Starts, or goes on after a restart.</summary>
    internal void Start(DateTimeOffset at)
    {
        Demand(!HasEnded);
        (State, StartedAt) = (JobState.Running, StartedAt ?? at);
    }

    internal void Report(JobProgress progress)
    {
        Demand(State == JobState.Running);
        (Progress, Message, Rate, RateUnit) = (Math.Clamp(progress.Share, 0, 1), progress.Message, progress.Rate, progress.RateUnit);
    }

    internal void RequestCancel()
    {
        Demand(!HasEnded);
        CancelRequested = true;
    }

    internal void Finish(string? resultKey, string message, DateTimeOffset at)
    {
        Demand(State == JobState.Running);
        (State, Progress, ResultKey, Message, EndedAt) = (JobState.Done, 1, resultKey, message, at);
    }

    internal void Cancel(string message, DateTimeOffset at)
    {
        Demand(!HasEnded);
        (State, Message, EndedAt) = (JobState.Cancelled, message, at);
    }

    internal void Fail(string error, DateTimeOffset at)
    {
        Demand(!HasEnded);
        (State, Error, EndedAt) = (JobState.Failed, error, at);
    }

    private void Demand(bool allowed)
    {
        if (!allowed)
            throw new TransitionException($"The job {Title} is {State}.");
    }
}

/// <summary>How far a job is.</summary>
/// <param name="Share">0 to 1.</param>
public sealed record JobProgress(double Share, string Message, double? Rate = null, string? RateUnit = null);
