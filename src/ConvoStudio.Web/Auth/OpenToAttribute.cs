using ConvoStudio.Application.People;
using Microsoft.AspNetCore.Authorization;

namespace ConvoStudio.Web.Auth;

/// <summary>Opens a page to the roles that may do something, by the one table of roles.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenToAttribute : AuthorizeAttribute
{
    public OpenToAttribute(UseCase useCase)
    {
        UseCase = useCase;
        Roles = string.Join(',', Application.People.Roles.All.Where(role => RoleTable.Allows(role, useCase)));
    }

    public UseCase UseCase { get; }
}
