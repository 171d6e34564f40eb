using System.Collections.Immutable;
using System.Globalization;
using ConvoStudio.Application.Keys;

namespace ConvoStudio.Application.People;

/// <summary>The one implementation outside of tests.</summary>
public sealed record Actor : IActor
{
    private Actor(string id, string name, IReadOnlyList<string> roles, KeyScopes scopes, bool system) =>
        (Id, Name, Roles, Scopes, IsSystem) = (id, name, roles, scopes, system);

    /// <summary>The studio itself.</summary>
    public static Actor System { get; } = new("system", "ConvoStudio", [], KeyScopes.None, system: true);

    public string Id { get; }

    public string Name { get; }

    public IReadOnlyList<string> Roles { get; }

    public KeyScopes Scopes { get; }

    public bool IsSystem { get; }

    public static Actor Person(string userId, string name, IEnumerable<string> roles) =>
        new(userId, name, roles.ToImmutableArray(), KeyScopes.None, system: false);

    public static Actor Key(Guid keyId, string name, KeyScopes scopes) =>
        new(string.Create(CultureInfo.InvariantCulture, $"key:{keyId}"), name, [], scopes, system: false);

    /// <summary>Background work somebody was allowed to start: may do what it needs, and is audited under that name.</summary>
    internal static Actor OnBehalfOf(string id, string name) => new(id, name, [], KeyScopes.None, system: true);
}
