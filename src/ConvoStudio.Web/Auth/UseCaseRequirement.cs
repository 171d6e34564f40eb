using System.Security.Claims;
using ConvoStudio.Application.People;
using Microsoft.AspNetCore.Authorization;

namespace ConvoStudio.Web.Auth;

/// <summary>Lets in whom the role table allows a use case: a key by its scopes, a person by roles.</summary>
public sealed class UseCaseRequirement(UseCase useCase) : AuthorizationHandler<UseCaseRequirement>, IAuthorizationRequirement
{
    public UseCase UseCase { get; } = useCase;

    /// <summary>The actor of a request, or null for nobody.</summary>
    public static IActor? ActorOf(ClaimsPrincipal principal)
    {
        if (ApiKeyIdentity.ActorOf(principal) is { } key)
            return key;
        return principal.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
            ? Actor.Person(id, principal.Identity?.Name ?? id, Roles.All.Where(principal.IsInRole))
            : null;
    }

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, UseCaseRequirement requirement)
    {
        if (ActorOf(context.User) is { } actor && RoleTable.Allows(actor, requirement.UseCase))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
