using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Components.Layout;

/// <summary>Where a page is and who may open it, read from the page itself.</summary>
public sealed record PageAccess(string Href, IReadOnlyList<IAuthorizeData> Audience)
{
    /// <exception cref="ArgumentException">The component has no <c>@page</c> directive.</exception>
    public static PageAccess Of<TPage>() where TPage : IComponent
    {
        var page = typeof(TPage);
        var route = page.GetCustomAttributes<RouteAttribute>().Select(attribute => attribute.Template).MinBy(template => template.Length)
            ?? throw new ArgumentException($"{page.Name} has no @page directive.", nameof(TPage));
        return new(route, [.. page.GetCustomAttributes<AuthorizeAttribute>()]);
    }

    public async Task<bool> AllowsAsync(ClaimsPrincipal person, IAuthorizationPolicyProvider policies, IAuthorizationService authorization) =>
        await AuthorizationPolicy.CombineAsync(policies, Audience) is not { } policy || (await authorization.AuthorizeAsync(person, policy)).Succeeded;
}
