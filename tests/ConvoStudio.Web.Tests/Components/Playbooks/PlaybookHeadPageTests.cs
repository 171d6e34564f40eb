using Bunit;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Rewards;
using ConvoStudio.Web.Components.Playbooks;

namespace ConvoStudio.Web.Tests.Components.Playbooks;

public sealed class PlaybookHeadPageTests : PageTest
{
    [Fact]
    public async Task Save_AfterSomebodyElse_ShowsFieldByField_AndLosesNothing()
    {
        var page = await OpenAsync();
        await page.Find("[data-name] input, input[data-name]").InputAsync("Mine");
        await EditAsync(new PlaybookEdit("Theirs", "en", 45, Playbook.FallbackAct, ["de"]));
        await page.Find("[data-head]").SubmitAsync();
        page.WaitForElement("[data-conflict]");
        Assert.Equal(["idleMinutes", "locales", "name"], page.FindAll("[data-differs]").Select(field => field.GetAttribute("data-differs")).Order(StringComparer.Ordinal));
        Assert.Contains("Mine", page.Find("[data-differs=name]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Theirs", page.Find("[data-differs=name]").TextContent, StringComparison.Ordinal);
        Assert.Contains("en, de", page.Find("[data-differs=locales]").TextContent, StringComparison.Ordinal);
        // What only the other one changed is taken; the name both changed stays as typed until chosen.
        Assert.True(page.Find("[data-differs=idleMinutes] [data-theirs]").HasAttribute("checked"));
        Assert.True(page.Find("[data-differs=name] [data-mine]").HasAttribute("checked"));
        await page.Find("[data-take-chosen]").ClickAsync();
        page.WaitForElement("[data-head]");
        await page.Find("[data-head]").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal(("Mine", 45, "en, de"), Stored()));
    }

    [Fact]
    public async Task Save_AfterAChangeOfSomethingElse_IsSavedWithoutAQuestion()
    {
        var page = await OpenAsync();
        await page.Find("[data-name] input, input[data-name]").InputAsync("Mine");
        var playbook = await Get<PlaybookService>().GetAsync(Other, "cards");
        await Get<PlaybookService>().SetRewardAsync(Other, "cards", new RewardDefinition(ConversionWeight: 0.5), playbook.Version);
        await page.Find("[data-head]").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("Mine", Stored().Name));
        Assert.Empty(page.FindAll("[data-conflict]"));
        Assert.Equal(0.5, (await Get<PlaybookService>().GetAsync(Other, "cards")).Reward.ConversionWeight);
    }

    private (string Name, int IdleMinutes, string Locales) Stored()
    {
        var playbook = Get<PlaybookService>().GetAsync(Other, "cards").GetAwaiter().GetResult();
        return (playbook.Name, playbook.IdleMinutes, string.Join(", ", playbook.Locales));
    }

    private async Task EditAsync(PlaybookEdit edit) =>
        await Get<PlaybookService>().EditAsync(Other, "cards", edit, (await Get<PlaybookService>().GetAsync(Other, "cards")).Version);

    private async Task<IRenderedComponent<PlaybookHeadPage>> OpenAsync()
    {
        await SignInAsync(Roles.SalesManager);
        await CreatePlaybookAsync();
        var page = Render<PlaybookHeadPage>();
        page.WaitForElement("[data-head]");
        return page;
    }
}
