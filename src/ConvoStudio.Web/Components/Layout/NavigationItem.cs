using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Components.Layout;

/// <summary>One line of the navigation. Address and audience are read from the page itself, so the two cannot differ.</summary>
/// <param name="TitleKey">Key in the resources; a text that is no key is shown as it is.</param>
public sealed record NavigationItem(NavigationGroup Group, string TitleKey, string Icon, string Href, int Order, IReadOnlyList<IAuthorizeData> Audience)
{
    /// <param name="order">Place inside the group, small first; equal ones stand in the order they were added.</param>
    public static NavigationItem For<TPage>(NavigationGroup group, string titleKey, string icon, int order = 0) where TPage : IComponent
    {
        var page = PageAccess.Of<TPage>();
        return new(group, titleKey, icon, page.Href, order, page.Audience);
    }

    /// <summary>Whether the item is the one to mark for the given path: itself or anything below it.</summary>
    public bool Covers(string path) =>
        string.Equals(path, Href, StringComparison.OrdinalIgnoreCase) ||
        (Href.Length > 1 && path.StartsWith(Href + "/", StringComparison.OrdinalIgnoreCase));
}
