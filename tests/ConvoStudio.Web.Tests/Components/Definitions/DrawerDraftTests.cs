using Bunit;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Web.Components.Definitions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Tests.Components.Definitions;

/// <summary>A half-filled drawer in a browser that keeps what was typed.</summary>
public sealed class DrawerDraftTests : PageTest
{
    private readonly FakeBrowser _browser = new();

    public DrawerDraftTests() => Services.AddSingleton<IJSRuntime>(_browser);

    [Fact]
    public async Task Reload_HalfFilledDrawer_ComesBack_AndDiscardShowsWhatIsStored()
    {
        var page = await OpenAsync();
        await TypeAsync(page, "mine");
        page = await ReloadAsync();
        page.WaitForElement("[data-discard-draft]");
        Assert.Equal("mine", page.Find("[data-field=stage]").GetAttribute("value"));
        await page.Find("[data-discard-draft]").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("opening", page.Find("[data-field=stage]").GetAttribute("value")));
        Assert.Empty(_browser.Drafts);
    }

    [Fact]
    public async Task Reload_NewThing_ComesBackWithItsKey()
    {
        var page = await OpenAsync("/actions?new=1");
        await page.Find("[data-field=key]").InputAsync("half-typed");
        await _browser.KeptAsync("half-typed");
        page = await ReloadAsync("/actions?new=1");
        page.WaitForElement("[data-discard-draft]");
        Assert.Equal("half-typed", page.Find("[data-field=key]").GetAttribute("value"));
    }

    [Fact]
    public async Task Saved_NothingIsKept_AndWhatIsTypedNextIs()
    {
        var page = await OpenAsync();
        await TypeAsync(page, "mine");
        await page.Find("form[data-draft]").SubmitAsync();
        page.WaitForAssertion(() => Assert.Empty(_browser.Drafts));
        await TypeAsync(page, "later");
        page = await ReloadAsync();
        page.WaitForElement("[data-discard-draft]");
        Assert.Equal("later", page.Find("[data-field=stage]").GetAttribute("value"));
    }

    [Fact]
    public async Task Reload_SomebodyChangedItMeanwhile_SavingShowsTheConflict()
    {
        var page = await OpenAsync();
        await TypeAsync(page, "mine");
        await Get<ActionService>().EditAsync(Other, "cards", "offer", new ActionEdit(["hand-over"], null, "theirs"), expectedVersion: 1);
        page = await ReloadAsync();
        page.WaitForElement("[data-discard-draft]");
        await page.Find("form[data-draft]").SubmitAsync();
        page.WaitForElement("[data-conflict]");
        Assert.Equal(["stage"], page.FindAll("[data-differs]").Select(field => field.GetAttribute("data-differs")));
        Assert.Equal("theirs", (await Get<PlaybookService>().GetAsync(Other, "cards")).Actions.Single(action => action.Key == "offer").Stage);
    }

    private async Task<IRenderedComponent<DefinedList>> OpenAsync(string address = "/actions?open=offer")
    {
        await SignInAsync(Roles.SalesManager);
        await CreatePlaybookAsync();
        await Get<ActionService>().AddAsync(Other, "cards", "offer", new ActionEdit(["hand-over"], null, "opening"));
        return await ReloadAsync(address);
    }

    private async Task<IRenderedComponent<DefinedList>> ReloadAsync(string address = "/actions?open=offer")
    {
        await DisposeComponentsAsync();
        Get<NavigationManager>().NavigateTo(address);
        var page = Render<DefinedList>(list => list.Add(l => l.Kind, ListKind.Actions));
        page.WaitForElement("form[data-draft]");
        return page;
    }

    private async Task TypeAsync(IRenderedComponent<DefinedList> page, string stage)
    {
        await page.Find("[data-field=stage]").InputAsync(stage);
        await _browser.KeptAsync(stage);
    }
}
