using System.Text;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Baselines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvoStudio.Application.Tests.Imports;

public sealed class PlaybookFromImportTests
{
    [Fact]
    public async Task Create_RealSales_MakesPlaybookPoliciesAndHistory()
    {
        var path = SharedData.Conversations("cb.jsonl.gz");
        await using var studio = await TestStudio.OpenAsync();
        var import = await ImportServiceTests.ImportAsync(studio, "cb.jsonl.gz", File.OpenRead(path));
        var from = studio.Get<PlaybookFromImport>();
        var preview = await from.PreviewAsync(TestStudio.Analyst, import.Id, new ImportChoices());
        Assert.DoesNotContain(preview.Moves, m => m.Acts.Contains("accept-offer", StringComparer.Ordinal));
        Assert.Equal(preview.AgentTurns, preview.Mappings.Sum(m => m.Count));
        Assert.Equal(["converted", "value"], preview.Outcomes.Select(o => o.Metric));

        var job = await from.CreateAsync(TestStudio.Analyst, import.Id, "sales", "Second-hand sales", new ImportChoices());
        job = await studio.RunAsync(job.Id);
        Assert.True(job.State == JobState.Done, job.Error);
        Assert.Equal("sales", job.ResultKey);

        var active = studio.Configurations.Find("sales")!.Configuration;
        Assert.Equal("behaviour", active.Routing.Champion);
        Assert.Equal(["behaviour", "learner", "uniform"], active.Policies.Select(p => p.Id).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(active.Encoder.Slots, s => s.Key == "accept-offer");
        var (_, author, blobs) = Assert.Single(studio.Configurations.Activations);
        Assert.Equal("Ana Analyst", author);
        var clone = BehaviorClone.Load(Assert.Single(blobs).Bytes.Span);
        Assert.True(clone.HeldOutLogLikelihood > clone.HeldOutMarginalLogLikelihood);

        Assert.Equal(603, studio.Log.Conversations.Count);
        Assert.All(studio.Log.Appends, a => Assert.Equal(LogSource.Imported, a.Source));
        Assert.Equal(5544, studio.Log.Entries.Count(e => e.Kind == LogKind.Turn));
        var decisions = studio.Log.Entries.Count(e => e.Kind == LogKind.ImportedDecision);
        Assert.Equal(preview.Mappings.Where(m => m.Move is not null).Sum(m => m.Count), decisions);
        Assert.Equal(459, studio.Log.Entries.Where(e => e.Kind == LogKind.Outcome).Select(LogPayloads.Read<OutcomePayload>).Count(o => o is { Metric: "converted", Value: 1, Final: true }));
    }

    [Fact]
    public async Task Create_ProtectedFact_StaysOutOfTheLog()
    {
        await using var studio = await TestStudio.OpenAsync();
        var import = await ImportServiceTests.ImportAsync(studio, "gen.jsonl", GeneratedConversations.File(200));
        var job = await CreateAsync(studio, import.Id, GeneratedConversations.Choices(new Dictionary<string, FactUsages>(StringComparer.Ordinal)
        {
            ["channel"] = FactUsages.Rules,
            ["returning"] = FactUsages.None,
        }));
        Assert.True(job.State == JobState.Done, job.Error);
        var log = string.Concat(studio.Log.Entries.Select(e => Encoding.UTF8.GetString(e.Payload.Span)));
        Assert.Contains("\"price\"", log, StringComparison.Ordinal);
        Assert.All(["channel", "web", "age_band", "young", "returning", "SECRET-TEXT"], word => Assert.DoesNotContain(word, log, StringComparison.Ordinal));
        await using var db = studio.Db();
        var kept = await db.ProtectedFacts.Select(f => f.Key).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([("age_band", 200), ("channel", 200)], kept.GroupBy(k => k, StringComparer.Ordinal).Select(g => (g.Key, g.Count())).OrderBy(g => g.Key, StringComparer.Ordinal));
        Assert.DoesNotContain(studio.Configurations.Find("gen")!.Configuration.Encoder.Slots, s => s.Key is "channel" or "age_band" or "returning");
    }

    [Fact]
    public async Task Append_OneConversation_HoldsItWhole_InOrder()
    {
        await using var studio = await TestStudio.OpenAsync();
        var import = await ImportServiceTests.ImportAsync(studio, "gen.jsonl", GeneratedConversations.File(200));
        await CreateAsync(studio, import.Id, GeneratedConversations.Choices());
        var append = studio.Log.Appends[3];
        Assert.Equal("gen-3", append.Opens!.ExternalId);
        Assert.Equal(
            [
                LogKind.Opened, LogKind.Turn, LogKind.ImportedDecision, LogKind.Turn, LogKind.Turn, LogKind.ImportedDecision, LogKind.Turn, LogKind.Turn,
                LogKind.Outcome, LogKind.Outcome, LogKind.Closed,
            ],
            append.Entries.Select(e => e.Kind));
        Assert.True(append.Entries.Zip(append.Entries.Skip(1)).All(p => p.First.OccurredAt <= p.Second.OccurredAt));
        var active = studio.Configurations.Find("gen")!.Configuration;
        var decision = LogPayloads.Read<ImportedDecisionPayload>(studio.Log.Entries.Where(e => e.ConversationNo == 4).ElementAt(5));
        Assert.Equal(["explain"], active.Definition.Actions.Single(a => a.Number == decision.Action).Acts);
        // The state before the second agent turn: it has asked once, the customer has answered with mood 0.5.
        var context = new SparseContext(decision.Slots, decision.Values).ToDense(active.Encoder.Length);
        Assert.Equal(1, Slot(SlotSource.LastCustomerAct, "answer"));
        Assert.Equal(0, Slot(SlotSource.LastCustomerAct, "greet"));
        Assert.Equal(Math.Log(2), Slot(SlotSource.AgentActCount, "ask"), 12);
        Assert.Equal(0.5, Slot(SlotSource.Sentiment, ""));

        double Slot(SlotSource source, string key) =>
            context.Span[active.Encoder.Slots.ToList().FindIndex(s => s.Source == source && s.Key == key)];
    }

    [Fact]
    public async Task Create_StoppedInTheMiddle_GoesOnAndAddsNothingTwice()
    {
        await using var studio = await TestStudio.OpenAsync();
        var import = await ImportServiceTests.ImportAsync(studio, "gen.jsonl", GeneratedConversations.File(700));
        var job = await studio.Get<PlaybookFromImport>().CreateAsync(TestStudio.Analyst, import.Id, "gen", "Generated", GeneratedConversations.Choices());
        var worker = studio.Worker();
        var stopped = new TaskCompletionSource<Task>();
        studio.Log.Before = _ =>
        {
            if (studio.Log.Appends.Count == 300)
                stopped.TrySetResult(worker.StopAsync(CancellationToken.None));
        };
        await worker.StartAsync(TestContext.Current.CancellationToken);
        await await stopped.Task;
        Assert.InRange(studio.Log.Conversations.Count, 300, 699);

        await studio.RestartAsync();
        studio.Log.Before = null;
        Assert.Equal(JobState.Done, (await studio.RunAsync(job.Id)).State);
        Assert.Equal(Enumerable.Range(0, 700).Select(i => $"gen-{i}"), studio.Log.Conversations.Select(c => c.ExternalId));
        Assert.Single(studio.Configurations.Activations);
    }

    [Fact]
    public async Task Create_LogIsBusyForAWhile_WaitsAndWritesEverything()
    {
        await using var studio = await TestStudio.OpenAsync(time: new ImpatientTime());
        var import = await ImportServiceTests.ImportAsync(studio, "gen.jsonl", GeneratedConversations.File(20));
        var refusals = 3;
        studio.Log.Before = _ =>
        {
            if (refusals-- > 0)
                throw new LogBusyException("full");
        };
        var job = await CreateAsync(studio, import.Id, GeneratedConversations.Choices());
        Assert.True(job.State == JobState.Done, job.Error);
        Assert.Equal(20, studio.Log.Conversations.Count);
    }

    [Fact]
    public async Task Preview_WrongChoices_NamesEachField()
    {
        await using var studio = await TestStudio.OpenAsync();
        var import = await ImportServiceTests.ImportAsync(studio, "gen.jsonl", GeneratedConversations.File(50));
        var choices = new ImportChoices(
            0, new Dictionary<string, bool>(StringComparer.Ordinal) { ["fly"] = true },
            new Dictionary<string, FactUsages>(StringComparer.Ordinal) { ["height"] = FactUsages.Policy });
        var exception = await Assert.ThrowsAsync<ValidationException>(() => studio.Get<PlaybookFromImport>().PreviewAsync(TestStudio.Analyst, import.Id, choices));
        Assert.Equal(["factUsages", "minimumMoveCount", "statesOutcome"], exception.Errors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Create_EveryActStatesTheOutcome_IsRefused_ButCanBeLookedAt()
    {
        await using var studio = await TestStudio.OpenAsync();
        var import = await ImportServiceTests.ImportAsync(studio, "gen.jsonl", GeneratedConversations.File(50));
        var from = studio.Get<PlaybookFromImport>();
        var all = new ImportChoices(StatesOutcome: GeneratedConversations.Choices().StatesOutcome!.ToDictionary(a => a.Key, _ => true, StringComparer.Ordinal));
        Assert.Empty((await from.PreviewAsync(TestStudio.Analyst, import.Id, all)).Moves);
        var exception = await Assert.ThrowsAsync<ValidationException>(() => from.CreateAsync(TestStudio.Analyst, import.Id, "gen", "Generated", all));
        Assert.Equal(["statesOutcome"], exception.Errors.Keys);
    }

    [Fact]
    public async Task Create_FromAFileSeenBefore_NamesTheEarlierOne()
    {
        await using var studio = await TestStudio.OpenAsync();
        var first = await ImportServiceTests.ImportAsync(studio, "gen.jsonl", GeneratedConversations.File(50));
        var second = await ImportServiceTests.ImportAsync(studio, "copy.jsonl", GeneratedConversations.File(50));
        var exception = await Assert.ThrowsAsync<ValidationException>(
            () => studio.Get<PlaybookFromImport>().PreviewAsync(TestStudio.Analyst, second.Id, new ImportChoices()));
        Assert.Contains(first.Id.ToString(), exception.Message, StringComparison.Ordinal);
        await studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "gen", "Taken");
        await Assert.ThrowsAsync<ValidationException>(
            () => studio.Get<PlaybookFromImport>().CreateAsync(TestStudio.Analyst, first.Id, "gen", "Generated", new ImportChoices()));
    }

    private static async Task<Job> CreateAsync(TestStudio studio, Guid import, ImportChoices choices)
    {
        var job = await studio.Get<PlaybookFromImport>().CreateAsync(TestStudio.Analyst, import, "gen", "Generated", choices);
        return await studio.RunAsync(job.Id);
    }

    /// <summary>A clock that jumps to the end of every wait as soon as somebody waits.</summary>
    private sealed class ImpatientTime() : FakeTimeProvider(TestStudio.Start)
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero && period == Timeout.InfiniteTimeSpan)
                _ = Task.Run(() => Advance(dueTime));
            return timer;
        }
    }
}
