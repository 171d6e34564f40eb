using ConvoStudio.Application.ConversationLists;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Application.Tests.ConversationLists;

public sealed class ConversationIndexTests : IDisposable
{
    private static readonly IActor Analyst = Actor.Person("a", "Ana", [Roles.Analyst]);
    private static readonly ConversationFilter All = new(StudioHarness.Playbook);
    private readonly string _folder = Directory.CreateTempSubdirectory("convostudio-index-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "views.db");

    [Fact]
    public async Task List_EveryFilter_HoldsExactlyWhatHappened()
    {
        await using var harness = await StudioHarness.StartAsync();
        for (var i = 0; i < 6; i++)
            await harness.PlayAsync(i);
        var minor = await harness.OpenConversationAsync("minor", StudioHarness.Facts("new", 1, minor: true));
        var decision = await harness.DecideAsync(minor);
        await harness.Studio.Conversations.AddTurnAsync(
            minor, new AddTurn(Speaker.Agent, ["ask"], DecisionId: decision.DecisionId, Execution: "overridden", Executed: "hand-over"), harness.NextIdentity());
        using var index = new ConversationIndex(harness.Studio.Log, Path);
        await index.AdvanceAsync(cancellationToken: TestContext.Current.CancellationToken);

        var lines = index.List(Analyst, All).Lines;
        Assert.Equal(7, lines.Count);
        Assert.Equal(minor, lines[0].PublicId);
        Assert.Equal((1, 1, 1, 1), (lines[0].Turns, lines[0].Decisions, lines[0].Blocked, lines[0].Deviations));
        Assert.Equal([minor], Ids(index, All with { Blocked = true }));
        Assert.Equal([minor], Ids(index, All with { Deviated = true }));
        Assert.Equal([minor], Ids(index, All with { Outcome = OutcomeFilter.Open }));
        Assert.Contains(minor, Ids(index, All with { Action = 3 }));
        Assert.Equal(6, Ids(index, All with { Settled = true }).Count);
        Assert.Equal([minor], Ids(index, All with { Text = minor.ToString("N")[..8] }));
        Assert.Empty(Ids(index, All with { Text = "100%" }));
        Assert.Equal([minor], Ids(index, All with { From = lines[0].OpenedAt }));
        Assert.Equal(6, Ids(index, All with { To = lines[0].OpenedAt }).Count);
        Assert.Empty(Ids(index, All with { Source = LogSource.Imported }));
        Assert.Empty(Ids(index, new("other")));
        var (control, treatment) = (Ids(index, All with { Experiment = "first", Arm = "control" }), Ids(index, All with { Experiment = "first", Arm = "treatment" }));
        Assert.Equal(7, control.Count + treatment.Count);
        Assert.Empty(control.Intersect(treatment));
        Assert.Equal(Ids(index, All), Ids(index, All with { Experiment = "first" }));
        Assert.Equal(["web"], index.Channels(Analyst, StudioHarness.Playbook));
        Assert.Equal(new BoundedCount(7, false), index.Count(Analyst, All));
        Assert.Throws<ForbiddenException>(() => index.List(Actor.Person("d", "Dora", [Roles.Administrator]), All));
    }

    [Fact]
    public async Task Amendment_AfterTheFold_MovesTheConversationToItsNewOutcome()
    {
        await using var harness = await StudioHarness.StartAsync();
        var id = await harness.OpenConversationAsync();
        await harness.DecideAsync(id);
        await harness.ReportAsync(id, 0);
        using var index = new ConversationIndex(harness.Studio.Log, Path);
        await index.AdvanceAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([id], Ids(index, All with { Outcome = OutcomeFilter.NotConverted }));
        await harness.ReportAsync(id, 1);
        Assert.Equal(1, index.Behind);
        await index.AdvanceAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(Ids(index, All with { Outcome = OutcomeFilter.NotConverted }));
        Assert.Equal([id], Ids(index, All with { Outcome = OutcomeFilter.Converted }));
    }

    [Fact]
    public async Task Pages_ToTheEndAndBack_MeetEveryConversationOnce()
    {
        await using var harness = await StudioHarness.StartAsync();
        for (var i = 0; i < 23; i++)
            await harness.OpenConversationAsync($"c-{i}");
        using var index = new ConversationIndex(harness.Studio.Log, Path);
        await index.AdvanceAsync(cancellationToken: TestContext.Current.CancellationToken);
        var page = index.List(Analyst, All, limit: 5);
        Assert.Null(page.Newer);
        List<Guid> met = [.. page.Lines.Select(l => l.PublicId)];
        while (page.Older is { } older)
            met.AddRange((page = index.List(Analyst, All, below: older, limit: 5)).Lines.Select(l => l.PublicId));
        Assert.Equal(23, met.Distinct().Count());
        Assert.Equal(met, index.ListAll(Analyst, All).Select(l => l.PublicId));
        List<Guid> back = [.. page.Lines.Select(l => l.PublicId)];
        while (page.Newer is { } newer)
            back.InsertRange(0, (page = index.List(Analyst, All, above: newer, limit: 5)).Lines.Select(l => l.PublicId));
        Assert.Equal(met, back);
        var middle = index.ListAll(Analyst, All).ElementAt(7);
        Assert.Equal((met[6], met[8]), index.Neighbors(Analyst, All, middle.No));
    }

    [Fact]
    public async Task Index_GoesOnWhereItStopped_AndIsMadeAnewForAnotherLogOrWhenDamaged()
    {
        await using var harness = await StudioHarness.StartAsync();
        await harness.PlayAsync(1);
        using (var index = new ConversationIndex(harness.Studio.Log, Path))
            await index.AdvanceAsync(cancellationToken: TestContext.Current.CancellationToken);
        await harness.PlayAsync(2);
        using (var index = new ConversationIndex(harness.Studio.Log, Path))
        {
            Assert.InRange(index.Behind, 1, 10);
            await index.AdvanceAsync(cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(2, index.Count(Analyst, All).Count);
        }

        await using var other = await StudioHarness.StartAsync();
        using (var index = new ConversationIndex(other.Studio.Log, Path))
        {
            // Same secret, but a shorter log than what was folded: it cannot be this one.
            Assert.Equal(other.Studio.Log.LastSequence, index.Behind);
            await index.AdvanceAsync(cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(0, index.Count(Analyst, All).Count);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await File.WriteAllTextAsync(Path, "no database", TestContext.Current.CancellationToken);
        using (var index = new ConversationIndex(harness.Studio.Log, Path))
        {
            await index.AdvanceAsync(cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(2, index.Count(Analyst, All).Count);
        }
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static List<Guid> Ids(ConversationIndex index, ConversationFilter filter) => [.. index.List(Analyst, filter).Lines.Select(l => l.PublicId)];
}
