using ConvoStudio.Application.Retention;

namespace ConvoStudio.Web.Components.Settings;

/// <summary>The periods as they are being typed.</summary>
public sealed class PeriodsForm(RetentionPeriods periods)
{
    private readonly Dictionary<RetentionKind, int?> _values = new()
    {
        [RetentionKind.Checkpoints] = periods.Checkpoints,
        [RetentionKind.Rehearsals] = periods.RehearsalDays,
        [RetentionKind.Uploads] = periods.UploadDays,
        [RetentionKind.Texts] = periods.TextDays,
        [RetentionKind.Jobs] = periods.JobDays,
        [RetentionKind.Backups] = periods.Backups,
    };

    public int? this[RetentionKind kind]
    {
        get => _values[kind];
        set => _values[kind] = value;
    }

    public RetentionPeriods Periods => new(
        _values[RetentionKind.Checkpoints], _values[RetentionKind.Rehearsals], _values[RetentionKind.Uploads],
        _values[RetentionKind.Texts], _values[RetentionKind.Jobs], _values[RetentionKind.Backups]);

    /// <summary>Name of the field in the service's messages.</summary>
    public static string Field(RetentionKind kind) => kind switch
    {
        RetentionKind.Checkpoints => "checkpoints",
        RetentionKind.Rehearsals => "rehearsalDays",
        RetentionKind.Uploads => "uploadDays",
        RetentionKind.Texts => "textDays",
        RetentionKind.Jobs => "jobDays",
        _ => "backups",
    };

    /// <summary>A number of newest ones, or of days.</summary>
    public static bool CountsThings(RetentionKind kind) => kind is RetentionKind.Checkpoints or RetentionKind.Backups;
}
