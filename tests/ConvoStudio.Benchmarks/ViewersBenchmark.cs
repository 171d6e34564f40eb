using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace ConvoStudio.Benchmarks;

/// <summary>One board watched by many: pages with a circuit each in Chromium and clients of the hub, while outcomes come at a fixed pace and decisions are asked for.</summary>
/// <remarks>Age of an outcome: from its answer to the first frame at a client that counts it. Everything runs on this machine, browser and load included.</remarks>
internal sealed class ViewersBenchmark : IBenchmark
{
    private const int Pages = 10;
    private const int Clients = 40;
    private const int OutcomesPerSecond = 200;
    private const string Key = "key-of-the-benchmark-0123456789";
    private const string Experiment = "watched";
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(BenchmarkSize.Of(30, 5));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public string Name => "viewers";

    /// <inheritdoc/>
    public async Task RunAsync(BenchmarkOutput output)
    {
        var work = Directory.CreateTempSubdirectory("convostudio-viewers-").FullName;
        try
        {
            await PublishedStudio.PublishAsync(Path.Combine(work, "app"));
            await using var studio = await PublishedStudio.StartAsync(Path.Combine(work, "app"), Path.Combine(work, "data"), Patience, Key);
            using var agent = new HttpClient { BaseAddress = studio.Address };
            agent.DefaultRequestHeaders.Add("X-Api-Key", Key);
            await MakeAsync(agent);
            // The first load warms the program up, until little is left to compile; the second has viewers, the third none.
            OutcomeLoad load = new(agent, Experiment, OutcomesPerSecond, studio);
            var watching = await WatchAsync(load, studio.Address, work);
            Write(output, await load.RunAsync(Span), watching);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task<Watching> WatchAsync(OutcomeLoad load, Uri address, string work)
    {
        await using var watchers = await WatchersAsync(address);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await OpenPagesAsync(playwright, address, work);
        var warm = await load.RunAsync(Span);
        var watched = await load.RunAsync(Span);
        // Counted here and not asked for: the newest frame of the studio may be a tick behind the last answer.
        long finished = warm.AnsweredAt.Count + watched.AnsweredAt.Count;
        await watchers.UntilAsync(finished, Patience);
        return new(watched, watchers, finished, await UntilPagesShowAsync(browser.Contexts[0].Pages.Skip(1), finished));
    }

    // A page that could not follow would still be drawing what came long before.
    private static async Task<double> UntilPagesShowAsync(IEnumerable<IPage> pages, long finished)
    {
        const string Shown = "() => [...document.querySelectorAll('[data-arm] [data-cell=finished]')].reduce((sum, cell) => sum + Number(cell.textContent.replace(/[^0-9]/g, '')), 0)";
        var clock = Stopwatch.StartNew();
        foreach (var page in pages)
            while (await page.EvaluateAsync<long>(Shown) is var shown && shown != finished)
                if (clock.Elapsed > Patience)
                    throw new InvalidOperationException($"After {Patience.TotalSeconds} s a page shows {shown} of {finished} finished conversations.");
        return clock.Elapsed.TotalMilliseconds;
    }

    private void Write(BenchmarkOutput output, OutcomeLoadResult alone, Watching watching)
    {
        var (watched, watchers, finished, pagesCurrent) = watching;
        var settings = $"{Pages} pages, {Clients} clients of the hub, {OutcomesPerSecond} outcomes/s for {Span.TotalSeconds} s, published Release, browser and load on the same machine, the browser on the last processor with lowest priority";
        double[] ages = [.. watchers.AgesOf(watched.AnsweredAt, finished).Order()];
        output.Write(Name, "outcomes-per-second", watched.AnsweredAt.Count / watched.Seconds, "1/s", settings);
        output.Write(Name, "frames-received", watchers.Frames, "", settings);
        output.Write(Name, "frames-wrong-or-missing", watchers.Wrong, "", settings);
        output.Write(Name, "age-p50", ages[ages.Length / 2], "ms", settings);
        output.Write(Name, "age-p99", ages[ages.Length * 99 / 100], "ms", settings);
        output.Write(Name, "pages-current-after", pagesCurrent, "ms", settings);
        output.Write(Name, "decide-median-alone", alone.DecideMedian, "ms", settings);
        output.Write(Name, "decide-median-watched", watched.DecideMedian, "ms", settings);
        output.Write(Name, "decide-median-ratio", watched.DecideMedian / alone.DecideMedian, "", settings);
        output.Write(Name, "studio-processor-alone", alone.Processor, "of one processor", settings);
        output.Write(Name, "studio-processor-watched", watched.Processor, "of one processor", settings);
    }

    private static async Task MakeAsync(HttpClient agent)
    {
        await PostAsync(agent, "api/v1/playbooks", new { key = "watched-shop", name = "Watched shop" });
        await PostAsync(agent, "api/v1/playbooks/watched-shop/experiments", new
        {
            key = Experiment,
            name = "Watched",
            hypothesis = "Nothing differs.",
            arms = new object[] { new { key = "control", name = "A", policy = "uniform", share = 1, control = true }, new { key = "treatment", name = "B", policy = "uniform", share = 1, control = false } },
        });
        await PostAsync(agent, $"api/v1/experiments/{Experiment}/start", null);
    }

    internal static async Task<JsonObject> PostAsync(HttpClient agent, string path, object? body)
    {
        using var answer = await agent.PostAsync(new Uri(path, UriKind.Relative), body is null ? null : JsonContent.Create(body));
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)!.AsObject() : throw new InvalidOperationException($"{path}: {answer.StatusCode} {text}");
    }

    private static async Task<HubWatchers> WatchersAsync(Uri address)
    {
        var watchers = new HubWatchers();
        for (var i = 0; i < Clients; i++)
            await watchers.AddAsync(address, Key, Experiment);
        return watchers;
    }

    // Viewers have processors of their own; here all ten pages share the last one, and get what the studio and the load leave over of it.
    private static async Task<string> OnLastProcessorAsync(string folder, string program)
    {
        var script = Path.Combine(folder, "viewer");
        await File.WriteAllTextAsync(script, $"""
            #!/bin/sh
            exec $(command -v taskset >/dev/null && echo taskset -c {Environment.ProcessorCount - 1}) nice -n 19 '{program}' "$@"

            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return script;
    }

    private static async Task<IBrowser> OpenPagesAsync(IPlaywright playwright, Uri address, string work)
    {
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = await OnLastProcessorAsync(work, Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium"),
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var context = await browser.NewContextAsync(new() { BaseURL = address.ToString() });
        var first = await context.NewPageAsync();
        await first.GotoAsync("login");
        await first.GetByLabel("E-mail").FillAsync(PublishedStudio.Email);
        await first.GetByLabel("Password").FillAsync(PublishedStudio.Password);
        await first.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await first.Locator("[data-interactive=true]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        for (var i = 0; i < Pages; i++)
        {
            var page = await context.NewPageAsync();
            await page.GotoAsync($"experiments/{Experiment}");
            await page.Locator("[data-board]").WaitForAsync();
        }

        return browser;
    }

    /// <param name="PagesCurrent">Milliseconds after the hub's clients had the last outcome until every page showed it.</param>
    private sealed record Watching(OutcomeLoadResult Watched, HubWatchers Watchers, long Finished, double PagesCurrent);
}
