using Bunit;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Components.Playbooks;
using Microsoft.AspNetCore.Http;

namespace ConvoStudio.Web.Tests.Components.Playbooks;

public sealed class CurrentPlaybookTests : PageTest
{
    [Fact]
    public async Task Get_WithoutAny_IsNull_ThenTheFirst()
    {
        await SignInAsync(Roles.Analyst);
        Assert.Null(await Get<CurrentPlaybook>().GetAsync());
        await CreatePlaybookAsync("loans");
        await CreatePlaybookAsync("cards");
        Get<CurrentPlaybook>().Refresh();
        Assert.Equal("cards", (await Get<CurrentPlaybook>().GetAsync())!.Key);
    }

    [Theory, InlineData("loans", "loans"), InlineData("gone", "cards")]
    public async Task Get_WithACookie_IsThatOne_UnlessItIsGone(string cookie, string expected)
    {
        await SignInAsync(Roles.Analyst);
        await CreatePlaybookAsync("loans");
        await CreatePlaybookAsync("cards");
        var context = new DefaultHttpContext();
        context.Request.Headers.Cookie = $"{CurrentPlaybook.CookieName}={cookie}";
        Get<IHttpContextAccessor>().HttpContext = context;
        Assert.Equal(expected, (await Get<CurrentPlaybook>().GetAsync())!.Key);
    }

    [Fact]
    public async Task Select_RemembersInTheBrowser_AndTells()
    {
        await SignInAsync(Roles.Analyst);
        await CreatePlaybookAsync("cards");
        var module = JSInterop.SetupModule("./js/playbook.js");
        module.SetupVoid("remember", CurrentPlaybook.CookieName, "loans").SetVoidResult();
        var current = Get<CurrentPlaybook>();
        Assert.Equal("cards", (await current.GetAsync())!.Key);
        await CreatePlaybookAsync("loans");
        var told = 0;
        current.Changed += (_, _) => told++;
        await current.SelectAsync("loans");
        Assert.Equal("loans", (await current.GetAsync())!.Key);
        Assert.Equal(1, told);
        module.VerifyInvoke("remember");
    }
}
