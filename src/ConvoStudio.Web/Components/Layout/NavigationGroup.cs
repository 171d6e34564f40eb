namespace ConvoStudio.Web.Components.Layout;

/// <summary>The groups of the navigation, in the order they stand. The heading is the resource <c>Group…</c>; Home has none.</summary>
public enum NavigationGroup
{
    Home,
    Talk,
    Define,
    Protect,
    Learn,
    Prove,
    Record,
}
