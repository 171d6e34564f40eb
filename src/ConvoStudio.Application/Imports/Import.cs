using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Application.Imports;

/// <summary>A file of conversations that was uploaded. Its good lines are staged; its bad ones are listed.</summary>
public sealed class Import
{
    private Import()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Name of the file as uploaded, for display only.</summary>
    public string FileName { get; private set; } = "";

    public long SizeBytes { get; private set; }

    /// <summary>Hex SHA-256 of the upload.</summary>
    public string Sha256 { get; private set; } = "";

    public ImportState State { get; private set; }

    public Guid JobId { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Lines stored so far; reading goes on after it.</summary>
    [NotAudited]
    public long LastLine { get; private set; }

    /// <summary>Conversations this import staged.</summary>
    [NotAudited]
    public long Staged { get; private set; }

    /// <summary>Good lines that were already there.</summary>
    [NotAudited]
    public long SeenBefore { get; private set; }

    [NotAudited]
    public long BadLines { get; private set; }

    /// <summary>Turns of the staged conversations.</summary>
    [NotAudited]
    public long Turns { get; private set; }

    [NotAudited]
    public long Converted { get; private set; }

    /// <summary>The first import that staged a line seen again here, or null.</summary>
    [NotAudited]
    public Guid? SeenBeforeIn { get; private set; }

    /// <summary>Computed when all lines are read.</summary>
    [NotAudited]
    public ImportSummary? Summary { get; private set; }

    /// <summary>Why it failed, for a person.</summary>
    public string? Error { get; private set; }

    internal static Import Create(Guid id, string fileName, long size, string sha256, Guid job, string by, DateTimeOffset at) => new()
    {
        Id = id,
        FileName = fileName,
        SizeBytes = size,
        Sha256 = sha256,
        JobId = job,
        CreatedBy = by,
        CreatedAt = at,
    };

    internal void Finish(ImportSummary summary, DateTimeOffset at)
    {
        Demand(ImportState.Reading);
        (State, Summary, EndedAt) = (ImportState.Done, summary, at);
    }

    internal void Fail(string error, DateTimeOffset at)
    {
        Demand(ImportState.Reading);
        (State, Error, EndedAt) = (ImportState.Failed, error, at);
        Forget();
    }

    /// <exception cref="TransitionException">Already discarded.</exception>
    internal void Discard(DateTimeOffset at)
    {
        if (State == ImportState.Discarded)
            throw new TransitionException($"The import {FileName} is already discarded.");
        (State, EndedAt) = (ImportState.Discarded, at);
        Forget();
    }

    private void Forget() => (Staged, Turns, Converted, Summary) = (0, 0, 0, null);

    private void Demand(ImportState state)
    {
        if (State != state)
            throw new TransitionException($"The import {FileName} is {State}.");
    }
}
