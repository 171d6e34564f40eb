namespace ConvoStudio.Web.Auth;

/// <summary>A line of the list of people.</summary>
public sealed record PersonListItem(string Id, string Email, string DisplayName, IReadOnlyList<string> Roles, bool Locked);
