using System.Security.Claims;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Web.Components.Common;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Web.Auth;

/// <summary>Who looks at the page: name, roles and time zone, read once per circuit and again after <see cref="Forget"/>.</summary>
public sealed class CurrentPerson(AuthenticationStateProvider authentication, IDbContextFactory<StudioDbContext> databases)
{
    private Person? _person;

    public async Task<Person?> GetAsync()
    {
        var person = _person ??= await ReadAsync();
        // Here, because whoever shows a page has asked who looks at it: its numbers are written with their signs.
        if (person is not null) NumberStyle.Use(NumberStyle.Of(person.NumberLocale));
        return person;
    }

    private async Task<Person?> ReadAsync()
    {
        var principal = (await authentication.GetAuthenticationStateAsync()).User;
        if (principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id) return null;
        await using var database = await databases.CreateDbContextAsync();
        var user = await database.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == id);
        if (user is null) return null;
        var roles = Roles.All.Where(principal.IsInRole).ToList();
        return new Person(id, user.Email ?? "", user.DisplayName, user.TimeZone, roles, user.NumberLocale, !user.SingleKeysOff);
    }

    /// <summary>The person changed their own account.</summary>
    public void Forget() => _person = null;
}
