using ConvoStudio.Application.Keys;

namespace ConvoStudio.Application.People;

/// <summary>Who asks for something: a person with roles, a machine with a key, or the studio itself.</summary>
public interface IActor
{
    /// <summary>User id, or <c>key:</c> and the key's id, or <c>system</c>.</summary>
    string Id { get; }

    /// <summary>Shown in lists and in the audit log.</summary>
    string Name { get; }

    /// <summary>Roles of a person; empty for a key.</summary>
    IReadOnlyList<string> Roles { get; }

    /// <summary>Scopes of a key; none for a person.</summary>
    KeyScopes Scopes { get; }

    /// <summary>True for the studio itself (start-up and background work); it is not reachable by any request.</summary>
    bool IsSystem { get; }
}
