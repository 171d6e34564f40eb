using System.Security.Cryptography;
using ConvoStudio.Application.Audit;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Web.Auth;

/// <summary>Who may sign in. Every operation has a scope of its own, because a page's scope outlives many.</summary>
/// <remarks>A change of roles or a lock ends the person's open sessions: their stamp changes.</remarks>
public sealed class PeopleService(IServiceScopeFactory scopes)
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    public async Task<IReadOnlyList<PersonListItem>> ListAsync(IActor actor)
    {
        RoleTable.Demand(actor, UseCase.ManagePeople);
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        List<PersonListItem> people = [];
        foreach (var user in await users.Users.AsNoTracking().OrderBy(user => user.Email).ToListAsync())
            people.Add(new(user.Id, user.Email ?? "", user.DisplayName, Ordered(await users.GetRolesAsync(user)), user.LockoutEnd == DateTimeOffset.MaxValue));
        return people;
    }

    /// <returns>The password for the first sign-in, to be shown once.</returns>
    /// <exception cref="ValidationException">A field is wrong, or the address is taken.</exception>
    public async Task<string> AddAsync(IActor actor, string email, string displayName, IReadOnlyCollection<string> roles)
    {
        RoleTable.Demand(actor, UseCase.ManagePeople);
        new FieldErrors().Require(email.Trim() is { Length: > 2 } address && address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < address.Length - 1, "email", "Enter an e-mail address.")
            .Text(displayName, "displayName", 80).Require(roles.Count > 0 && roles.All(Roles.All.Contains), "roles", "Choose at least one role.").ThrowIfAny();
        using var audit = AuditScope.Begin(actor, UseCase.ManagePeople);
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        var password = RandomNumberGenerator.GetString(Letters, 20);
        var user = new StudioUser { UserName = email.Trim(), Email = email.Trim(), EmailConfirmed = true, DisplayName = displayName.Trim(), MustChangePassword = true };
        Ensure(await users.CreateAsync(user, password));
        Ensure(await users.AddToRolesAsync(user, roles));
        return password;
    }

    /// <exception cref="ValidationException">No role is left, or nobody could manage people any more.</exception>
    public async Task SetRolesAsync(IActor actor, string id, IReadOnlyCollection<string> roles)
    {
        RoleTable.Demand(actor, UseCase.ManagePeople);
        new FieldErrors().Require(roles.Count > 0 && roles.All(Roles.All.Contains), "roles", "Choose at least one role.").ThrowIfAny();
        using var audit = AuditScope.Begin(actor, UseCase.ManagePeople);
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        var user = await FindAsync(users, id);
        var before = await users.GetRolesAsync(user);
        if (before.Contains(Roles.Administrator) && !roles.Contains(Roles.Administrator)) await DemandAnotherAsync(users, id);
        Ensure(await users.RemoveFromRolesAsync(user, before.Except(roles)));
        Ensure(await users.AddToRolesAsync(user, roles.Except(before)));
        Ensure(await users.UpdateSecurityStampAsync(user));
    }

    /// <exception cref="ValidationException">It is oneself, or nobody could manage people any more.</exception>
    public async Task SetLockedAsync(IActor actor, string id, bool locked)
    {
        RoleTable.Demand(actor, UseCase.ManagePeople);
        if (locked && id == actor.Id) throw new ValidationException("id", "You cannot lock yourself out.");
        using var audit = AuditScope.Begin(actor, UseCase.ManagePeople);
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        var user = await FindAsync(users, id);
        if (locked) await DemandAnotherAsync(users, id);
        Ensure(await users.SetLockoutEnabledAsync(user, enabled: true));
        Ensure(await users.SetLockoutEndDateAsync(user, locked ? DateTimeOffset.MaxValue : null));
        Ensure(await users.UpdateSecurityStampAsync(user));
    }

    private static async Task DemandAnotherAsync(UserManager<StudioUser> users, string id)
    {
        var others = await users.GetUsersInRoleAsync(Roles.Administrator);
        if (!others.Any(user => user.Id != id && user.LockoutEnd != DateTimeOffset.MaxValue))
            throw new ValidationException("roles", "This is the last administrator; make somebody else one first.");
    }

    private static async Task<StudioUser> FindAsync(UserManager<StudioUser> users, string id) => await users.FindByIdAsync(id) ?? throw new NotFoundException("person", id);

    private static UserManager<StudioUser> Users(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<UserManager<StudioUser>>();

    private static IReadOnlyList<string> Ordered(IList<string> roles) => [.. Roles.All.Where(roles.Contains)];

    private static void Ensure(IdentityResult result)
    {
        if (!result.Succeeded) throw new ValidationException("email", string.Join(" ", result.Errors.Select(error => error.Description).Distinct(StringComparer.Ordinal)));
    }
}
