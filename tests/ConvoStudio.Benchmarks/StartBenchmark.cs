using Microsoft.Playwright;

namespace ConvoStudio.Benchmarks;

/// <summary>The published studio: time to the first page, memory when idle, memory per open page.</summary>
/// <remarks>Publishes with the Dockerfile's own lines (tests/publish.sh). Pages are opened in Chromium, each with a circuit of its own, on the home page of an administrator.</remarks>
internal sealed class StartBenchmark : IBenchmark
{
    private const int Starts = 5;
    private const int Pages = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public string Name => "start";

    /// <inheritdoc/>
    public async Task RunAsync(BenchmarkOutput output)
    {
        var work = Directory.CreateTempSubdirectory("convostudio-start-").FullName;
        try
        {
            var app = Path.Combine(work, "app");
            await PublishedStudio.PublishAsync(app);
            var settings = $"published Release, framework-dependent, {Starts} starts, {Pages} pages in one browser";
            await using (var first = await PublishedStudio.StartAsync(app, Path.Combine(work, "data"), Patience))
                output.Write(Name, "first-page-empty-data-folder", first.ReadyAfter.TotalMilliseconds, "ms", settings);
            var times = new List<double>();
            for (var i = 0; i < Starts; i++)
            {
                await using var again = await PublishedStudio.StartAsync(app, Path.Combine(work, "data"), Patience);
                times.Add(again.ReadyAfter.TotalMilliseconds);
            }

            times.Sort();
            output.Write(Name, "first-page-median", times[times.Count / 2], "ms", settings);
            output.Write(Name, "first-page-slowest", times[^1], "ms", settings);
            await MeasureMemoryAsync(output, app, Path.Combine(work, "data"), settings);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private async Task MeasureMemoryAsync(BenchmarkOutput output, string app, string data, string settings)
    {
        await using var studio = await PublishedStudio.StartAsync(app, data, Patience);
        output.Write(Name, "idle-after-first-page", Megabytes(await studio.QuietMemoryAsync(Patience)), "MB", settings);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium",
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        await using var context = await browser.NewContextAsync(new() { BaseURL = studio.Address.ToString() });
        var one = await context.NewPageAsync();
        await one.GotoAsync("login");
        await one.GetByLabel("E-mail").FillAsync(PublishedStudio.Email);
        await one.GetByLabel("Password").FillAsync(PublishedStudio.Password);
        await one.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await InteractiveAsync(one);
        // The first page pays for code that is made once; the others are what a page costs.
        var before = await studio.QuietMemoryAsync(Patience);
        output.Write(Name, "idle-with-one-page", Megabytes(before), "MB", settings);
        for (var i = 0; i < Pages; i++)
        {
            var page = await context.NewPageAsync();
            await page.GotoAsync("");
            await InteractiveAsync(page);
        }

        var after = await studio.QuietMemoryAsync(Patience);
        output.Write(Name, "memory-per-open-page", Megabytes(after - before) / Pages, "MB", settings);
        output.Write(Name, $"with-{Pages + 1}-pages", Megabytes(after), "MB", settings);
    }

    private static Task InteractiveAsync(IPage page) => page.Locator("[data-interactive=true]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });

    private static double Megabytes(double bytes) => bytes / 1e6;
}
