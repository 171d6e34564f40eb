using Bunit;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Components.Home;

namespace ConvoStudio.Web.Tests.Components.Home;

public sealed class HomePageTests : PageTest
{
    [Fact]
    public async Task FirstStart_ShowsEveryRoad()
    {
        await SignInAsync(Roles.Analyst);
        var page = Render<HomePage>();
        page.WaitForElement("[data-road=import]");
        Assert.NotNull(page.Find("[data-road=playbook]"));
        Assert.Equal(4, page.FindAll("[data-samples] [data-load]").Count);
    }

    [Fact]
    public async Task FirstStart_ComplianceOfficer_IsToldWhomToAsk()
    {
        await SignInAsync(Roles.ComplianceOfficer);
        var page = Render<HomePage>();
        page.WaitForElement(".cs-state");
        Assert.Empty(page.FindAll("[data-road]"));
        Assert.Empty(page.FindAll("[data-load]"));
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

    [Fact]
    public async Task PausedExperiment_WaitsForWhoMayDecide_AndCountsRedInTheNavigation()
    {
        await SignInAsync(Roles.SalesManager);
        await CreatePlaybookAsync();
        await PauseAnExperimentAsync();
        var page = Render<HomePage>();
        Assert.Contains("First is paused", page.WaitForElement("a[data-home='/experiments']").TextContent, StringComparison.Ordinal);
        var counts = await Get<HomeItems>().CountsAsync();
        Assert.Equal(new WaitingCount(1, Hot: true), Assert.Single(counts).Value);
        Assert.DoesNotContain("no backup", page.Markup, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task PausedExperiment_DoesNotWaitForACompliance_AndBackupsConcernTheAdministrator()
    {
        await SignInAsync(Roles.ComplianceOfficer, Roles.Administrator);
        await CreatePlaybookAsync();
        await PauseAnExperimentAsync();
        var page = Render<HomePage>();
        Assert.Contains("There is no backup", page.WaitForElement("a[data-home='/settings/system']").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-home='/experiments']"));
    }

    private async Task PauseAnExperimentAsync()
    {
        ArmPart[] arms = [new("control", "Uniform", "uniform", 1, Control: true), new("treatment", "Uniform too", "uniform", 1, Control: false)];
        var experiments = Get<ExperimentService>();
        await experiments.CreateAsync(Other, "cards", new NewExperiment("first", "First", "Nothing differs.", arms));
        await experiments.StartAsync(Other, "first");
        await experiments.PauseAsync(Other, "first", "To look at it");
    }
}
