using System.Text.Json;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Contexts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ConvoStudio.Web.Tests.Persistence;

/// <summary>A data folder of every schema version there has been opens, reads and replays. The folders were made by <see cref="MakeFolder"/> with the code of their time.</summary>
public sealed class SchemaVersionTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("convostudio-schema-").FullName;

    [Theory, InlineData("v1"), InlineData("v2"), InlineData("v3"), InlineData("v4")]
    public async Task Open_FolderOfAnOlderVersion_ReadsAndReplays(string version)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "TestData", version)))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        using var host = await SampleFolder.StartAsync(_folder);
        var studio = host.Services.GetRequiredService<Studio>();
        Assert.Equal(SampleFolder.Playbook, Assert.Single(await host.Services.GetRequiredService<PlaybookService>().ListAsync(Actor.System)).Key);
        Assert.Equal(25, studio.Log.ListConversations(SampleFolder.Playbook, LogSource.Imported).Count);
        var decisions = studio.Log.Read(0, 100_000).Where(e => e.Kind == LogKind.Decision).Select(LogPayloads.Read<DecisionPayload>).ToList();
        Assert.Equal(6, decisions.Count);
        foreach (var decision in decisions)
        {
            var replay = await studio.Replay.ReplayAsync(decision.DecisionId);
            Assert.True(replay.Identical, replay.FirstDifference);
        }

        await PlayAsync(studio, "a new one");
        await host.StopAsync();
        await studio.DisposeAsync();
    }

    /// <summary>Run by hand when a schema gets a new version, before the first change: it writes the folder the next version must open.</summary>
    [Fact(Explicit = true)]
    public async Task MakeFolder()
    {
        await SampleFolder.FillAsync(_folder, conversations: 25);
        using (var host = await SampleFolder.StartAsync(_folder))
        {
            var studio = host.Services.GetRequiredService<Studio>();
            for (var i = 0; i < 3; i++)
            {
                await PlayAsync(studio, $"customer {i}");
                await studio.Learner.AdvanceAsync();
            }

            await host.StopAsync();
            await studio.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        var target = Directory.CreateDirectory(Path.Combine(RepositoryFiles.Root, "tests", "ConvoStudio.Web.Tests", "TestData", "next"));
        foreach (var name in (string[])["studio.db", "log.db"])
        {
            using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, name)};Pooling=False"))
            {
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE; VACUUM;";
                command.ExecuteNonQuery();
            }

            File.Copy(Path.Combine(_folder, name), Path.Combine(target.FullName, name), overwrite: true);
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task PlayAsync(Studio studio, string customer)
    {
        var step = 0;
        RequestIdentity Next() => RequestIdentity.Of($"{customer} {++step}", "test", []);
        var opened = await studio.Conversations.OpenAsync(
            new OpenConversation("test", SampleFolder.Playbook, customer, null, "web", null, "Europe/Vienna", null, null, null), Next());
        var id = JsonSerializer.Deserialize(opened.Body.Span, AnswerJson.Default.OpenedAnswer)!.ConversationId;
        for (var turn = 0; turn < 2; turn++)
        {
            var decision = JsonSerializer.Deserialize((await studio.Decisions.DecideAsync(id, null, Next())).Body.Span, AnswerJson.Default.DecisionAnswer)!;
            await studio.Conversations.AddTurnAsync(id, new AddTurn(Speaker.Agent, decision.Action.Acts, DecisionId: decision.DecisionId), Next());
            await studio.Conversations.AddTurnAsync(id, new AddTurn(Speaker.Customer, ["state-need"]), Next());
        }

        await studio.Outcomes.RecordAsync(id, new RecordOutcome("converted", 1, Final: true), Next());
    }
}
