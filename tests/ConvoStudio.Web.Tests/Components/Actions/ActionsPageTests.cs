using Bunit;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Web.Components.Actions;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Tests.Components.Actions;

public sealed class ActionsPageTests : PageTest
{
    [Fact]
    public async Task Status_InTheUrl_ChoosesWhatIsListed()
    {
        await SignInAsync(Roles.SalesManager);
        await CreateWithActionsAsync();
        var page = Render<ActionsPage>();
        page.WaitForElement("[data-action=ask]");
        Assert.Empty(page.FindAll("[data-action=old]"));
        await page.Find("[data-status=archived]").ClickAsync();
        page.WaitForElement("[data-action=old]");
        Assert.Empty(page.FindAll("[data-action=ask]"));
        Assert.EndsWith("?status=archived", Get<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_AfterSomebodyElse_IsRefused_UntilTheNewerVersionIsRead()
    {
        await SignInAsync(Roles.SalesManager);
        await CreateWithActionsAsync();
        var page = Render<ActionsPage>();
        page.WaitForElement("[data-action=ask]");
        await page.Find("[data-action=ask]").ClickAsync();
        await Get<ActionService>().EditAsync(Other, "cards", "ask", new ActionEdit(["hand-over"], Utterance: "Theirs"), expectedVersion: 1);
        await page.Find("[data-panel] form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("changed by somebody else", page.Find("[data-problem]").TextContent, StringComparison.Ordinal));
        await page.Find("[data-reload]").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("Theirs", page.Find("[data-panel] textarea").TextContent));
        await page.Find("[data-panel] form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-problem]")));
    }

    [Fact]
    public async Task New_WithoutActs_SaysWhatIsMissing_AtTheField()
    {
        await SignInAsync(Roles.SalesManager);
        await CreateWithActionsAsync();
        var page = Render<ActionsPage>();
        page.WaitForElement("[data-new]");
        await page.Find("[data-new]").ClickAsync();
        await page.Find("[data-panel] form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Choose 1 to 12 acts.", page.Find("[data-panel]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-problem]"));
    }

    [Fact]
    public async Task Analyst_MayLookButNotEdit()
    {
        await SignInAsync(Roles.Analyst);
        await CreateWithActionsAsync();
        var page = Render<ActionsPage>();
        page.WaitForElement("[data-action=ask]");
        Assert.Empty(page.FindAll("[data-new]"));
        await page.Find("[data-action=ask]").ClickAsync();
        page.WaitForElement("[data-panel]");
        Assert.Empty(page.FindAll("[data-panel] [data-save], [data-panel] [data-archive]"));
    }

    [Fact]
    public async Task NoPlaybook_ShowsTheRoadsOfTheRole()
    {
        await SignInAsync(Roles.SalesManager);
        var page = Render<ActionsPage>();
        page.WaitForElement("a[href='/playbooks/new']");
        Assert.Empty(page.FindAll("a[href='/imports/new']"));
    }

    private async Task CreateWithActionsAsync()
    {
        await CreatePlaybookAsync();
        var actions = Get<ActionService>();
        await actions.AddAsync(Other, "cards", "ask", new ActionEdit(["hand-over"], Stage: "opening"));
        var old = await actions.AddAsync(Other, "cards", "old", new ActionEdit(["hand-over"]));
        await actions.ArchiveAsync(Other, "cards", "old", old.Version);
    }
}
