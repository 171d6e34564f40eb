using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace ConvoStudio.Web.Components.Layout;

/// <summary>The items a person may open, by group.</summary>
public sealed class NavigationMenu(IEnumerable<NavigationItem> items, IAuthorizationPolicyProvider policies, IAuthorizationService authorization)
{
    public async Task<IReadOnlyList<IGrouping<NavigationGroup, NavigationItem>>> ForAsync(ClaimsPrincipal person)
    {
        List<NavigationItem> open = [];
        foreach (var item in items.OrderBy(item => item.Order))
        {
            if (await new PageAccess(item.Href, item.Audience).AllowsAsync(person, policies, authorization)) open.Add(item);
        }
        return [.. open.GroupBy(item => item.Group).OrderBy(group => group.Key)];
    }
}
