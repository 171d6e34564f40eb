using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ConvoStudio.Application.Tests.Imports;

public sealed class ImportUndoTests
{
    [Fact]
    public async Task Undo_KeptImport_CountsNowhereAndLeavesTheLogAsItWas()
    {
        await using var studio = await TestStudio.OpenAsync();
        var import = await KeptAsync(studio);
        var entries = studio.Log.Entries.Count;
        Assert.NotEmpty(studio.Log.ListConversations("talks", LogSource.Imported));
        await studio.Get<ImportUndo>().UndoAsync(TestStudio.Analyst, import.Id);

        Assert.Empty(studio.Log.ListConversations("talks", null));
        Assert.Equal(entries + 1, studio.Log.Entries.Count);
        var withdrawn = LogPayloads.Read<WithdrawnPayload>(studio.Log.Entries[^1]);
        Assert.Equal(("talks", import.Id, 60L, 60L, "Ana Analyst"), (withdrawn.Playbook, withdrawn.Import, withdrawn.UpToNo, withdrawn.Conversations, withdrawn.By));
        await using var db = studio.Db();
        Assert.Equal(ImportState.Undone, (await db.Imports.SingleAsync(TestContext.Current.CancellationToken)).State);
        Assert.Contains(await db.AuditEntries.ToListAsync(TestContext.Current.CancellationToken), e => e.ActorName == "Ana Analyst" && e.UseCase == nameof(UseCase.ImportConversations));
        await Assert.ThrowsAsync<TransitionException>(() => studio.Get<ImportUndo>().UndoAsync(TestStudio.Analyst, import.Id));
        var again = await ImportServiceTests.ImportAsync(studio, "gen.jsonl", GeneratedConversations.File(60));
        Assert.Equal((60L, 0L), (again.Staged, again.SeenBefore));
    }

    [Fact]
    public async Task Undo_WhileAnExperimentRuns_IsRefusedByItsName_UntilItIsStopped()
    {
        await using var studio = await TestStudio.OpenAsync();
        var import = await KeptAsync(studio);
        var experiments = studio.Get<ExperimentService>();
        await experiments.CreateAsync(TestStudio.Analyst, "talks", new NewExperiment(
            "first", "First try", "It is better", [new ArmPart("control", "Control", "behaviour", 1, true), new ArmPart("treatment", "Treatment", "learner", 1, false)]));
        await experiments.StartAsync(TestStudio.Analyst, "first");
        var refused = await Assert.ThrowsAsync<TransitionException>(() => studio.Get<ImportUndo>().UndoAsync(TestStudio.Analyst, import.Id));
        Assert.Contains("First try", refused.Message, StringComparison.Ordinal);
        Assert.Equal(50, studio.Log.ListConversations("talks", LogSource.Imported).Count);
        await experiments.StopAsync(TestStudio.Analyst, "first", "To look at it");
        await studio.Get<ImportUndo>().UndoAsync(TestStudio.Analyst, import.Id);
        Assert.Empty(studio.Log.ListConversations("talks", LogSource.Imported));
    }

    [Fact]
    public async Task Undo_NotKept_OrBySales_IsRefused()
    {
        await using var studio = await TestStudio.OpenAsync();
        var import = await ImportServiceTests.ImportAsync(studio, "gen.jsonl", GeneratedConversations.File(30));
        await Assert.ThrowsAsync<TransitionException>(() => studio.Get<ImportUndo>().UndoAsync(TestStudio.Analyst, import.Id));
        await Assert.ThrowsAsync<ForbiddenException>(() => studio.Get<ImportUndo>().UndoAsync(TestStudio.Sales, import.Id));
    }

    private static async Task<Import> KeptAsync(TestStudio studio)
    {
        var import = await ImportServiceTests.ImportAsync(studio, "gen.jsonl", GeneratedConversations.File(60));
        var job = await studio.Get<PlaybookFromImport>().CreateAsync(TestStudio.Analyst, import.Id, "talks", "Talks", GeneratedConversations.Choices());
        var made = await studio.RunAsync(job.Id);
        Assert.True(made.State == JobState.Done, made.Error);
        return import;
    }
}
