using ConvoStudio.Application.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Imports;

/// <summary>A good line of an import, kept as it came.</summary>
[NotAudited]
public sealed class StagedConversation
{
    private StagedConversation()
    {
    }

    public long Id { get; private set; }

    public Guid ImportId { get; private set; }

    public long Line { get; private set; }

    /// <summary>The client's conversation id.</summary>
    public string ExternalId { get; private set; } = "";

    /// <summary>SHA-256 of the line, 32 bytes.</summary>
    public byte[] ContentHash { get; private set; } = [];

    public byte[] Json { get; private set; } = [];

    public bool Converted { get; private set; }

    public double? Value { get; private set; }

    public int TurnCount { get; private set; }
}

internal sealed class StagedConversationConfiguration : IEntityTypeConfiguration<StagedConversation>
{
    public void Configure(EntityTypeBuilder<StagedConversation> conversation)
    {
        conversation.Property(c => c.ExternalId).HasMaxLength(200);
        conversation.HasIndex(c => new { c.ExternalId, c.ContentHash }).IsUnique();
        conversation.HasIndex(c => new { c.ImportId, c.Id });
    }
}
