using System.Security.Claims;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Web.Auth;

/// <summary>Who looks at the page: name, roles and time zone, read once per circuit and again after <see cref="Forget"/>.</summary>
public sealed class CurrentPerson(AuthenticationStateProvider authentication, IDbContextFactory<StudioDbContext> databases)
{
    private Person? _person;

    public async Task<Person?> GetAsync()
    {
        if (_person is not null) return _person;
        var principal = (await authentication.GetAuthenticationStateAsync()).User;
        if (principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id) return null;
        await using var database = await databases.CreateDbContextAsync();
        var user = await database.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == id);
        if (user is null) return null;
        var roles = Roles.All.Where(principal.IsInRole).ToList();
        return _person = new Person(id, user.Email ?? "", user.DisplayName, user.TimeZone, roles);
    }

    /// <summary>The person changed their own account.</summary>
    public void Forget() => _person = null;
}
