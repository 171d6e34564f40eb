using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ConvoStudio.Browser.Tests.Imports;

public sealed class ImportTests(BrowserApp app)
{
    [Theory, MemberData(nameof(View.All), MemberType = typeof(View))]
    public async Task File_IsReadSummedUpAndMadeAPlaybook(int width, bool dark)
    {
        var view = new View(width, dark);
        // Another seed for each view: conversations seen before would not be added.
        var file = new SampleFile(seed: width + (dark ? 1 : 0), conversations: 300);
        await using var window = await app.OpenSignedInAsync(view);
        var page = window.Page;
        await window.GoAsync("imports/new");
        await window.CheckAsync("import-new");
        await SendAsync(page, file);
        await Assertions.Expect(page.Locator("[data-stat=Conversations]")).ToContainTextAsync($"{file.Conversations}");
        await Assertions.Expect(page.Locator("[data-stat=Conversations]")).ToContainTextAsync("2 lines left out, 0 seen before");
        await Assertions.Expect(page.Locator("[data-stat='Base conversion']")).ToContainTextAsync($"{file.Converted} of {file.Conversations}");
        await Assertions.Expect(page.Locator("[data-line]")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("[data-act=apply]")).ToContainTextAsync("left out");
        await Assertions.Expect(page.Locator("[data-fact=age_band] [data-badge=StateProtected]")).ToBeVisibleAsync();
        Assert.NotEqual(0, await page.Locator("[data-move]").CountAsync());
        await window.CheckAsync("import", fullPage: true);

        var csv = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-download]").ClickAsync());
        var lines = await File.ReadAllLinesAsync(await csv.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("11,", lines[1], StringComparison.Ordinal);

        var name = $"Card calls {view}";
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await Assertions.Expect(page.GetByLabel("Key", new() { Exact = true })).ToHaveValueAsync($"card-calls-{view}");
        await page.Locator("[data-make]").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/actions"), new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("[data-playbook]")).ToHaveAttributeAsync("data-playbook", $"card-calls-{view}");
        await Assertions.Expect(page.Locator("[data-row=greet]")).ToBeVisibleAsync();
        await window.CheckAsync("actions");
        // The choice outlives the page.
        await window.GoAsync("imports");
        await Assertions.Expect(page.Locator("[data-playbook]")).ToHaveAttributeAsync("data-playbook", $"card-calls-{view}");
        await window.CheckAsync("imports");
    }

    [Fact]
    public async Task SameFileTwice_SaysNothingNewWasAdded()
    {
        var file = new SampleFile(seed: 77, conversations: 30);
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false));
        await window.GoAsync("imports/new");
        await SendAsync(window.Page, file);
        var first = window.Page.Url;
        await window.GoAsync("imports/new");
        await SendAsync(window.Page, file);
        await Assertions.Expect(window.Page.Locator("[data-verdict]")).ToContainTextAsync("Nothing new was added.");
        await Assertions.Expect(window.Page.Locator("[data-earlier]")).ToHaveAttributeAsync("href", new Uri(first).AbsolutePath);
        await Assertions.Expect(window.Page.Locator("[data-make]")).ToHaveCountAsync(0);
        await window.CheckAsync("import-again");
    }

    [Fact]
    public async Task Discard_AsksAndTakesTheImportOut()
    {
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false));
        await window.GoAsync("imports/new");
        var file = new SampleFile(seed: 78, conversations: 30);
        await SendAsync(window.Page, file);
        await window.Page.Locator("[data-discard]").ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"{file.Conversations} conversations"));
        await window.Page.Locator("[data-confirm]").ClickAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Uri(app.Address, "imports").ToString());
        await Assertions.Expect(window.Page.Locator("tr", new() { HasText = file.Name })).ToContainTextAsync("Discarded");
        window.CheckConsole("discard");
    }

    [Fact]
    public async Task EmptyFile_IsRefusedWithTheReason()
    {
        await using var window = await app.OpenSignedInAsync(new View(400, Dark: false));
        await window.GoAsync("imports/new");
        await window.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "none.jsonl", MimeType = "application/json", Buffer = [] });
        await Assertions.Expect(window.Page.Locator("[data-problem]")).ToContainTextAsync("none.jsonl is empty");
        await window.CheckAsync("import-refused");
    }

    private static Task SendAsync(IPage page, SampleFile file) => SendAsync(page, new FilePayload { Name = file.Name, MimeType = "application/x-ndjson", Buffer = file.Bytes });

    private static async Task SendAsync(IPage page, FilePayload file)
    {
        await page.Locator("input[type=file]").SetInputFilesAsync(file);
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/imports/[0-9a-f]{8}-"));
        await Assertions.Expect(page.Locator("[data-badge=StateDone]").First).ToBeVisibleAsync();
    }
}
