using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ConvoStudio.Application.Audit;

/// <summary>One change of one thing. Each entry holds the SHA-256 of the one before it and of itself, so that no entry can be altered or taken out unseen.</summary>
public sealed class AuditEntry
{
    /// <summary>Hash before the first entry.</summary>
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    private AuditEntry()
    {
    }

    /// <summary>1, 2, 3 … without a gap.</summary>
    public long Sequence { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string ActorId { get; private set; } = "";

    public string ActorName { get; private set; } = "";

    /// <summary>What was being done, or empty for the studio's own housekeeping.</summary>
    public string UseCase { get; private set; } = "";

    public string Entity { get; private set; } = "";

    public string Key { get; private set; } = "";

    /// <summary>added, modified or deleted.</summary>
    public string Change { get; private set; } = "";

    /// <summary>JSON of the changed fields before; null for an added thing.</summary>
    public string? Before { get; private set; }

    /// <summary>JSON of the changed fields after; null for a deleted thing.</summary>
    public string? After { get; private set; }

    public string PreviousHash { get; private set; } = "";

    public string Hash { get; private set; } = "";

    internal static AuditEntry Create(AuditChange change, long sequence, string previousHash, DateTimeOffset at, string actorId, string actorName, string useCase)
    {
        var entry = new AuditEntry
        {
            Sequence = sequence,
            // Kept as ticks of UTC; the offset would not survive the round trip and with it the hash.
            At = at.ToUniversalTime(),
            ActorId = actorId,
            ActorName = actorName,
            UseCase = useCase,
            Entity = change.Entity,
            Key = change.Key,
            Change = change.Change,
            Before = change.Before,
            After = change.After,
            PreviousHash = previousHash,
        };
        entry.Hash = entry.ComputeHash();
        return entry;
    }

    /// <summary>SHA-256 over the previous hash and every field, each with its length before it, so that no two contents read alike.</summary>
    public string ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in new[]
        {
            PreviousHash, Sequence.ToString(CultureInfo.InvariantCulture), At.UtcTicks.ToString(CultureInfo.InvariantCulture),
            ActorId, ActorName, UseCase, Entity, Key, Change, Before, After,
        })
        {
            var bytes = field is null ? [] : Encoding.UTF8.GetBytes(field);
            hash.AppendData(BitConverter.GetBytes(field is null ? -1 : bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>A change before it has a place in the chain.</summary>
internal sealed record AuditChange(string Entity, string Key, string Change, string? Before, string? After);
