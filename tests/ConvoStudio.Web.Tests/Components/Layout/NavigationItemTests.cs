using System.Security.Claims;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Components.Layout;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Web.Tests.Components.Layout;

public sealed class NavigationItemTests
{
    [Theory, InlineData("/things", true), InlineData("/things/7", true), InlineData("/thingsmore", false), InlineData("/", false)]
    public void Covers_ItselfAndWhatIsBelow(string path, bool expected) =>
        Assert.Equal(expected, NavigationItem.For<OpenPage>(NavigationGroup.Prove, "Things", "").Covers(path));

    [Fact]
    public void Covers_Home_OnlyItself() => Assert.False(new NavigationItem(NavigationGroup.Home, "Home", "", "/", 0, []).Covers("/things"));

    [Fact]
    public void For_PageWithoutAddress_Throws() => Assert.Throws<ArgumentException>(() => NavigationItem.For<NoPage>(NavigationGroup.Prove, "Things", ""));

    [Theory, InlineData(Roles.Analyst, "Things"), InlineData(Roles.ComplianceOfficer, "Rules,Things")]
    public async Task Menu_ShowsWhatThePageItselfAllows(string role, string expected)
    {
        await using var services = new ServiceCollection().AddLogging().AddAuthorization().BuildServiceProvider();
        var menu = new NavigationMenu(
            [NavigationItem.For<OpenPage>(NavigationGroup.Prove, "Things", ""), NavigationItem.For<CompliancePage>(NavigationGroup.Protect, "Rules", "")],
            services.GetRequiredService<IAuthorizationPolicyProvider>(), services.GetRequiredService<IAuthorizationService>());
        var person = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "test"));
        var shown = (await menu.ForAsync(person)).SelectMany(group => group).Select(item => item.TitleKey);
        Assert.Equal(expected, string.Join(",", shown));
    }

    [Route("/things"), Route("/things/{id}")]
    private sealed class OpenPage : ComponentBase;

    [Route("/rules"), Authorize(Roles = Roles.ComplianceOfficer)]
    private sealed class CompliancePage : ComponentBase;

    private sealed class NoPage : ComponentBase;
}
