using ConvoStudio.Application.Backups;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Studios;
using ConvoStudio.Application.Tests.Studios;
using Xunit;

namespace ConvoStudio.Application.Tests.Backups;

public sealed class PinnedDatabaseTests
{
    [Fact]
    public async Task Copy_WhileTheStudioWrites_IsTheMomentItWasPinned()
    {
        await using var harness = await StudioHarness.StartAsync();
        for (var i = 0; i < 10; i++)
            await harness.PlayAsync(i);
        var (last, folder) = (harness.Studio.Log.LastSequence, Directory.CreateTempSubdirectory("convostudio-backup-").FullName);
        var copy = Path.Combine(folder, "log.db");
        using (var pinned = new PinnedDatabase(harness.LogPath))
        {
            for (var i = 10; i < 20; i++)
                await harness.PlayAsync(i);
            var shares = new List<double>();
            await pinned.CopyAsync(
                copy,
                share =>
                {
                    shares.Add(share);
                    return ValueTask.CompletedTask;
                },
                default);
        }

        PinnedDatabase.Check(copy);
        await using (var restored = await Studio.OpenAsync(new StudioParts(
            SqliteDecisionLog.Open(new LogOptions { Path = copy }, harness.Time), LogSource.Live, new MemoryProtectedStore(), new SeededIdSource(9), harness.Time)))
        {
            Assert.Equal(last, restored.Log.LastSequence);
            Assert.Equal(harness.Studio.Log.Secret, restored.Log.Secret);
            Assert.True(harness.Studio.Log.LastSequence > last);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Check_DamagedCopy_Throws()
    {
        var path = Path.GetTempFileName();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE t(a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO t SELECT hex(randomblob(40)) FROM n; CREATE INDEX i ON t(a)";
            command.ExecuteNonQuery();
        }

        using (var file = File.OpenWrite(path))
        {
            file.Seek(9000, SeekOrigin.Begin);
            file.Write(new byte[5000]);
        }

        Assert.ThrowsAny<Exception>(() => PinnedDatabase.Check(path));
        File.Delete(path);
    }
}
