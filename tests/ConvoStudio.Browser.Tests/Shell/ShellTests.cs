using Microsoft.Playwright;

namespace ConvoStudio.Browser.Tests.Shell;

public sealed class ShellTests(BrowserApp app)
{
    private const string ChartObjects = "[...document.querySelectorAll('[data-chart] [aria-hidden] ')].filter(one => one.liveChart).map(one => one.liveChart.apex)";

    [Theory, MemberData(nameof(View.All), MemberType = typeof(View))]
    public async Task SignIn_LeadsHome_AndBothPagesPass(int width, bool dark)
    {
        await using var window = await app.OpenAsync(new View(width, dark));
        await window.Page.GotoAsync("");
        await window.CheckAsync("login");
        await window.SignInAsync(BrowserApp.Email, BrowserApp.Password);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Welcome");
        await Assertions.Expect(window.Page.Locator("html")).ToHaveAttributeAsync("data-theme", dark ? "dark" : "light");
        await window.CheckAsync("home");
    }

    [Theory, MemberData(nameof(View.All), MemberType = typeof(View))]
    public async Task Gallery_EveryComponent_Passes(int width, bool dark)
    {
        await using var window = await app.OpenSignedInAsync(new View(width, dark));
        await window.GoAsync("gallery");
        await Assertions.Expect(window.Page.Locator(".apexcharts-canvas")).ToHaveCountAsync(4);
        await window.CheckAsync("gallery", fullPage: true);
    }

    [Theory, MemberData(nameof(View.All), MemberType = typeof(View))]
    public async Task SmallPages_Pass(int width, bool dark)
    {
        await using var window = await app.OpenSignedInAsync(new View(width, dark));
        foreach (var path in (string[])["account", "words", "words/conversion", "forbidden", "account/password"])
        {
            await window.Page.GotoAsync(path);
            if (path != "account/password") await window.WaitForCircuitAsync();
            await window.CheckAsync(path.Replace('/', '-'));
        }
    }

