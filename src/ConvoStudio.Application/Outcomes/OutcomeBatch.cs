using ConvoStudio.Application.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Outcomes;

/// <summary>A batch that was answered: the same key and body get these bytes again.</summary>
[NotAudited]
public sealed class OutcomeBatch
{
    private OutcomeBatch()
    {
    }

    /// <summary>Who sent it (the API key's id): the scope of the idempotency key.</summary>
    public string Scope { get; private set; } = "";

    /// <summary>Hex of the first 16 bytes of the key's hash.</summary>
    public string Key { get; private set; } = "";

    public string BodyHash { get; private set; } = "";

    public byte[] Answer { get; private set; } = [];

    public DateTimeOffset At { get; private set; }

    internal static OutcomeBatch Create(string scope, string key, string bodyHash, byte[] answer, DateTimeOffset at) =>
        new() { Scope = scope, Key = key, BodyHash = bodyHash, Answer = answer, At = at };
}

internal sealed class OutcomeBatchConfiguration : IEntityTypeConfiguration<OutcomeBatch>
{
    public void Configure(EntityTypeBuilder<OutcomeBatch> batch)
    {
        batch.HasKey(b => new { b.Scope, b.Key });
        batch.Property(b => b.Scope).HasMaxLength(64);
        batch.Property(b => b.Key).HasMaxLength(32);
        batch.Property(b => b.BodyHash).HasMaxLength(32);
        batch.HasIndex(b => b.At);
    }
}
