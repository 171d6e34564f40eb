using Bunit;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Components.Compliance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Tests.Components.Compliance;

/// <summary>A half-written rule in a browser that keeps what was typed.</summary>
public sealed class RuleDraftTests : PageTest
{
    private readonly FakeBrowser _browser = new();

    public RuleDraftTests() => Services.AddSingleton<IJSRuntime>(_browser);

    [Fact]
    public async Task Reload_HalfWrittenSentence_ComesBack()
    {
        await SignInAsync(Roles.ComplianceOfficer);
        await CreatePlaybookAsync();
        var page = Render<NewRulePage>();
        page.WaitForElement("[data-form=forbid]");
        await page.Find("[data-form=forbid]").ClickAsync();
        await page.Find("[data-mode=text]").ClickAsync();
        await page.Find("[data-typing]").InputAsync("Never say hand-over wh");
        await _browser.KeptAsync("Never say hand-over wh");
        await DisposeComponentsAsync();
        page = Render<NewRulePage>();
        page.WaitForElement("[data-discard-draft]");
        Assert.Equal("Never say hand-over wh", page.WaitForElement("[data-typing]").GetAttribute("value"));
    }
}
