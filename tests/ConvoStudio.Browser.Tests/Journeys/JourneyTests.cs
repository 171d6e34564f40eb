using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConvoStudio.Application.Keys;
using ConvoStudio.Application.People;
using ConvoStudio.Browser.Tests.Imports;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace ConvoStudio.Browser.Tests.Journeys;

/// <summary>The way of a new user from an empty console to a replayed decision: import, playbook, experiment, rehearsal, live traffic, replay.</summary>
public sealed class JourneyTests(BrowserApp app)
{
    [Theory, MemberData(nameof(View.All), MemberType = typeof(View))]
    public async Task Journey_OnGeneratedConversations_EndsInAReplay(int width, bool dark)
    {
        var view = new View(width, dark);
        var file = new SampleFile(seed: 4000 + width + (dark ? 1 : 0), conversations: 250);
        await TravelAsync(view, new FilePayload { Name = file.Name, MimeType = "application/x-ndjson", Buffer = file.Bytes }, $"{file.Conversations}", $"{file.Converted} of {file.Conversations}", $"journey-{view}");
    }

    [Fact]
    public async Task Journey_OnRecordedConversations_EndsInAReplay()
    {
        var path = RecordedConversations.Find("cb.jsonl.gz");
        Assert.SkipUnless(File.Exists(path), RecordedConversations.Absent);
        var file = new FilePayload { Name = "cb.jsonl.gz", MimeType = "application/gzip", Buffer = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken) };
        await TravelAsync(new View(1280, Dark: false), file, "603", "459 of 603, 72.6 to 79.4\u202F%", "journey-cb");
    }

    private async Task TravelAsync(View view, FilePayload file, string conversations, string converted, string key)
    {
        await using var window = await app.OpenSignedInAsync(view);
        var page = window.Page;

        await window.GoAsync("imports/new");
        await page.Locator("input[type=file]").SetInputFilesAsync(file);
        await Assertions.Expect(page.Locator("[data-badge=StateDone]").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("[data-stat=Conversations]")).ToContainTextAsync(conversations);
        await Assertions.Expect(page.Locator("[data-stat='Base conversion']")).ToContainTextAsync(converted);
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(key);
        await Assertions.Expect(page.GetByLabel("Key", new() { Exact = true })).ToHaveValueAsync(key);
        await page.Locator("[data-make]").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/actions"), new() { Timeout = 120_000 });

        var experiment = $"{key}-first";
        await window.GoAsync("experiments/new");
        await page.GetByLabel("Name").First.FillAsync(experiment);
        await Assertions.Expect(page.GetByLabel("Key").First).ToHaveValueAsync(experiment);
        await page.GetByLabel("Hypothesis").FillAsync("The learner sells more than people did.");
        await page.Locator("[data-create]").ClickAsync();
        await Assertions.Expect(page.Locator("h1 .cs-badge").First).ToHaveTextAsync("Draft");

        await RehearseAsync(window);
        await window.GoAsync($"experiments/{experiment}");
        await page.Locator("[data-start]").ClickAsync();
        await page.Locator("[data-confirm]").ClickAsync();
        await Assertions.Expect(page.Locator("h1 .cs-badge").First).ToHaveTextAsync("Running");
        var decision = await MeetAsync(window, key, experiment);

        await window.GoAsync($"decisions/{decision}");
        await page.Locator("[data-replay]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-replay-result=identical]")).ToBeVisibleAsync();
        await window.CheckAsync("journey-decision", fullPage: true);
    }

    /// <summary>Simulated customers on the same board, which says that they are.</summary>
    private static async Task RehearseAsync(ConsoleWindow window)
    {
        var page = window.Page;
        await page.Locator("[data-rehearse]").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Customers").FillAsync("200");
        await dialog.GetByLabel("Seed").FillAsync("3");
        await dialog.Locator("[data-confirm]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-simulated]").First).ToContainTextAsync("Simulated");
        await page.Locator("[data-again]").WaitForAsync(new() { Timeout = 120_000 });
        // The lift is drawn once its interval is narrow enough, which hangs on the draws.
        foreach (var chart in (string[])["Conversion by arm", "Mean reward by arm"])
            await Assertions.Expect(page.Locator($"[data-chart='{chart}'] .apexcharts-canvas")).ToHaveCountAsync(1);
        await window.CheckAsync("journey-rehearsal", fullPage: true);
    }

    /// <summary>A real conversation through the API: the open page and an outside client see it, with the same numbers.</summary>
    private async Task<Guid> MeetAsync(ConsoleWindow window, string playbook, string experiment)
    {
        var key = await app.Services.GetRequiredService<ApiKeyService>().CreateAsync(Actor.System, playbook, KeyScopes.Decide | KeyScopes.Report);
        ConcurrentQueue<JsonElement> frames = new();
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(app.Address, "hubs/metrics"), options => options.Headers["X-Api-Key"] = key.Secret).Build();
        hub.On<JsonElement>("Frame", frames.Enqueue);
        await hub.StartAsync();
        await hub.InvokeAsync("Watch", experiment);

        var page = window.Page;
        await page.Locator("[data-board]").WaitForAsync();
        using var agent = new AgentClient(app.Address, key.Secret);
        var decision = await agent.ConverseAsync(playbook, "a customer");
        var answered = Stopwatch.GetTimestamp();
        var arm = decision.GetProperty("arm").GetString()!;
        await Assertions.Expect(page.Locator($"[data-arm='{arm}'] [data-cell=finished]")).ToHaveTextAsync("1");
        TestContext.Current.SendDiagnosticMessage("The open board showed the outcome {0:0} ms after it was answered.", Stopwatch.GetElapsedTime(answered).TotalMilliseconds);
        await window.CheckAsync("journey-live", fullPage: true);

        var results = await agent.GetAsync($"api/v1/experiments/{experiment}/results");
        var told = frames.Last(frame => Finished(frame, arm) == 1);
        Assert.Equal(1, Finished(results, arm));
        Assert.Equal(
            told.GetProperty("arms").EnumerateArray().Select(a => (a.GetProperty("key").GetString(), a.GetProperty("conversations").GetInt64())),
            results.GetProperty("arms").EnumerateArray().Select(a => (a.GetProperty("key").GetString(), a.GetProperty("conversations").GetInt64())));
        return decision.GetProperty("decisionId").GetGuid();
    }

    private static long Finished(JsonElement frame, string arm) =>
        frame.GetProperty("arms").EnumerateArray().Single(a => a.GetProperty("key").GetString() == arm).GetProperty("finished").GetInt64();
}
