using System.IO.Compression;
using System.Text;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Uploads;
using ConvoStudio.Engine.Contexts;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ConvoStudio.Application.Tests.Imports;

public sealed class ImportServiceTests
{
    [Fact]
    public async Task Start_RealSales_CountsAsDocumented_AndTwiceAddsNothing()
    {
        var path = SharedData.Conversations("cb.jsonl.gz");
        await using var studio = await TestStudio.OpenAsync();
        var first = await ImportAsync(studio, "cb.jsonl.gz", File.OpenRead(path));
        Assert.Equal((603L, 0L, 0L, 5544L, 459L), (first.Staged, first.SeenBefore, first.BadLines, first.Turns, first.Converted));
        var summary = first.Summary!;
        Assert.Equal((603L, 459L, 5544L), (summary.Conversations, summary.Converted, summary.Turns));
        // Wilson, computed by hand from 459 of 603 with z = 1.959964.
        Assert.Equal(0.7256, summary.ConversionLow, 4);
        Assert.Equal(0.7935, summary.ConversionHigh, 4);
        Assert.Contains(summary.Acts, a => a is { Act: "accept-offer", SuggestStatesOutcome: true });
        Assert.Contains(summary.Facts, f => f is { Key: "list_price", Type: FactType.Number });
        Assert.Empty(Directory.GetFiles(Path.Combine(studio.Folder, "imports")));

        var second = await ImportAsync(studio, "again.jsonl.gz", File.OpenRead(path));
        Assert.Equal((0L, 603L, 0L, first.Id), (second.Staged, second.SeenBefore, second.BadLines, second.SeenBeforeIn));
        await using var db = studio.Db();
        Assert.Equal(603, await db.StagedConversations.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Start_BrokenFile_ListsExactLines_AndKeepsTheGoodOnes()
    {
        await using var studio = await TestStudio.OpenAsync(new() { ["Imports:MaximumLineBytes"] = "2000" });
        string[] lines =
        [
            GeneratedConversations.Line(1), "{broken", GeneratedConversations.Line(2), "",
            """{"conversation_id":"x","turns":[{"speaker":"bot","acts":[]}],"outcome":{"converted":true}}""",
            "{\"conversation_id\":\"" + new string('y', 5000) + "\"}", GeneratedConversations.Line(2).Replace("\"ask\"", "\"beg\"", StringComparison.Ordinal),
            GeneratedConversations.Line(1), GeneratedConversations.Line(3),
        ];
        var import = await ImportAsync(studio, "broken.jsonl", new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
        Assert.Equal((3L, 1L, 4L), (import.Staged, import.SeenBefore, import.BadLines));
        var page = await studio.Get<ImportService>().BadLinesAsync(TestStudio.Analyst, import.Id);
        Assert.Equal(
            [(2L, "$"), (5L, "$.turns[0].speaker"), (6L, "$"), (7L, "$.conversation_id")], page.Lines.Select(l => (l.Line, l.Path)));
        Assert.Equal("Line 3 has the same conversation_id with other content.", page.Lines[3].Reason);
        Assert.Contains("longer than 2000 bytes", page.Lines[2].Reason, StringComparison.Ordinal);
        await using var csv = new StringWriter();
        await studio.Get<ImportService>().WriteBadLinesCsvAsync(TestStudio.Analyst, import.Id, csv);
        Assert.StartsWith("line,path,reason,advice\r\n2,\"$\",\"The line is not JSON", csv.ToString(), StringComparison.Ordinal);
        Assert.Equal(6, csv.ToString().Split("\r\n").Length);
    }

    [Fact]
    public async Task Worker_StoppedInTheMiddle_GoesOnAtTheNextStart()
    {
        await using var studio = await TestStudio.OpenAsync(new() { ["Imports:ChunkConversations"] = "50" });
        var import = await studio.Get<ImportService>().StartAsync(TestStudio.Analyst, "gen.jsonl", GeneratedConversations.File(1000));
        var worker = studio.Worker();
        var stopped = new TaskCompletionSource<Task>();
        using (studio.Get<JobService>().Subscribe(job =>
        {
            // On the job's own thread, after its first stored chunk: the host stops now.
            if (job.Message.Contains("lines read", StringComparison.Ordinal))
                stopped.TrySetResult(worker.StopAsync(CancellationToken.None));
        }))
        {
            await worker.StartAsync(TestContext.Current.CancellationToken);
            await await stopped.Task;
        }

        await using (var db = studio.Db())
        {
            var half = await db.Imports.SingleAsync(TestContext.Current.CancellationToken);
            Assert.InRange(half.Staged, 50, 950);
            Assert.Equal((ImportState.Reading, half.LastLine), (half.State, half.Staged));
        }

        await studio.RestartAsync();
        var job = await studio.RunAsync(import.JobId);
        Assert.Equal(JobState.Done, job.State);
        var done = await studio.Get<ImportService>().GetAsync(TestStudio.Analyst, import.Id);
        Assert.Equal((1000L, 0L, 0L, 5000L, 334L), (done.Staged, done.SeenBefore, done.BadLines, done.Turns, done.Converted));
        await using var after = studio.Db();
        Assert.Equal(1000, await after.StagedConversations.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Cancel_InTheMiddle_KeepsNothing_AndTheFileCanComeAgain()
    {
        await using var studio = await TestStudio.OpenAsync(new() { ["Imports:ChunkConversations"] = "50" });
        var jobs = studio.Get<JobService>();
        var import = await studio.Get<ImportService>().StartAsync(TestStudio.Analyst, "gen.jsonl", GeneratedConversations.File(1000));
        using (jobs.Subscribe(job =>
        {
            // On the job's own thread, which waits: the cancel lies between its first chunk and its second.
            if (job.Message.Contains("lines read", StringComparison.Ordinal) && !job.CancelRequested)
                Task.Run(() => jobs.CancelAsync(TestStudio.Analyst, job.Id)).GetAwaiter().GetResult();
        }))
        {
            var ended = await studio.RunAsync(import.JobId);
            Assert.Equal((JobState.Cancelled, "Cancelled. Nothing of the file was kept."), (ended.State, ended.Message));
        }

        var gone = await studio.Get<ImportService>().GetAsync(TestStudio.Analyst, import.Id);
        Assert.Equal((ImportState.Discarded, 0L), (gone.State, gone.Staged));
        Assert.Empty(Directory.GetFiles(Path.Combine(studio.Folder, "imports")));
        var again = await ImportAsync(studio, "gen.jsonl", GeneratedConversations.File(1000));
        Assert.Equal((1000L, 0L), (again.Staged, again.SeenBefore));
    }

    [Fact]
    public async Task Start_TooLarge_KeepsNothing()
    {
        await using var studio = await TestStudio.OpenAsync(new() { ["Imports:MaximumBytes"] = "1000" });
        await Assert.ThrowsAsync<PayloadTooLargeException>(
            () => studio.Get<ImportService>().StartAsync(TestStudio.Analyst, "big.jsonl", GeneratedConversations.File(10)));
        Assert.Empty(Directory.GetFiles(Path.Combine(studio.Folder, "imports")));
        Assert.Empty(await studio.Get<ImportService>().ListAsync(TestStudio.Analyst));
    }

    [Fact]
    public async Task Start_DamagedGzip_FailsWithAReason_AndKeepsNothing()
    {
        await using var studio = await TestStudio.OpenAsync(new() { ["Imports:ChunkConversations"] = "10" });
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
            await GeneratedConversations.File(500).CopyToAsync(gzip, TestContext.Current.CancellationToken);
        var bytes = packed.ToArray();
        // The middle of a stored block, where a byte more makes every length after it wrong.
        byte[] damaged = [.. bytes[..(bytes.Length / 2)], .. bytes[((bytes.Length / 2) + 5000)..]];
        var import = await studio.Get<ImportService>().StartAsync(TestStudio.Analyst, "bad.jsonl.gz", new MemoryStream(damaged));
        var job = await studio.RunAsync(import.JobId);
        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains("damaged after line", job.Error, StringComparison.Ordinal);
        var failed = await studio.Get<ImportService>().GetAsync(TestStudio.Analyst, import.Id);
        Assert.Equal((ImportState.Failed, 0L), (failed.State, failed.Staged));
        await using var db = studio.Db();
        Assert.Equal(0, await db.StagedConversations.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Discard_DoneImport_TakesOutWhatItStaged()
    {
        await using var studio = await TestStudio.OpenAsync();
        var imports = studio.Get<ImportService>();
        var import = await ImportAsync(studio, "gen.jsonl", GeneratedConversations.File(30));
        await imports.DiscardAsync(TestStudio.Analyst, import.Id);
        await using var db = studio.Db();
        Assert.Equal(0, await db.StagedConversations.CountAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<TransitionException>(() => imports.DiscardAsync(TestStudio.Analyst, import.Id));
    }

    [Fact]
    public async Task Start_EmptyOrBySales_IsRefused()
    {
        await using var studio = await TestStudio.OpenAsync();
        var imports = studio.Get<ImportService>();
        await Assert.ThrowsAsync<ValidationException>(() => imports.StartAsync(TestStudio.Analyst, "empty.jsonl", new MemoryStream()));
        await Assert.ThrowsAsync<ForbiddenException>(() => imports.StartAsync(TestStudio.Sales, "x.jsonl", GeneratedConversations.File(1)));
        var queued = await imports.StartAsync(TestStudio.Analyst, "../../etc/x.jsonl", GeneratedConversations.File(1));
        Assert.Equal("x.jsonl", queued.FileName);
        await Assert.ThrowsAsync<TransitionException>(() => imports.DiscardAsync(TestStudio.Analyst, queued.Id));
    }

    internal static async Task<Import> ImportAsync(TestStudio studio, string name, Stream content)
    {
        await using var _ = content;
        var import = await studio.Get<ImportService>().StartAsync(TestStudio.Analyst, name, content);
        var job = await studio.RunAsync(import.JobId);
        Assert.True(job.State == JobState.Done, job.Error);
        return await studio.Get<ImportService>().GetAsync(TestStudio.Analyst, import.Id);
    }
}
