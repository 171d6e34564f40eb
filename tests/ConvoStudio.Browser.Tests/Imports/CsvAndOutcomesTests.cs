using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ConvoStudio.Browser.Tests.Imports;

public sealed class CsvAndOutcomesTests(BrowserApp app)
{
    // One journey over many states: the browser is the dear part of the gate.
    [Fact]
    public async Task Wizard_FromABrokenFileOverCsvColumnsToLateOutcomesAndUndo()
    {
        const string tag = "journey";
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false));
        var page = window.Page;
        // Two files at once: one broken, one CSV.
        await window.GoAsync("imports/new");
        await window.CheckAsync("import-wizard-files");
        await page.Locator("input[type=file]").SetInputFilesAsync([Payload($"broken-{tag}.jsonl", Broken(tag)), Payload($"talks-{tag}.csv", Talks(tag))]);
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/imports$"));
        await Assertions.Expect(page.Locator("tr", new() { HasText = $"talks-{tag}.csv" })).ToContainTextAsync("Waits for its columns");

        await page.GetByRole(AriaRole.Link, new() { Name = $"broken-{tag}.jsonl" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-badge=StateDone]").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-line='2']")).ToContainTextAsync("not JSON");
        await Assertions.Expect(page.Locator("[data-line='4']")).ToContainTextAsync("neither agent nor customer");
        await Assertions.Expect(page.Locator("[data-finding=TooFew]")).ToContainTextAsync("Only 3 conversations");
        await Assertions.Expect(page.Locator("[data-finding=Unlabelled]")).ToContainTextAsync("turns have no act");
        await Assertions.Expect(page.Locator("[data-unlabelled]")).ToBeVisibleAsync();
        await BothAsync(window, "import-findings");
        var csv = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-download]").ClickAsync());
        Assert.StartsWith("2,", (await File.ReadAllLinesAsync(await csv.PathAsync(), TestContext.Current.CancellationToken))[1], StringComparison.Ordinal);

        await window.GoAsync("imports");
        await page.GetByRole(AriaRole.Link, new() { Name = $"talks-{tag}.csv" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-row='2']")).ToContainTextAsync("ask");
        // The guess took the other word for the customer; a wrong one is told at the row.
        await Assertions.Expect(page.GetByLabel("Word for customer")).ToHaveValueAsync("shopper");
        await FillAsync(page, "Word for customer", "nobody");
        await Assertions.Expect(page.Locator("[data-row='3']")).ToContainTextAsync("neither");
        await FillAsync(page, "Word for customer", "shopper");
        await Assertions.Expect(page.Locator("[data-row='3']")).ToContainTextAsync("not labeled");
        await BothAsync(window, "import-columns");
        await page.Locator("[data-read]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-stat=Conversations]")).ToContainTextAsync("80 good");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync($"Csv talks {tag}");
        await page.Locator("[data-make]").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/actions"), new() { Timeout = 60_000 });

        await window.GoAsync("outcomes");
        await window.ScreenshotAsync("outcomes-none");
        await page.Locator("input[type=file]").SetInputFilesAsync(Payload($"crm-{tag}.csv", Crm(tag)));
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/outcomes/[0-9a-f]{8}-"));
        await Assertions.Expect(page.Locator("[data-matched]")).ToContainTextAsync("2 of these 4 rows match");
        await Assertions.Expect(page.Locator("[data-row='2']")).ToContainTextAsync("amendment");
        await Assertions.Expect(page.Locator("[data-row='3']")).ToContainTextAsync("known before");
        await Assertions.Expect(page.Locator("[data-row='4']")).ToContainTextAsync("No conversation of");
        await BothAsync(window, "outcomes-preview");
        await page.Locator("[data-record]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-badge=StateDone]").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-stat=Amendments]")).ToContainTextAsync("1");
        await Assertions.Expect(page.Locator("[data-unmatched='4']")).ToContainTextAsync("external id");
        await Assertions.Expect(page.Locator("[data-unmatched='5']")).ToContainTextAsync("neither yes nor no");
        await BothAsync(window, "outcomes-done");
        csv = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-download]").ClickAsync());
        Assert.Equal(3, (await File.ReadAllLinesAsync(await csv.PathAsync(), TestContext.Current.CancellationToken)).Length);
        await window.GoAsync("outcomes");
        await Assertions.Expect(page.Locator("[data-upload]")).ToHaveCountAsync(1);

        await window.GoAsync("imports");
        await page.GetByRole(AriaRole.Link, new() { Name = $"talks-{tag}.csv" }).ClickAsync();
        await page.Locator("[data-undo]").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("80 conversations");
        await page.Locator("[data-confirm]").ClickAsync();
        await Assertions.Expect(page.GetByText("This import was undone")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-make]")).ToHaveCountAsync(0);
        await window.ScreenshotAsync("import-undone");
        await window.GoAsync("conversations");
        await Assertions.Expect(page.Locator("[data-state=empty]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-row]")).ToHaveCountAsync(0);
    }

    /// <summary>The page as it is wide and light, then narrow and dark.</summary>
    private static async Task BothAsync(ConsoleWindow window, string name)
    {
        await window.CheckAsync(name, fullPage: true);
        await window.Page.SetViewportSizeAsync(400, 800);
        await window.Page.EvaluateAsync("document.documentElement.dataset.theme = 'dark'");
        await window.CheckAsync($"{name}-narrow", fullPage: true);
        await window.Page.EvaluateAsync("document.documentElement.dataset.theme = 'light'");
        await window.Page.SetViewportSizeAsync(1280, 800);
    }

    private static async Task FillAsync(IPage page, string label, string text)
    {
        await page.GetByLabel(label).FillAsync(text);
        await page.GetByLabel(label).PressAsync("Tab");
    }

    private static FilePayload Payload(string name, string text) => new() { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(text) };

    private static string Broken(string tag) => string.Join('\n',
        Line(tag, 1, "true"), "this is no JSON", Line(tag, 2, "false"), Line(tag, 4, "true").Replace("\"speaker\":\"agent\"", "\"speaker\":\"robot\"", StringComparison.Ordinal), Line(tag, 3, "false"));

    private static string Line(string tag, int number, string converted) =>
        $$"""{"conversation_id":"b-{{tag}}-{{number}}","turns":[{"speaker":"agent","acts":["greet"]},{"speaker":"customer"}],"outcome":{"converted":{{converted}} },"context":{"country":"AT"} }""";

    private static string Talks(string tag)
    {
        var text = new StringBuilder("chat_id;role;time;labels;sold;region\n");
        for (var i = 0; i < 80; i++)
        {
            var (sold, region) = (i % 3 == 0 ? "yes" : "no", i % 2 == 0 ? "north" : "south");
            text.Append(CultureInfo.InvariantCulture, $"{tag}-{i};agent;02.03.2026 09:00;ask|greet;{sold};{region}\n");
            text.Append(CultureInfo.InvariantCulture, $"{tag}-{i};shopper;02.03.2026 09:01;;;\n");
            text.Append(CultureInfo.InvariantCulture, $"{tag}-{i};agent;02.03.2026 09:02;{(i % 4 < 2 ? "offer" : "explain")};;\n");
            text.Append(CultureInfo.InvariantCulture, $"{tag}-{i};shopper;02.03.2026 09:03;answer;;\n");
            // Every act comes early and late: none of them looks as if it stated the outcome.
            text.Append(CultureInfo.InvariantCulture, $"{tag}-{i};agent;02.03.2026 09:04;ask|greet;;\n{tag}-{i};shopper;02.03.2026 09:05;answer;;\n");
            text.Append(CultureInfo.InvariantCulture, $"{tag}-{i};agent;02.03.2026 09:06;{(i % 4 < 2 ? "offer" : "explain")};;\n{tag}-{i};shopper;02.03.2026 09:07;answer;;\n");
        }

        return text.ToString();
    }

    private static string Crm(string tag) => $"chat_id,won\n{tag}-1,yes\n{tag}-0,yes\n{tag}-none,yes\n{tag}-2,perhaps\n";
}
