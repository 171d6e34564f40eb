using System.Text.RegularExpressions;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Products;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace ConvoStudio.Browser.Tests.Definitions;

/// <summary>A product from its first number to the archive and back, said by an action, exported, imported, and edited by two people at once.</summary>
public sealed class ProductLifeTests(BrowserApp app)
{
    [Theory, InlineData(1280, false), InlineData(400, true)]
    public async Task Product_LivesThroughEverything(int width, bool dark)
    {
        var view = new View(width, dark);
        var key = $"life-{view}";
        var playbooks = app.Services.GetRequiredService<PlaybookService>();
        var made = await playbooks.CreateAsync(Actor.System, key, $"Life {view}", "en", 30, TestContext.Current.CancellationToken);
        await playbooks.EditAsync(Actor.System, key, new PlaybookEdit(made.Name, "en", 30, "hand-over", ["de"]), made.Version, TestContext.Current.CancellationToken);
        await using var window = await app.OpenSignedInAsync(view, key);
        var page = window.Page;
        var panel = page.Locator("[data-panel]");

        await window.GoAsync("products");
        await window.CheckAsync("products-empty");
        await page.Locator("button[data-new]").First.ClickAsync();
        await FillProductAsync(panel);
        await window.CheckAsync("product-new");
        await panel.Locator("[data-field=name]").PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("[data-notice]").Last).ToContainTextAsync("gold is saved");
        await panel.Locator("[data-close]").ClickAsync();
        await window.CheckAsync("products");

