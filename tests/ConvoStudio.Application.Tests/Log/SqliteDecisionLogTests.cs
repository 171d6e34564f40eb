using System.Text;
using ConvoStudio.Application.Log;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ConvoStudio.Application.Tests.Log;

public sealed class SqliteDecisionLogTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("convostudio-").FullName, "log.db");

    [Fact]
    public async Task Open_Durable_WriterIsSynchronousFull()
    {
        await using var log = Open();
        Assert.Equal(2, log.WriterSynchronous);
    }

    [Fact]
    public async Task Append_ManyAtOnce_GivesEachItsOwnSequenceWithoutGaps()
    {
        await using var log = Open();
        var positions = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => log.AppendAsync(Append($"{i}")).AsTask()));
        Assert.Equal(Enumerable.Range(1, 500).Select(i => (long)i), positions.Select(p => p.FirstSequence).Order());
        Assert.Equal(500, log.Read(0, 1000).Count);
        foreach (var (position, i) in positions.Select((p, i) => (p, i)))
            Assert.Equal($"{i}", Encoding.UTF8.GetString(log.Find(position.FirstSequence)!.Payload.Span));
    }

    [Fact]
    public async Task Append_OneOfABatchCannotBeWritten_NothingOfTheBatchIsStoredAndTheWriterLives()
    {
        await using var log = Open();
        var id = Guid.NewGuid();
        await log.AppendAsync(Opening(id));
        await Assert.ThrowsAsync<LogWriteException>(async () => await log.AppendAsync(Opening(id)));
        Assert.Equal(1, log.LastSequence);
        Assert.NotNull(log.ReadOnlyReason);
    }

    [Fact]
    public async Task Append_QueueFull_SaysBusyAndStoresNothingOfIt()
    {
        using var hold = new ManualResetEventSlim();
        await using var log = SqliteDecisionLog.Open(new LogOptions { Path = _path, QueueCapacity = 2, BeforeCommit = hold.Wait }, TimeProvider.System);
        var waiting = Enumerable.Range(0, 1).Select(i => log.AppendAsync(Append($"{i}")).AsTask()).ToList();
        var busy = 0;
        for (var i = 0; i < 300; i++)
        {
            try
            {
                waiting.Add(log.AppendAsync(Append($"{i}")).AsTask());
            }
            catch (LogBusyException)
            {
                busy++;
            }
        }

        Assert.True(busy > 0);
        hold.Set();
        await Task.WhenAll(waiting);
        Assert.Equal(waiting.Count, log.LastSequence);
    }

    [Fact]
    public async Task Read_FromMemoryAndFromTheFile_GivesTheSameEntries()
    {
        await using var log = Open();
        await Task.WhenAll(Enumerable.Range(0, 5000).Select(i => log.AppendAsync(Append($"{i}")).AsTask()));
        var reopened = new LogReader($"Data Source={_path};Mode=ReadOnly");
        foreach (var after in (long[])[0, 800, 903, 904, 905, 4000, 4990, 5000])
        {
            var (memory, file) = (log.Read(after, 100), reopened.Read(after, 100));
            Assert.Equal(file.Select(Describe), memory.Select(Describe));
            Assert.Equal(Math.Min(100, 5000 - after), memory.Count);
        }
    }

    [Fact]
    public async Task Open_NewerSchema_IsRefused()
    {
        await using (Open())
        {
        }

        using (var connection = new SqliteConnection($"Data Source={_path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Assert.Contains("99", Assert.Throws<InvalidOperationException>(() => Open()).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
    }

    private static string Describe(LogEntry entry) =>
        $"{entry with { Payload = default, Answer = default }} {Convert.ToHexString(entry.Payload.Span)} {Convert.ToHexString(entry.Answer.Span)}";

    private SqliteDecisionLog Open() => SqliteDecisionLog.Open(new LogOptions { Path = _path }, TimeProvider.System);

    private static LogAppend Append(string payload) =>
        new(LogSource.Live, [new NewLogEntry(LogKind.Guardrail, null, DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes(payload))]);

    private static LogAppend Opening(Guid id) => new(
        LogSource.Live, [new NewLogEntry(LogKind.Opened, null, DateTimeOffset.UnixEpoch, "{}"u8.ToArray())],
        Opens: new NewConversation(id, null, "p", new byte[32], "web", null, null, null));
}
