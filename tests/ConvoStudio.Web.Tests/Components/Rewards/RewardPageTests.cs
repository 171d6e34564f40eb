using Bunit;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Rewards;
using ConvoStudio.Web.Components.Rewards;

namespace ConvoStudio.Web.Tests.Components.Rewards;

public sealed class RewardPageTests : PageTest
{
    [Fact]
    public async Task Save_AfterSomebodyElse_KeepsTheirsAndSaysSo()
    {
        await SignInAsync(Roles.Analyst);
        var playbook = await CreatePlaybookAsync();
        var page = Render<RewardPage>();
        page.WaitForElement("#reward");
        await Get<PlaybookService>().SetRewardAsync(Other, "cards", new RewardDefinition(ConversionWeight: 0.5), playbook.Version);
        await page.Find("#reward").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("changed by somebody else", page.Find("[data-problem]").TextContent, StringComparison.Ordinal));
        Assert.Equal(0.5, (await Get<PlaybookService>().GetAsync(Other, "cards")).Reward.ConversionWeight);
        await page.Find("[data-reload]").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("0.5 · conversion", page.Find("[data-formula]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-problem]"));
    }

    [Fact]
    public async Task ComplianceOfficer_ReadsButCannotSave()
    {
        await SignInAsync(Roles.ComplianceOfficer);
        await CreatePlaybookAsync();
        var page = Render<RewardPage>();
        page.WaitForElement("#reward");
        Assert.Empty(page.FindAll("[data-save]"));
        Assert.All(page.FindAll("#reward input"), input => Assert.True(input.HasAttribute("readonly")));
    }
}
