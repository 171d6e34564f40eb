using System.Globalization;
using System.Text;
using ConvoStudio.Application.CsvFiles;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Contexts;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ConvoStudio.Application.Tests.Imports;

public sealed class CsvImportTests
{
    private const string Heads = "chat_id;role;time;labels;text;sold;revenue;region";

    [Fact]
    public async Task Read_RowsAsTurns_BecomesTheSameConversation()
    {
        await using var studio = await TestStudio.OpenAsync();
        // Out of order in time, a cell with the separator in quotes, a turn without acts, the outcome on one row only.
        var import = await ReceiveAsync(
            studio, Heads,
            "c-1;Agent;02.03.2026 09:00;greet|ask;Hello;;;north",
            "c-1;Buyer;02.03.2026 09:02;;\"Well; I see\";;;",
            "c-1;Agent;02.03.2026 09:01;offer;Only today;yes;59,90;",
            "c-2;Buyer;02.03.2026 10:00;greet;Hi;no;;south");
        Assert.Equal((ImportState.Mapping, CsvTimeFormat.DayFirst), (import.State, import.Mapping!.Times!.Format));
        var preview = await studio.Get<CsvImportService>().PreviewAsync(TestStudio.Analyst, import.Id, import.Mapping);
        Assert.Equal([2L, 3L, 4L, 5L], preview.Select(r => r.Row));
        Assert.Equal((Speaker.Customer, 0), (preview[1].Speaker!.Value, preview[1].Acts.Count));
        var done = await ReadAsync(studio, import);
        Assert.Equal((2L, 4L, 1L, 0L), (done.Staged, done.Turns, done.Converted, done.BadLines));
        Assert.Equal(1, done.Summary!.UnlabelledTurns);
        await using var db = studio.Db();
        var lines = await db.StagedConversations.OrderBy(c => c.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.True(ConversationLine.TryParse(lines[0].Json, out var first, out _));
        Assert.Equal(["greet+ask", "offer", ""], first.Turns.Select(t => string.Join('+', t.Acts)));
        Assert.Equal((true, 59.9, FactValue.Of("north")), (first.Converted, first.Value, first.Facts["region"]));
        Assert.Equal((2L, 5L), (lines[0].Line, lines[1].Line));
    }

    [Fact]
    public async Task Read_BadCells_NameRowAndColumn_AndLeaveTheWholeConversationOut()
    {
        await using var studio = await TestStudio.OpenAsync();
        var import = await ReceiveAsync(
            studio, Heads,
            "c-1;Agent;02.03.2026 09:00;greet;;yes;;", "c-1;Robot;02.03.2026 09:00;greet;;;;", "c-1;Agent;never;greet;;;;",
            "c-2;Buyer;02.03.2026 09:00;greet;;maybe;;", "c-3;Buyer;02.03.2026 09:00;greet;;;;", "c-4;Buyer;02.03.2026;greet;;yes;;", "c-4;Agent;02.03.2026;ask;;no;;",
            ";Agent;02.03.2026;ask;;no;;", "c-5;Agent;02.03.2026;ask", "", "c-6;Agent;02.03.2026;ask;;no;1e999;", "c-7;Agent;02.03.2026;ask;;no;3;", "c-1;Agent;02.03.2026;ask;;no;3;");
        var mapping = import.Mapping! with { AgentWord = "agent", CustomerWord = "buyer" };
        var done = await ReadAsync(studio, import, mapping);
        var bad = (await studio.Get<ImportService>().BadLinesAsync(TestStudio.Analyst, import.Id)).Lines;
        Assert.Equal(
            [(3L, "role"), (5L, "sold"), (6L, "sold"), (8L, "sold"), (9L, "chat_id"), (10L, ""), (12L, "revenue")], bad.Select(l => (l.Line, l.Path)));
        Assert.Equal("The speaker is neither agent nor buyer. The conversation c-1 is left out.", bad[0].Reason);
        Assert.Contains("row 7", bad[3].Reason, StringComparison.Ordinal);
        Assert.Equal(2, done.Staged);
    }

    [Fact]
    public async Task Mapping_Chosen_IsRememberedForTheSameHeads_AndARowLeftToSomebodyElseIsRefused()
    {
        await using var studio = await TestStudio.OpenAsync();
        var service = studio.Get<CsvImportService>();
        var import = await ReceiveAsync(studio, Heads, "c-1;X;02.03.2026;a/b;;yes;;");
        var wrong = import.Mapping! with { Converted = null, Times = new CsvTime(Zone: "Mars/Base"), CustomerWord = "agent" };
        var refused = await Assert.ThrowsAsync<ValidationException>(() => service.ReadAsync(TestStudio.Analyst, import.Id, wrong));
        Assert.Equal(["converted", "customerWord", "zone"], refused.Errors.Keys.Order(StringComparer.Ordinal));
        await ReadAsync(studio, import, import.Mapping! with { AgentWord = "x", CustomerWord = "y", Separator = "/" });
        var next = await ReceiveAsync(studio, Heads, "c-9;Y;02.03.2026;a/b;;yes;;");
        Assert.Equal(("x", "y", "/"), (next.Mapping!.AgentWord, next.Mapping.CustomerWord, next.Mapping.Separator));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a,b,c\n", "no row")]
    [InlineData("\0\u0001\u0002,x\n1,2\n", "no text file")]
    public async Task Receive_NoCsv_IsRefusedAndNotKept(string content, string reason)
    {
        await using var studio = await TestStudio.OpenAsync();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        var refused = await Assert.ThrowsAsync<ValidationException>(() => studio.Get<CsvImportService>().ReceiveAsync(TestStudio.Analyst, "x.csv", stream));
        Assert.Contains(reason, refused.Errors["file"][0], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(studio.Folder, "imports")));
    }

    [Fact]
    public async Task Worker_StoppedInTheMiddleOfACsv_GoesOnAtTheNextStart()
    {
        await using var studio = await TestStudio.OpenAsync(new() { ["Imports:ChunkConversations"] = "50" });
        var rows = Enumerable.Range(0, 800).SelectMany(c => Enumerable.Range(0, 3).Select(t => string.Create(
            CultureInfo.InvariantCulture, $"c-{c};{(t % 2 == 0 ? "Agent" : "Buyer")};02.03.2026 09:0{t};act-{t};;{(c % 3 == 0 ? "yes" : "no")};;"))).ToArray();
        var import = await ReceiveAsync(studio, Heads, rows);
        import = await studio.Get<CsvImportService>().ReadAsync(TestStudio.Analyst, import.Id, import.Mapping!);
        var worker = studio.Worker();
        var stopped = new TaskCompletionSource<Task>();
        using (studio.Get<JobService>().Subscribe(job =>
        {
            if (job.Message.Contains("lines read", StringComparison.Ordinal))
                stopped.TrySetResult(worker.StopAsync(CancellationToken.None));
        }))
        {
            await worker.StartAsync(TestContext.Current.CancellationToken);
            await await stopped.Task;
        }

        await using (var db = studio.Db())
            Assert.InRange((await db.Imports.SingleAsync(TestContext.Current.CancellationToken)).Staged, 0, 790);
        await studio.RestartAsync();
        var job = await studio.RunAsync(import.JobId);
        Assert.True(job.State == JobState.Done, job.Error);
        var done = await studio.Get<ImportService>().GetAsync(TestStudio.Analyst, import.Id);
        Assert.Equal((800L, 0L, 0L, 2400L, 267L), (done.Staged, done.SeenBefore, done.BadLines, done.Turns, done.Converted));
        // The summary counts what was staged before the stop too.
        Assert.Equal((800L, 267L), (done.Summary!.Conversations, done.Summary.Converted));
    }

    internal static async Task<Import> ReceiveAsync(TestStudio studio, string heads, params string[] rows)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Prepend(heads))));
        return await studio.Get<CsvImportService>().ReceiveAsync(TestStudio.Analyst, "talks.csv", content);
    }

    private static async Task<Import> ReadAsync(TestStudio studio, Import import, ImportMapping? mapping = null)
    {
        import = await studio.Get<CsvImportService>().ReadAsync(TestStudio.Analyst, import.Id, mapping ?? import.Mapping!);
        var job = await studio.RunAsync(import.JobId);
        Assert.True(job.State == JobState.Done, job.Error);
        return await studio.Get<ImportService>().GetAsync(TestStudio.Analyst, import.Id);
    }
}
