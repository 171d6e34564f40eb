namespace ConvoStudio.Application.Retention;

/// <summary>What can be thinned without a stored decision, a replay or what was learnt changing. Entries of the log are in none of them.</summary>
public enum RetentionKind
{
    Checkpoints,
    Rehearsals,
    Uploads,
    Texts,
    Jobs,
    Backups,
}

/// <summary>What goes, or went.</summary>
/// <param name="Bytes">Freed; inside a database the space is used again by what comes next, and the file keeps its length.</param>
public readonly record struct RetentionShare(long Things, long Bytes)
{
    public static RetentionShare operator +(RetentionShare a, RetentionShare b) => new(a.Things + b.Things, a.Bytes + b.Bytes);
}

/// <summary>Thins one kind of thing.</summary>
public interface IRetentionRule
{
    RetentionKind Kind { get; }

    /// <summary>What would go now; changes nothing.</summary>
    Task<RetentionShare> PreviewAsync(RetentionPeriods periods, CancellationToken cancellationToken);

    /// <summary>Takes it out, in short steps. Running it again after being cut off goes on where it stopped.</summary>
    Task<RetentionShare> ApplyAsync(RetentionPeriods periods, CancellationToken cancellationToken);
}
