using ConvoStudio.Application.Compliance;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Persistence;

/// <summary>Opens studio.db: brings its schema up to date, or refuses one that a newer version wrote.</summary>
public sealed class StudioDatabase(IDbContextFactory<StudioDbContext> contexts)
{
    public static string ConnectionString(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 30 }.ToString();

    /// <summary>Migrates and switches to write-ahead logging. Call once before anything else reads or writes.</summary>
    /// <exception cref="SchemaTooNewException">The file holds migrations this version does not know.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var unknown = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).FirstOrDefault(name => !known.Contains(name));
        if (unknown is not null)
            throw new SchemaTooNewException(db.Database.GetDbConnection().DataSource, unknown);
        await db.Database.MigrateAsync(cancellationToken);
        await EarlierRules.CarryOverAsync(db, cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
    }
}
