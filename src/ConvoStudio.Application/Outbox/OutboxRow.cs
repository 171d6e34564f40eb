using ConvoStudio.Application.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Outbox;

/// <summary>A configuration that is saved and has yet to come into force. Written in the transaction of the change it comes from.</summary>
[NotAudited]
public sealed class OutboxRow
{
    private OutboxRow()
    {
    }

    public long Id { get; private set; }

    public string PlaybookKey { get; private set; } = "";

    /// <summary>The configuration's version; counts up by one with each change.</summary>
    public int Version { get; private set; }

    public string Author { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Canonical JSON of the whole configuration, composed when the change was saved; emptied after dispatch, since the log keeps the bytes.</summary>
    public byte[] Configuration { get; private set; } = [];

    public DateTimeOffset? DispatchedAt { get; private set; }

    internal static OutboxRow Create(string playbook, int version, string author, DateTimeOffset at, byte[] configuration) => new()
    {
        PlaybookKey = playbook,
        Version = version,
        Author = author,
        CreatedAt = at,
        Configuration = configuration,
    };

    internal void Dispatched(DateTimeOffset at) => (DispatchedAt, Configuration) = (at, []);
}

internal sealed class OutboxRowConfiguration : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> row)
    {
        row.Property(r => r.PlaybookKey).HasMaxLength(64);
        row.Property(r => r.Author).HasMaxLength(200);
        row.HasIndex(r => new { r.PlaybookKey, r.Version }).IsUnique();
        row.HasIndex(r => r.Id).HasFilter("DispatchedAt IS NULL").HasDatabaseName("IX_Outbox_Pending");
    }
}
