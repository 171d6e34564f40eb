using Bunit;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Rewards;
using ConvoStudio.Web.Components.Rewards;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ConvoStudio.Web.Tests.Components.Rewards;

public sealed class RewardPageTests : PageTest
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    public RewardPageTests()
    {
        Services.AddSingleton<TimeProvider>(_time);
    }

    [Fact]
    public async Task Preview_WhileTyping_WaitsUntilTheTypingRests()
    {
        await SignInAsync(Roles.Analyst);
        await CreatePlaybookAsync();
        await new LiveTraffic(Get<Studio>(), "cards").PlayAsync(4, converted: 2);
        var stored = new RewardDefinition();
        var card = Render<RewardPreviewCard>(p => p.Add(c => c.Playbook, "cards").Add(c => c.Stored, stored).Add(c => c.Edited, stored));
        card.WaitForElement("[data-stat]");
        var before = Edited(card);
        card.Render(p => p.Add(c => c.Edited, stored with { ConversionWeight = 0.1 }));
        _time.Advance(TimeSpan.FromMilliseconds(200));
        card.Render(p => p.Add(c => c.Edited, stored with { ConversionWeight = 0.2 }));
        _time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal(before, Edited(card));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        // Half of them converted.
        card.WaitForAssertion(() => Assert.NotEqual(before, Edited(card)));
        Assert.Equal("0.1", Edited(card).TrimEnd('0'));
    }

    private static string Edited(IRenderedComponent<RewardPreviewCard> card) => card.FindAll("[data-stat] .cs-stat-value")[1].TextContent.Trim();

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