        await SayAsync(window, panel);
        await EditAndLookBackAsync(window, panel);
        await ArchiveAndComeBackAsync(page, panel);
        await ExportAndImportAsync(window);
        await ConflictAsync(window, panel, key);
        await window.GoAsync("settings/playbook");
        await window.CheckAsync("playbook-head");
    }

    private static async Task FillProductAsync(ILocator panel)
    {
        await panel.Locator("[data-field=key]").FillAsync("gold");
        await panel.Locator("[data-field=name]").FillAsync("Gold <b>card</b>");
        await panel.Locator("[data-field=price]").FillAsync("59");
        await panel.Locator("[data-field=price]").BlurAsync();
        await panel.Locator("[data-field=currency]").FillAsync("EUR");
        await panel.Locator("[data-field=priceUnit]").FillAsync("a year");
        await panel.Locator("button[data-add-number]").ClickAsync();
        await panel.Locator("[data-number-key]").FillAsync("cashback");
        await panel.Locator("[data-number-value]").FillAsync("1.5");
        await panel.Locator("[data-number-unit]").FillAsync("%");
    }

    private static async Task SayAsync(ConsoleWindow window, ILocator panel)
    {
        await window.GoAsync("actions?new=1");
        await panel.Locator("[data-field=key]").FillAsync("offer-gold");
        await panel.Locator("select[data-add-act]").SelectOptionAsync("hand-over");
        await panel.GetByLabel("Product").First.ClickAsync();
        await window.Page.Locator(".mud-popover-open .mud-list-item", new() { HasText = "Gold" }).ClickAsync();
        var words = panel.GetByLabel("Words (en)");
        await words.FillAsync("It costs ");
        await panel.Locator("[data-insert='product.price']").ClickAsync();
        await Assertions.Expect(words).ToHaveValueAsync("It costs {product.price}");
        await panel.Locator("[data-locale=de]").ClickAsync();
        await panel.GetByLabel("Words (de)").FillAsync("{product.cashback} zurück");
        await Assertions.Expect(panel.Locator("[data-said=en]")).ToHaveTextAsync("It costs €59");
        await Assertions.Expect(panel.Locator("[data-said=de]")).ToHaveTextAsync("1,5\u00A0% zurück");
        await window.CheckAsync("action-words");
        await panel.Locator("button[data-save]").ClickAsync();
        await Assertions.Expect(window.Page.Locator("[data-notice]").Last).ToContainTextAsync("offer-gold is saved");
    }

    private static async Task EditAndLookBackAsync(ConsoleWindow window, ILocator panel)
    {
        await window.GoAsync("products?open=gold");
        await panel.Locator("[data-field=price]").FillAsync("49");
        await panel.Locator("[data-field=description]").FillAsync("A card for people who travel.");
        await panel.Locator("button[data-save]").ClickAsync();
        await Assertions.Expect(window.Page.Locator("[data-notice]").Last).ToContainTextAsync("gold is saved");
        await panel.Locator("[data-tab=history]").ClickAsync();
        await Assertions.Expect(panel.Locator("[data-version='2'] del").First).ToContainTextAsync("59");
        await Assertions.Expect(panel.Locator("[data-version='2'] ins").Nth(1)).ToContainTextAsync("49");
        await window.CheckAsync("product-history");
        await panel.Locator("[data-restore-version='1']").ClickAsync();
        await Assertions.Expect(panel.Locator("[data-field=price]")).ToHaveValueAsync("59");
        await panel.Locator("[data-field=name]").FillAsync("Unsaved");
        await panel.Locator("[data-close]").ClickAsync();
        await Assertions.Expect(panel.Locator("[data-leave]")).ToBeVisibleAsync();
        await panel.Locator("[data-discard]").ClickAsync();
        await Assertions.Expect(panel).ToHaveCountAsync(0);
    }

    private static async Task ArchiveAndComeBackAsync(IPage page, ILocator panel)
    {
        // Offered by an action: refused with the reason.
        await page.Locator("[data-menu=gold]").ClickAsync();
        await page.Locator("[data-row-archive]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-notice]").Last).ToContainTextAsync("offer-gold offers it");
        await page.GotoAsync("actions?open=offer-gold");
        await page.Locator("[data-interactive=true]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await panel.Locator("button[data-archive]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-key=offer-gold]")).ToHaveCountAsync(0);
        await page.Locator("[data-notice] [data-undo]").Last.ClickAsync();
        await Assertions.Expect(page.Locator("[data-key=offer-gold]")).ToHaveCountAsync(1);
    }

    private static async Task ExportAndImportAsync(ConsoleWindow window)
    {
        var page = window.Page;
        await window.GoAsync("products");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("button[data-csv]").ClickAsync());
        var text = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        await window.GoAsync("products/import");
        await SendAsync(page, text);
        await Assertions.Expect(page.Locator("[data-line='2']")).ToHaveAttributeAsync("data-outcome", "Unchanged");
        await SendAsync(page, text.Replace(",59,", ",45,", StringComparison.Ordinal) + "silver,Silver,,9.50,EUR,,,,\r\nbad one,,,x,,,,,\r\n");
        await Assertions.Expect(page.Locator("[data-outcome=Added]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("[data-outcome=Refused]")).ToContainTextAsync("number such as 59");
        await window.CheckAsync("products-import", fullPage: true);
        await page.Locator("button[data-apply]").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/products$"));
        await Assertions.Expect(page.Locator("[data-key=gold]")).ToContainTextAsync("45");
        await page.Locator("[data-pick=gold]").CheckAsync();
        await page.Locator("button[data-columns]").ClickAsync();
        await window.CheckAsync("products-bulk");
    }

    private async Task ConflictAsync(ConsoleWindow window, ILocator panel, string playbook)
    {
        await window.GoAsync("products?open=gold");
        await panel.Locator("[data-field=name]").FillAsync("My gold");
        var products = app.Services.GetRequiredService<ProductService>();
        var stored = (await app.Services.GetRequiredService<PlaybookService>().GetAsync(Actor.System, playbook, TestContext.Current.CancellationToken)).Products.Single(p => p.Key == "gold");
        await products.EditAsync(Actor.System, playbook, "gold", stored.ToEdit() with { Name = "Their gold", Price = 39 }, stored.Version, TestContext.Current.CancellationToken);
        await panel.Locator("button[data-save]").ClickAsync();
        await Assertions.Expect(panel.Locator("[data-conflict]")).ToContainTextAsync("My gold");
        await window.CheckAsync("product-conflict");
        await panel.Locator("button[data-take-chosen]").ClickAsync();
        await Assertions.Expect(panel.Locator("[data-field=name]")).ToHaveValueAsync("My gold");
        await Assertions.Expect(panel.Locator("[data-field=price]")).ToHaveValueAsync("39");
        await panel.Locator("button[data-save]").ClickAsync();
        await Assertions.Expect(window.Page.Locator("[data-key=gold]")).ToContainTextAsync("My gold");
    }

    private static Task SendAsync(IPage page, string text) => page.Locator("input[type=file]").SetInputFilesAsync(
        new FilePayload { Name = "products.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(text) });
}
