using Bunit;
using ConvoStudio.Application.ConversationLists;
using ConvoStudio.Application.Definitions;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Products;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Products;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Definitions;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Tests.Components.Definitions;

public sealed class DefinedListTests : PageTest
{
    private const string Script = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>";

    [Fact]
    public async Task Address_SaysSearchStatusFilterOrderAndPage()
    {
        await SignInAsync(Roles.SalesManager);
        await CreateAsync();
        var page = At("/products?q=card&status=all&f.currency=EUR&sort=-price&size=10", ListKind.Products);
        page.WaitForElement("[data-row]");
        Assert.Equal(["gold", "silver"], page.FindAll("[data-row]").Select(row => row.GetAttribute("data-row")));
        await page.Find("[data-status=archived]").ClickAsync();
        page.WaitForElement("[data-clear]");
        Assert.EndsWith("?q=card&status=archived&f.currency=EUR&sort=-price&size=10", Get<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SmallScreen_SortsTurnsAndChoosesAll_AsTheHeadDoes()
    {
        await SignInAsync(Roles.SalesManager);
        await CreateAsync();
        var page = At("/products?q=card&f.currency=EUR", ListKind.Products);
        page.WaitForElement("[data-sort-small]");
        Assert.True(page.Find("[data-turn-small]").HasAttribute("disabled"));
        await page.Find("[data-sort-small]").ChangeAsync("price");
        page.WaitForAssertion(() => Assert.Equal(["silver", "gold"], page.FindAll("[data-row]").Select(row => row.GetAttribute("data-row"))));
        await page.Find("[data-turn-small]").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(["gold", "silver"], page.FindAll("[data-row]").Select(row => row.GetAttribute("data-row"))));
        Assert.EndsWith("sort=-price", Get<NavigationManager>().Uri, StringComparison.Ordinal);
        await page.Find("[data-pick-all-small]").ChangeAsync(true);
        page.WaitForAssertion(() => Assert.All(page.FindAll("[data-pick]"), box => Assert.True(box.HasAttribute("checked"))));
        Assert.NotNull(page.Find("[data-bulk]"));
        await page.Find("[data-sort-small]").ChangeAsync("");
        page.WaitForAssertion(() => Assert.DoesNotContain("sort=", Get<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Save_AfterSomebodyElse_ShowsBothVersions_AndLosesNothing()
    {
        await SignInAsync(Roles.SalesManager);
        await CreateAsync();
        var page = At("/actions?open=offer", ListKind.Actions);
        page.WaitForElement("[data-draft]");
        await page.Find("[data-field=stage]").InputAsync("mine");
        await page.Find("[data-field=note]").InputAsync("My note");
        await Get<ActionService>().EditAsync(
            Other, "cards", "offer", new ActionEdit(["hand-over"], "gold", "theirs", Utterances: new Dictionary<string, string> { ["en"] = "Their words" }), expectedVersion: 1);
        await page.Find("[data-draft]").SubmitAsync();
        page.WaitForElement("[data-conflict]");
        Assert.Equal(["stage", "utterances.en", "note"], page.FindAll("[data-differs]").Select(field => field.GetAttribute("data-differs")));
        Assert.Contains("My note", page.Find("[data-differs=note]").TextContent, StringComparison.Ordinal);
        // Words only the other one changed are taken from him; the stage both changed is chosen.
        Assert.True(page.Find("[data-differs='utterances.en'] [data-theirs]").HasAttribute("checked"));
        await page.Find("[data-differs=stage] [data-theirs]").ChangeAsync(true);
        await page.Find("[data-take-chosen]").ClickAsync();
        page.WaitForElement("[data-draft]");
        await page.Find("[data-draft]").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains(Get<Notices>().Shown, notice => notice.Text.Contains("offer", StringComparison.Ordinal)));
        var stored = (await Get<PlaybookService>().GetAsync(Other, "cards")).Actions.Single(action => action.Key == "offer");
        Assert.Equal(("theirs", "My note", "Their words", 3), (stored.Stage, stored.Note, stored.Utterance, stored.Version));
    }

    [Fact]
    public async Task Typing_AMistake_IsToldOnceTheFieldWasLeft_AndNotBefore()
    {
        await SignInAsync(Roles.SalesManager);
        await CreateAsync();
        var page = At("/actions?open=offer", ListKind.Actions);
        page.WaitForElement("[data-utterance] textarea");
        await page.Find("[data-utterance] textarea").InputAsync("Take the {product.nam}");
        Assert.DoesNotContain("Did you mean", page.Find("[data-panel]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-utterance] textarea").BlurAsync(new());
        page.WaitForAssertion(() => Assert.Contains("Did you mean {product.name}?", page.Find("[data-panel]").TextContent, StringComparison.Ordinal));
        await page.Find("[data-utterance] textarea").InputAsync("Take the {product.name} for {product.price}");
        page.WaitForAssertion(() => Assert.Equal("Take the Gold card for €59", page.Find("[data-said=en]").TextContent));
    }

    [Fact]
    public async Task Bulk_OneIsRefused_SavesNothingAndSaysWhy()
    {
        await SignInAsync(Roles.SalesManager);
        await CreateAsync();
        var page = At("/actions", ListKind.Actions);
        page.WaitForElement("[data-pick-all]");
        await page.Find("[data-pick-all]").ChangeAsync(true);
        await page.Find("[data-bulk-archive]").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("hand-over: key: This action is the fallback", page.Find("[data-problem]").TextContent, StringComparison.Ordinal));
        Assert.All((await Get<PlaybookService>().GetAsync(Other, "cards")).Actions, action => Assert.False(action.Archived));
    }

    [Fact]
    public async Task Analyst_MayLookButNotEdit()
    {
        await SignInAsync(Roles.Analyst);
        await CreateAsync();
        var page = At("/products?open=gold", ListKind.Products);
        page.WaitForElement("[data-draft]");
        Assert.Empty(page.FindAll("[data-new], [data-import], [data-save], [data-archive], [data-pick]"));
        Assert.All(page.FindAll("[data-draft] input, [data-draft] textarea"), field => Assert.True(field.HasAttribute("readonly") || field.HasAttribute("disabled")));
    }

    [Fact]
    public async Task Script_InEveryTextField_IsTextOnEveryFace()
    {
        await SignInAsync(Roles.SalesManager);
        await CreateAsync();
        await Get<ProductService>().AddAsync(Other, "cards", "evil", new ProductEdit(Script, Script, 1, "EUR", "<script>", "https://example.org/?" + Uri.EscapeDataString(Script), [new ProductNumber("n", 1, "<script>")]));
        await Get<FactService>().AddAsync(Other, "cards", "evil", FactType.Category, FactUsages.Policy, [Script]);
        await Get<ActionService>().AddAsync(Other, "cards", "evil", new ActionEdit(["hand-over"], "evil", "<script>", Script + " {product.name} {fact.evil}", Note: Script));
        await Get<ActionService>().EditAsync(Other, "cards", "evil", new ActionEdit(["hand-over"], "evil", "<b>x</b>", Script + "2", Note: Script + "2"), 1);
        foreach (var kind in (ListKind[])[ListKind.Products, ListKind.Actions, ListKind.Facts])
        {
            foreach (var tab in (string[])["edit", "history", "used"])
            {
                var page = At($"/{kind.Address}?open=evil&tab={tab}&cols={string.Join(' ', kind.Columns(await Get<PlaybookService>().GetAsync(Other, "cards")))}", kind);
                page.WaitForElement("[data-row=evil]");
                page.WaitForElement("[data-panel]");
                Assert.Empty(page.FindAll("script, img, [onerror], td b, dd b"));
                Assert.Contains("<script>", page.Find("tr[data-key=evil]").TextContent, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task ExportedFile_ImportedAgain_ChangesNothing()
    {
        await SignInAsync(Roles.SalesManager);
        await CreateAsync();
        await Get<ProductService>().AddAsync(Other, "cards", "odd", new ProductEdit("=1+1", "'=\"quoted\",\r\n- second line", 0.5m, "JPY", "+x", null, [new ProductNumber("a", -1e-7), new ProductNumber("b", 3, "days left")]));
        await Get<FactService>().AddAsync(Other, "cards", "odd", FactType.Category, FactUsages.None, ["=a", "b, c", "'", "''x", "-1"]);
        await Get<ActionService>().AddAsync(Other, "cards", "odd", new ActionEdit(["hand-over", "hand-over"], null, "@stage", "-dash\n{{x}}", Note: "'-"));
        var playbook = await Get<PlaybookService>().GetAsync(Other, "cards");
        foreach (var kind in Enum.GetValues<DefinedKind>())
        {
            var fields = DefinedFields.Of(kind, playbook);
            var file = DefinedFile.Read(Csv.Of(fields, DefinedFields.Read(playbook, kind).Select(thing => fields.Select(field => thing[field]))));
            var results = await Get<DefinitionService>().PreviewAsync(Other, "cards", kind, file.Rows(file.Guess(fields)));
            Assert.Equal(DefinedFields.Read(playbook, kind).Count, results.Count);
            Assert.All(results, row => Assert.True(row.State == DefinedRowState.Unchanged, $"{kind} {row.Key}: {row.State} {string.Join(" ", row.Reasons)} {string.Join(" ", row.Changes)}"));
        }
    }

    [Fact]
    public async Task UsedIn_CountsTheLiveConversationsOfThirtyDays_AndLeadsToThem()
    {
        await SignInAsync(Roles.SalesManager);
        await CreatePlaybookAsync();
        await new LiveTraffic(Get<Studio>(), "cards").PlayAsync(3, converted: 1);
        await Get<ConversationIndexes>().Live.AdvanceAsync(cancellationToken: Xunit.TestContext.Current.CancellationToken);
        var fallback = (await Get<PlaybookService>().GetAsync(Other, "cards")).Actions.Single().Key;
        var page = At($"/actions?open={fallback}&tab=used", ListKind.Actions);
        var lately = page.WaitForElement($"[data-lately='{fallback}'] a");
        Assert.Equal("3 conversations", lately.TextContent);
        Assert.StartsWith($"/conversations?source=live&action={fallback}&from=", lately.GetAttribute("href"), StringComparison.Ordinal);
    }

    private IRenderedComponent<DefinedList> At(string address, ListKind kind)
    {
        Get<NavigationManager>().NavigateTo(address);
        return Render<DefinedList>(list => list.Add(l => l.Kind, kind));
    }

    private async Task CreateAsync()
    {
        await CreatePlaybookAsync();
        var products = Get<ProductService>();
        await products.AddAsync(Other, "cards", "gold", new ProductEdit("Gold card", Price: 59, Currency: "EUR"));
        await products.AddAsync(Other, "cards", "silver", new ProductEdit("Silver card", Price: 9.5m, Currency: "EUR"));
        await products.AddAsync(Other, "cards", "dollar", new ProductEdit("Dollar card", Price: 100, Currency: "USD"));
        await Get<ActionService>().AddAsync(Other, "cards", "offer", new ActionEdit(["hand-over"], "gold", "opening"));
    }
}
