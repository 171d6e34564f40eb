using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ConvoStudio.Application.Tests.Persistence;

public sealed class StudioDatabaseTests
{
    [Fact]
    public async Task Open_NewFolder_MigratesIntoWriteAheadLog()
    {
        await using var studio = await TestStudio.OpenAsync();
        await using var db = studio.Db();
        Assert.Equal(["wal"], await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").ToListAsync(TestContext.Current.CancellationToken));
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.All(["imports", "keys", "rehearsals"], folder => Assert.True(Directory.Exists(Path.Combine(studio.Folder, folder))));
    }

    [Fact]
    public async Task Open_NewerSchema_RefusesAndNamesIt()
    {
        await using var studio = await TestStudio.OpenAsync();
        await using (var db = studio.Db())
            await db.Database.ExecuteSqlRawAsync("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0')", TestContext.Current.CancellationToken);
        var exception = await Assert.ThrowsAsync<SchemaTooNewException>(() => studio.Get<StudioDatabase>().OpenAsync());
        Assert.Equal("29990101000000_Future", exception.Migration);
        Assert.Contains("newer version", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_Again_KeepsWhatIsThere()
    {
        await using var studio = await TestStudio.OpenAsync();
        await studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "shop", "Shop");
        await studio.RestartAsync();
        Assert.Equal("Shop", Assert.Single(await studio.Get<PlaybookService>().ListAsync(TestStudio.Sales)).Name);
    }
}
