using Bunit;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Components.Home;

namespace ConvoStudio.Web.Tests.Components.Home;

public sealed class HomePageTests : PageTest
{
    [Fact]
    public async Task FirstStart_ShowsBothRoads()
    {
        await SignInAsync(Roles.Analyst);
        var page = Render<HomePage>();
        page.WaitForElement("[data-road=import]");
        Assert.NotNull(page.Find("[data-road=playbook]"));
    }

    [Fact]
    public async Task FirstStart_ComplianceOfficer_IsToldWhomToAsk()
    {
        await SignInAsync(Roles.ComplianceOfficer);
        var page = Render<HomePage>();
        page.WaitForElement(".cs-state");
        Assert.Empty(page.FindAll("[data-road]"));
        Assert.Contains("An administrator can give you the role", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithAPlaybook_ShowsItsOwnNumbers()
    {
        await SignInAsync(Roles.SalesManager);
        await CreatePlaybookAsync();
        var page = Render<HomePage>();
        page.WaitForElement("[data-stat=Actions]");
        Assert.Equal("1", page.Find("[data-stat=Actions] .cs-stat-value").TextContent.Trim());
        Assert.Equal("0", page.Find("[data-stat=Facts] .cs-stat-value").TextContent.Trim());
        Assert.Empty(page.FindAll("[data-stat='Base conversion']"));
    }
}
