using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace ConvoStudio.Browser.Tests;

/// <summary>A browser window on the console, and what every page must pass in it.</summary>
public sealed class ConsoleWindow : IAsyncDisposable
{
    private const string EveryRule = """{"resultTypes": ["violations"]}""";
    private const string Colors = """{"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}""";
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    public ConsoleWindow(IBrowserContext context, IPage page, View view)
    {
        _context = context;
        Page = page;
        View = view;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _errors.Add($"{message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => _errors.Add("page error: " + error);
        page.SetDefaultTimeout(BrowserApp.Patience);
    }

    public IPage Page { get; }

    public View View { get; }

    public async Task SignInAsync(string email, string password)
    {
        await Page.GotoAsync("login");
        await Page.GetByLabel("E-mail").FillAsync(email);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await WaitForCircuitAsync();
    }

    /// <summary>Signs in with a one-time password, which leads to the page that replaces it.</summary>
    public async Task SignInFirstTimeAsync(string email, string oneTime, string password)
    {
        await Page.GotoAsync("login");
        await Page.GetByLabel("E-mail").FillAsync(email);
        await Page.GetByLabel("Password").FillAsync(oneTime);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Page.GetByLabel("Password now").FillAsync(oneTime);
        await Page.GetByLabel("New password").FillAsync(password);
        await CheckAsync("password-forced");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await WaitForCircuitAsync();
    }

    /// <summary>Opens a path of the console and waits until clicks count: one on a prerendered page is lost.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path.TrimStart('/'));
        await WaitForCircuitAsync();
    }

    /// <summary>On a conversation's page. The reasons beside it are those of another decision until the server has answered, and a click on them would be lost with them.</summary>
    public async Task ChooseLastDecisionAsync()
    {
        await Page.Locator("[data-decided]").Last.ClickAsync();
        await Assertions.Expect(Page.Locator("[data-decided]").Last).ToHaveAttributeAsync("aria-current", "true");
    }

    public Task WaitForCircuitAsync() => Page.Locator("[data-interactive=true]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });

    /// <summary>Looks, and keeps the picture as <c>artifacts/screenshots/name-theme-width.png</c>.</summary>
    public Task ScreenshotAsync(string name, bool fullPage = false) => ScreenshotAsync(name, View, fullPage);

    /// <summary>Pictures, no accessibility violation in either theme, no error in the console, no sideways scrolling.</summary>
    /// <remarks>The theme is one attribute of the page, so the other one is looked at without going the way again.</remarks>
    public async Task CheckAsync(string name, bool fullPage = false)
    {
        await Page.EvaluateAsync("document.fonts.ready");
        foreach (var theme in (View[])[View, View with { Dark = !View.Dark }])
        {
            await ShowThemeAsync(theme);
            await ScreenshotAsync(name, theme, fullPage);
            // Nothing but colours hangs on the theme.
            await CheckAccessibilityAsync($"{name} {theme}", theme == View ? EveryRule : Colors);
        }

        await ShowThemeAsync(View);
        await CheckWidthAsync(name);
        CheckConsole(name);
    }

    public Task CheckAccessibilityAsync(string name) => CheckAccessibilityAsync(name, EveryRule);

    private async Task CheckAccessibilityAsync(string name, string rules)
    {
        // In the page itself: there are no frames, and a second page for each result, as the library's own way opens one, would cost more than the check.
        if (!await Page.EvaluateAsync<bool>("() => !!window.axe"))
            await Page.EvaluateAsync(Axe);
        var result = await Page.EvaluateAsync<JsonElement>("rules => axe.run(document, JSON.parse(rules))", rules);
        var violations = result.GetProperty("violations").EnumerateArray().ToList();
        Assert.True(violations.Count == 0, $"{name} {View}:\n{string.Join("\n", violations.Select(Describe))}");
    }

    public async Task CheckWidthAsync(string name)
    {
        var wider = await Page.EvaluateAsync<int>("document.scrollingElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(wider <= 0, $"{name} {View}: the page is {wider} px wider than the window.");
    }

    public void CheckConsole(string name) => Assert.True(_errors.Count == 0, $"{name} {View}:\n{string.Join("\n", _errors)}");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private async Task ScreenshotAsync(string name, View view, bool fullPage)
    {
        var folder = Path.Combine(RepositoryRoot, "artifacts", "screenshots");
        Directory.CreateDirectory(folder);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{view}.png"), FullPage = fullPage });
    }

    // Charts take the colours of the theme after the next frame.
    private async Task ShowThemeAsync(View view) => await Page.EvaluateAsync(
        "theme => new Promise(shown => { document.documentElement.dataset.theme = theme; requestAnimationFrame(() => requestAnimationFrame(shown)); })", view.Theme);

    private static string Describe(JsonElement violation) =>
        $"{violation.GetProperty("id")}: {violation.GetProperty("help")}\n  {string.Join("\n  ", violation.GetProperty("nodes").EnumerateArray().Take(5).Select(node => $"{node.GetProperty("html")} ({node.GetProperty("failureSummary")})"))}";

    private static string RepositoryRoot { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var here = new DirectoryInfo(AppContext.BaseDirectory); here is not null; here = here.Parent)
            if (File.Exists(Path.Combine(here.FullName, "ConvoStudio.sln"))) return here.FullName;
        throw new DirectoryNotFoundException("No folder above the tests holds ConvoStudio.sln.");
    }
}
