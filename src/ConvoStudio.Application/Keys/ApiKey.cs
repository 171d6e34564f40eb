using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Application.Keys;

/// <summary>A machine's key. Only its hash is stored; the key itself is shown once.</summary>
public sealed class ApiKey
{
    private ApiKey()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>First characters, so that a person can tell keys apart.</summary>
    public string Prefix { get; private set; } = "";

    /// <summary>SHA-256 of the key, 32 bytes.</summary>
    public byte[] Hash { get; private set; } = [];

    public KeyScopes Scopes { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset? RevokedAt { get; private set; }

    public string? RevokedBy { get; private set; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public bool IsActive => RevokedAt is null;

    internal static ApiKey Create(Guid id, string name, string prefix, byte[] hash, KeyScopes scopes, DateTimeOffset at, string by) => new()
    {
        Id = id,
        Name = name,
        Prefix = prefix,
        Hash = hash,
        Scopes = scopes,
        CreatedAt = at,
        CreatedBy = by,
    };

    /// <exception cref="TransitionException">Already revoked.</exception>
    internal void Revoke(DateTimeOffset at, string by)
    {
        if (RevokedAt is not null)
            throw new TransitionException($"The key {Name} is already revoked.");
        (RevokedAt, RevokedBy) = (at, by);
    }
}
