using System.Security.Claims;
using ConvoStudio.Application.People;

namespace ConvoStudio.Web.Auth;

/// <summary>The signed-in person as services know them. Pages ask it what to leave out; the services themselves still refuse.</summary>
public sealed class PageActor(CurrentPerson current)
{
    /// <exception cref="InvalidOperationException">Nobody is signed in; pages are only shown to somebody who is.</exception>
    public async Task<IActor> GetAsync()
    {
        var person = await current.GetAsync() ?? throw new InvalidOperationException("Nobody is signed in.");
        return Actor.Person(person.Id, person.Name, person.Roles);
    }

    /// <summary>The same for a request that is no page.</summary>
    public static IActor Of(ClaimsPrincipal person) => Actor.Person(
        person.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", person.Identity?.Name ?? "", Roles.All.Where(person.IsInRole));

    public async Task<bool> MayAsync(UseCase useCase) =>
        await current.GetAsync() is { } person && person.Roles.Any(role => RoleTable.Allows(role, useCase));
}