    [Fact]
    public async Task ThemeToggle_SwitchesAtOnce_AndStaysAfterReload()
    {
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false));
        await window.GoAsync("gallery");
        await Assertions.Expect(window.Page.Locator(".apexcharts-canvas")).ToHaveCountAsync(4);
        var charts = await window.Page.EvaluateHandleAsync(ChartObjects);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        await Assertions.Expect(window.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.True(await window.Page.EvaluateAsync<bool>($"before => {ChartObjects}.every((one, at) => one === before[at])", charts), "A chart was made anew for the theme.");
        await window.Page.ReloadAsync();
        var served = await window.Page.EvaluateAsync<string>("fetch('/').then(answer => answer.text()).then(text => text.match(/data-theme=\"(\\w+)\"/)[1])");
        Assert.Equal("dark", served);
        window.CheckConsole("theme");
    }

    [Fact]
    public async Task Chart_NewPoints_MoveTheLineOfTheSameChart()
    {
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false));
        await window.GoAsync("gallery");
        var chart = window.Page.Locator("[data-chart='Conversion by arm']");
        var line = chart.Locator(".apexcharts-line-series path.apexcharts-line").First;
        await line.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        var before = await line.GetAttributeAsync("d");
        var charts = await window.Page.EvaluateHandleAsync(ChartObjects);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Add point" }).ClickAsync();
        await Assertions.Expect(line).Not.ToHaveAttributeAsync("d", before!);
        Assert.True(await window.Page.EvaluateAsync<bool>($"before => {ChartObjects}.every((one, at) => one === before[at])", charts), "A chart was made anew for a point.");
        await chart.GetByRole(AriaRole.Button, new() { Name = "Show as table" }).ClickAsync();
        await Assertions.Expect(chart.Locator("tbody tr")).ToHaveCountAsync(41);
        await window.CheckAccessibilityAsync("chart table");
        window.CheckConsole("chart");
    }

    [Fact]
    public async Task Confirm_WithoutReason_StaysOpen_WithReason_Closes()
    {
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false));
        await window.GoAsync("gallery");
        await window.Page.Locator("[data-ask]").ClickAsync();
        var dialog = window.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Stop experiment" }).ClickAsync();
        await Assertions.Expect(dialog).ToContainTextAsync("Give a reason");
        await window.CheckAsync("dialog");
        await dialog.GetByLabel("Reason").FillAsync("wrong price");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Stop experiment" }).ClickAsync();
        var notice = window.Page.Locator("[data-notice]");
        await Assertions.Expect(notice).ToContainTextAsync("Stopped: wrong price");
        await notice.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(notice).ToContainTextAsync("Running again");
        await window.CheckAsync("notice");
    }

    [Fact]
    public async Task NarrowWindow_NavigationOpensOverThePage()
    {
        await using var window = await app.OpenSignedInAsync(new View(400, Dark: false));
        await window.GoAsync("words");
        var home = window.Page.Locator("[data-nav='/']");
        await Assertions.Expect(home).Not.ToBeInViewportAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Show or hide the navigation" }).ClickAsync();
        await Assertions.Expect(home).ToBeInViewportAsync();
        await window.CheckAsync("navigation");
        await home.ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Welcome");
        await Assertions.Expect(home).Not.ToBeInViewportAsync();
    }

    [Fact]
    public async Task Navigation_CollapsesToIconsByKeyboard_NamesThem_AndIsRemembered()
    {
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false));
        var (page, root) = (window.Page, window.Page.Locator("html"));
        await window.GoAsync("words");
        await Assertions.Expect(root).ToHaveAttributeAsync("data-nav", "wide");
        await page.GetByRole(AriaRole.Button, new() { Name = "Collapse the navigation to icons" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".mud-drawer")).ToHaveCSSAsync("width", "56px");
        await page.Locator("[data-nav='/jobs']").FocusAsync();
        await Assertions.Expect(page.Locator(".cs-railtip")).ToHaveTextAsync("Jobs");
        await window.CheckAsync("rail");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".cs-railtip")).ToBeHiddenAsync();
        await page.ReloadAsync();
        await Assertions.Expect(root).ToHaveAttributeAsync("data-nav", "rail");
        await window.WaitForCircuitAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the names in the navigation" }).ClickAsync();
        await Assertions.Expect(page.Locator(".mud-drawer")).ToHaveCSSAsync("width", "232px");
        window.CheckConsole("rail");
    }

    [Fact]
    public async Task MiddleWindow_ShowsTheRailByItself()
    {
        await using var window = await app.OpenSignedInAsync(new View(1100, Dark: true));
        await window.GoAsync("words");
        await Assertions.Expect(window.Page.Locator(".mud-drawer")).ToHaveCSSAsync("width", "56px");
        await window.CheckAsync("rail-middle");
    }

    [Theory, MemberData(nameof(View.All), MemberType = typeof(View))]
    public async Task Bell_OpensByKeyboard_AndGivesTheFocusBack(int width, bool dark)
    {
        await using var window = await app.OpenSignedInAsync(new View(width, dark));
        var page = window.Page;
        var (bell, list) = (page.Locator(".cs-bell"), page.Locator("#notifications"));
        await bell.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(list).ToBeVisibleAsync();
        await window.CheckAsync("bell");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(list).ToBeHiddenAsync();
        await Assertions.Expect(bell).ToBeFocusedAsync();
        window.CheckConsole("bell");
    }

    [Fact]
    public async Task Move_GivesTheFocusToTheHeading_UnlessAPersonWentOn()
    {
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false));
        var page = window.Page;
        await window.GoAsync("words");
        await page.Locator("[data-nav='/jobs']").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Jobs");
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
        // In one go, so that the key is there before the server asks for the heading; that it asked is seen by the search for it.
        await page.EvaluateAsync("""
            () => {
              const find = document.querySelector.bind(document);
              document.querySelector = selector => { if (selector.endsWith(' h1')) document.body.dataset.asked = 'true'; return find(selector); };
              document.querySelector("[data-nav='/experiments']").click();
              document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }));
              document.querySelector('.cs-bell').focus();
            }
            """);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Experiments");
        await page.Locator("body[data-asked]").WaitForAsync();
        await Assertions.Expect(page.Locator(".cs-bell")).ToBeFocusedAsync();
        await page.Locator("[data-nav='/jobs']").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Jobs");
    }

    [Fact]
    public async Task SkipLink_MovesTheFocusToThePage()
    {
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false));
        await window.GoAsync("words/lift");
        await window.Page.Locator("[data-skip]").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator("main")).ToBeFocusedAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Uri(app.Address, "words/lift").ToString());
    }

    [Fact]
    public async Task Def_OnFocusSaysTheSentence_AndEnterOpensTheWord()
    {
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: true));
        await window.GoAsync("gallery");
        await window.Page.Locator("[data-def=conversion]").HoverAsync();
        await Assertions.Expect(window.Page.Locator(".mud-tooltip").Filter(new() { HasText = "share of conversations" })).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync("definition");
        await window.ScreenshotAsync("definition");
        await window.Page.Locator("[data-def=conversion]").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Conversion");
        window.CheckConsole("definition");
    }

    [Fact]
    public async Task Account_NewNameAndZone_AreKeptAndUsed()
    {
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false));
        await window.GoAsync("account");
        await window.Page.GetByLabel("Time zone", new() { Exact = true }).FillAsync("tokyo");
        await window.Page.GetByText("Asia/Tokyo").ClickAsync();
        await Assertions.Expect(window.Page.GetByLabel("Time zone", new() { Exact = true })).ToHaveValueAsync("Asia/Tokyo");
        await window.Page.Locator("[data-save]").ClickAsync();
        await Assertions.Expect(window.Page.Locator("[data-notice]")).ToBeVisibleAsync();
        await window.GoAsync("gallery");
        await Assertions.Expect(window.Page.Locator("time").First).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("Asia/Tokyo"));
        window.CheckConsole("account");
    }

    [Fact]
    public async Task AccountMenu_OpensAndSignsOut()
    {
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false));
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Account" }).ClickAsync();
        await window.CheckAsync("account-menu");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Uri(app.Address, "login").ToString());
        await window.Page.GotoAsync("");
        await Assertions.Expect(window.Page.GetByLabel("Password")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Pause_ShowsTheBox_AndContinueKeepsThePage()
    {
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false));
        await window.GoAsync("gallery");
        await Assertions.Expect(window.Page.Locator(".apexcharts-canvas")).ToHaveCountAsync(4);
        await window.Page.EvaluateAsync("Blazor.pauseCircuit()");
        var box = window.Page.Locator("#components-reconnect-modal");
        await Assertions.Expect(box).ToContainTextAsync("Paused while you were away");
        await window.CheckAsync("paused");
        await box.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Assertions.Expect(box).Not.ToBeVisibleAsync();
        await Assertions.Expect(window.Page.Locator(".apexcharts-canvas")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task UnknownAddress_AnswersNotFoundInOurLook()
    {
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false));
        var answer = await window.Page.GotoAsync("nothing/here");
        Assert.Equal(404, answer!.Status);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Page not found");
        await window.ScreenshotAsync("not-found");
        await window.CheckAccessibilityAsync("not found");
    }
}
