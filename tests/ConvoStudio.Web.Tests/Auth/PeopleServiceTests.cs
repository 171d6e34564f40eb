using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Web.Auth;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Web.Tests.Auth;

public sealed class PeopleServiceTests(StudioApp app) : IClassFixture<StudioApp>
{
    private static readonly IActor Administrator = Actor.Person("someone", "Mara Novak", [Roles.Administrator]);

    private PeopleService People => app.Services.GetRequiredService<PeopleService>();

    [Fact]
    public async Task Add_GivesAPasswordThatWorks_AndALockEndsIt()
    {
        var password = await People.AddAsync(Administrator, "lea@example.com", "Lea Brandt", [Roles.Analyst]);
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<StudioUser>>();
        var user = (await users.FindByEmailAsync("lea@example.com"))!;
        Assert.True(await users.CheckPasswordAsync(user, password));
        var stamp = user.SecurityStamp;
        await People.SetLockedAsync(Administrator, user.Id, locked: true);
        var listed = Assert.Single(await People.ListAsync(Administrator), person => person.Email == "lea@example.com");
        Assert.True(listed.Locked);
        Assert.Equal([Roles.Analyst], listed.Roles);
        await using var later = app.Services.CreateAsyncScope();
        Assert.NotEqual(stamp, (await later.ServiceProvider.GetRequiredService<UserManager<StudioUser>>().FindByIdAsync(user.Id))!.SecurityStamp);
        await People.SetLockedAsync(Administrator, user.Id, locked: false);
    }

    [Fact]
    public async Task LastAdministrator_StaysOne()
    {
        var last = Assert.Single(await People.ListAsync(Administrator), person => person.Roles.Contains(Roles.Administrator));
        await Assert.ThrowsAsync<ValidationException>(() => People.SetRolesAsync(Administrator, last.Id, [Roles.Analyst]));
        await Assert.ThrowsAsync<ValidationException>(() => People.SetLockedAsync(Administrator, last.Id, locked: true));
    }

    [Fact]
    public async Task Add_WithMistakes_NamesEveryField()
    {
        var refused = await Assert.ThrowsAsync<ValidationException>(() => People.AddAsync(Administrator, "nobody", " ", []));
        Assert.Equal(["displayName", "email", "roles"], refused.Errors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Analyst_IsRefused() =>
        await Assert.ThrowsAsync<ForbiddenException>(() => People.ListAsync(Actor.Person("ana", "Ana", [Roles.Analyst])));
}
