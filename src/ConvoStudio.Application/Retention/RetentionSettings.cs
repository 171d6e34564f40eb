using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Retention;

/// <summary>How long what is kept. Null keeps for good.</summary>
/// <param name="Checkpoints">Newest checkpoints kept of each policy; the first one, and the first after anything was erased, stay always.</param>
/// <param name="RehearsalDays">Days a finished rehearsal is kept with its simulated conversations.</param>
/// <param name="UploadDays">Days an uploaded file is kept after it was read; what it held is staged in studio.db and stays.</param>
/// <param name="TextDays">Days the words of a conversation are kept after it opened; its acts, decisions and outcomes stay.</param>
/// <param name="JobDays">Days an ended job stays in the list.</param>
/// <param name="Backups">Newest backups kept.</param>
public sealed record RetentionPeriods(int? Checkpoints, int? RehearsalDays, int? UploadDays, int? TextDays, int? JobDays, int? Backups)
{
    public const int FewestCheckpoints = 3;
    public const int ShortestDays = 7;
    public const int MostDays = 3650;

    /// <summary>Nothing that a person made goes without being asked for; only checkpoints, which can be computed again, do.</summary>
    public static RetentionPeriods Default { get; } = new(50, null, null, null, null, null);

    /// <exception cref="ValidationException">A number is too small or too large.</exception>
    public void Validate()
    {
        var errors = new FieldErrors();
        Require(errors, Checkpoints, "checkpoints", FewestCheckpoints, 10_000);
        Require(errors, RehearsalDays, "rehearsalDays", 1, MostDays);
        Require(errors, UploadDays, "uploadDays", 1, MostDays);
        Require(errors, TextDays, "textDays", ShortestDays, MostDays);
        Require(errors, JobDays, "jobDays", ShortestDays, MostDays);
        Require(errors, Backups, "backups", 1, 1000);
        errors.ThrowIfAny();
    }

    private static void Require(FieldErrors errors, int? value, string field, int least, int most) =>
        errors.Require(value is null || (value >= least && value <= most), field, $"Use {least} to {most}, or leave it empty to keep everything.");
}

/// <summary>The one row of the periods, with what the last run did.</summary>
public sealed class RetentionSettings
{
    internal const int OnlyId = 1;

    private RetentionSettings()
    {
    }

    public int Id { get; private set; }

    public int? Checkpoints { get; private set; }

    public int? RehearsalDays { get; private set; }

    public int? UploadDays { get; private set; }

    public int? TextDays { get; private set; }

    public int? JobDays { get; private set; }

    public int? Backups { get; private set; }

    public DateTimeOffset? LastRunAt { get; private set; }

    /// <summary>What the last run removed, one sentence; also how a run gets into the audit log.</summary>
    public string? LastRun { get; private set; }

    /// <summary>Number of the last conversation whose words were taken out; the next run begins after it.</summary>
    [NotAudited]
    public long TextsRemovedThrough { get; private set; }

    [NotAudited]
    public int Version { get; private set; }

    public RetentionPeriods Periods => new(Checkpoints, RehearsalDays, UploadDays, TextDays, JobDays, Backups);

    internal static RetentionSettings Create() => new RetentionSettings { Id = OnlyId }.With(RetentionPeriods.Default);

    internal RetentionSettings With(RetentionPeriods periods)
    {
        (Checkpoints, RehearsalDays, UploadDays, TextDays, JobDays, Backups) = periods;
        Version++;
        return this;
    }

    internal void Ran(DateTimeOffset at, string summary) => (LastRunAt, LastRun) = (at, summary);

    internal void RemovedTextsThrough(long conversationNo) => TextsRemovedThrough = conversationNo;
}

internal sealed class RetentionSettingsConfiguration : IEntityTypeConfiguration<RetentionSettings>
{
    public void Configure(EntityTypeBuilder<RetentionSettings> settings)
    {
        settings.ToTable("Retention");
        settings.Property(s => s.Id).ValueGeneratedNever();
        settings.Property(s => s.LastRun).HasMaxLength(500);
        settings.Property(s => s.Version).IsConcurrencyToken();
        settings.Ignore(s => s.Periods);
    }
}
