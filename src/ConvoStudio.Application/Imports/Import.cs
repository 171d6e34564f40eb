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

    /// <summary>Names of the columns of a CSV file; null for JSON lines.</summary>
    [NotAudited]
    public IReadOnlyList<string>? Heads { get; private set; }

    /// <summary>How the columns of a CSV file read, as guessed, remembered or chosen; null for JSON lines.</summary>
    [NotAudited]
    public ImportMapping? Mapping { get; private set; }

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

    /// <summary>A CSV file; it waits for <see cref="Map"/>.</summary>
    internal static Import CreateCsv(
        Guid id, string fileName, long size, string sha256, IReadOnlyList<string> heads, ImportMapping mapping, string by, DateTimeOffset at)
    {
        var import = Create(id, fileName, size, sha256, Guid.Empty, by, at);
        (import.State, import.Heads, import.Mapping) = (ImportState.Mapping, heads, mapping);
        return import;
    }

    /// <exception cref="TransitionException">It does not wait for its columns.</exception>
    internal void Map(ImportMapping mapping, Guid job)
    {
        Demand(ImportState.Mapping);
        (State, Mapping, JobId) = (ImportState.Reading, mapping, job);
    }

    /// <exception cref="TransitionException">It is not done.</exception>
    internal void Undo(DateTimeOffset at)
    {
        Demand(ImportState.Done);
        (State, EndedAt) = (ImportState.Undone, at);
    }

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
        if (State is ImportState.Discarded or ImportState.Undone)
            throw new TransitionException($"The import {FileName} is already {State.ToString().ToLowerInvariant()}.");
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
