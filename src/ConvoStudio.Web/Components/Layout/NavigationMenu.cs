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
            var policy = await AuthorizationPolicy.CombineAsync(policies, item.Audience);
            if (policy is null || (await authorization.AuthorizeAsync(person, policy)).Succeeded) open.Add(item);
        }
        return [.. open.GroupBy(item => item.Group).OrderBy(group => group.Key)];
    }
}
