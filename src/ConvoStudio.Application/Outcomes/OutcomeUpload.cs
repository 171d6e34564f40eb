using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Outcomes;

/// <summary>Where an upload of outcomes stands.</summary>
public enum OutcomeUploadState
{
    /// <summary>Its columns are looked at; nothing is stored of it.</summary>
    Waiting,

    Recording,

    Done,

    Failed,

    /// <summary>Stopped while recording: what was recorded stays.</summary>
    Cancelled,

    /// <summary>Put away before anything was recorded.</summary>
    Discarded,
}

/// <summary>A CSV file of late outcomes and what came of it.</summary>
public sealed class OutcomeUpload
{
    private OutcomeUpload()
    {
    }

    public Guid Id { get; private set; }

    public string PlaybookKey { get; private set; } = "";

    /// <summary>Name of the file as uploaded, for display only.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>Hex SHA-256 of the upload.</summary>
    public string Sha256 { get; private set; } = "";

    public OutcomeUploadState State { get; private set; }

    [NotAudited]
    public IReadOnlyList<string> Heads { get; private set; } = [];

    /// <summary>As guessed, remembered or chosen.</summary>
    [NotAudited]
    public OutcomeMapping Mapping { get; private set; } = new();

    public Guid? JobId { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Rows done so far; reading goes on after it.</summary>
    [NotAudited]
    public long LastRow { get; private set; }

    [NotAudited]
    public long Recorded { get; private set; }

    [NotAudited]
    public long Amendments { get; private set; }

    [NotAudited]
    public long SameAsBefore { get; private set; }

    [NotAudited]
    public long Unmatched { get; private set; }

    /// <summary>Why it failed, for a person.</summary>
    public string? Error { get; private set; }

    public bool HasEnded => State is not (OutcomeUploadState.Waiting or OutcomeUploadState.Recording);

    internal static OutcomeUpload Create(
        Guid id, string playbook, string fileName, string sha256, IReadOnlyList<string> heads, OutcomeMapping mapping, string by, DateTimeOffset at) => new()
        {
            Id = id,
            PlaybookKey = playbook,
            FileName = fileName,
            Sha256 = sha256,
            Heads = heads,
            Mapping = mapping,
            CreatedBy = by,
            CreatedAt = at,
        };

    /// <exception cref="TransitionException">It is recorded already, or put away.</exception>
    internal void Record(OutcomeMapping mapping, Guid job)
    {
        Demand(OutcomeUploadState.Waiting);
        (State, Mapping, JobId) = (OutcomeUploadState.Recording, mapping, job);
    }

    internal void Add(long lastRow, IReadOnlyCollection<LateOutcomeResult> results)
    {
        Demand(OutcomeUploadState.Recording);
        LastRow = lastRow;
        Recorded += results.Count(r => r.Status == LateOutcomeStatus.Recorded);
        Amendments += results.Count(r => r.Status == LateOutcomeStatus.Amendment);
        SameAsBefore += results.Count(r => r.Status == LateOutcomeStatus.SameAsBefore);
        Unmatched += results.Count(r => r.Status == LateOutcomeStatus.Unmatched);
    }

    internal void Finish(DateTimeOffset at)
    {
        Demand(OutcomeUploadState.Recording);
        (State, EndedAt) = (OutcomeUploadState.Done, at);
    }

    internal void Cancel(DateTimeOffset at)
    {
        Demand(OutcomeUploadState.Recording);
        (State, EndedAt) = (OutcomeUploadState.Cancelled, at);
    }

    internal void Fail(string error, DateTimeOffset at)
    {
        Demand(OutcomeUploadState.Recording);
        (State, Error, EndedAt) = (OutcomeUploadState.Failed, error, at);
    }

    /// <exception cref="TransitionException">It is recorded already, or put away.</exception>
    internal void Discard(DateTimeOffset at)
    {
        Demand(OutcomeUploadState.Waiting);
        (State, EndedAt) = (OutcomeUploadState.Discarded, at);
    }

    private void Demand(OutcomeUploadState state)
    {
        if (State != state)
            throw new TransitionException($"The file {FileName} is {State.ToString().ToLowerInvariant()}; only one that is {state.ToString().ToLowerInvariant()} can do this.");
    }
}

/// <summary>A row that was not taken, and why. The customer's key is not kept: the row's number leads back to the file.</summary>
[NotAudited]
public sealed class OutcomeUploadRow
{
    private OutcomeUploadRow()
    {
    }

    public Guid UploadId { get; private set; }

    /// <summary>As a spreadsheet numbers it; the heads are row 1.</summary>
    public long Row { get; private set; }

    /// <summary>Conversation id or external id; empty when the row names a customer or cannot be read.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>One of <see cref="OutcomeReason"/>.</summary>
    public string Reason { get; private set; } = "";

    public string Message { get; private set; } = "";

    internal static OutcomeUploadRow Create(Guid upload, long row, string reference, string reason, string message) =>
        new() { UploadId = upload, Row = row, Reference = reference, Reason = reason, Message = message };
}

internal sealed class OutcomeUploadConfiguration : IEntityTypeConfiguration<OutcomeUpload>
{
    public void Configure(EntityTypeBuilder<OutcomeUpload> upload)
    {
        upload.Property(u => u.Id).ValueGeneratedNever();
        upload.Property(u => u.PlaybookKey).HasMaxLength(64);
        upload.Property(u => u.FileName).HasMaxLength(255);
        upload.Property(u => u.Sha256).HasMaxLength(64);
        upload.Property(u => u.State).HasConversion<string>().HasMaxLength(16);
        upload.Property(u => u.Heads).AsJson(OutcomeJson.Default.IReadOnlyListString);
        upload.Property(u => u.Mapping).AsJson(OutcomeJson.Default.OutcomeMapping);
        upload.Property(u => u.CreatedBy).HasMaxLength(200);
        upload.Property(u => u.Error).HasMaxLength(1000);
        upload.HasIndex(u => new { u.PlaybookKey, u.CreatedAt });
    }
}

internal sealed class OutcomeUploadRowConfiguration : IEntityTypeConfiguration<OutcomeUploadRow>
{
    public void Configure(EntityTypeBuilder<OutcomeUploadRow> row)
    {
        row.HasKey(r => new { r.UploadId, r.Row });
        row.Property(r => r.Reference).HasMaxLength(200);
        row.Property(r => r.Reason).HasMaxLength(40);
        row.Property(r => r.Message).HasMaxLength(500);
    }
}
