using ConvoStudio.Application.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.ConversationLists;

/// <summary>A filter of the list of conversations under a name. It belongs to a person, who may share it with everybody on the playbook.</summary>
public sealed class SavedView
{
    private SavedView()
    {
    }

    public Guid Id { get; private set; }

    public string PlaybookKey { get; private set; } = "";

    public string OwnerId { get; private set; } = "";

    public string OwnerName { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>The filter as it stands in the address, without a question mark.</summary>
    public string Query { get; private set; } = "";

    public bool Shared { get; private set; }

    /// <summary>Its owner's list begins with it.</summary>
    public bool IsDefault { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    [NotAudited]
    public int Version { get; private set; }

    internal static SavedView Create(Guid id, string playbook, string owner, string ownerName, string name, string query, bool shared, DateTimeOffset at) => new()
    {
        Id = id,
        PlaybookKey = playbook,
        OwnerId = owner,
        OwnerName = ownerName,
        Name = name,
        Query = query,
        Shared = shared,
        CreatedAt = at,
        Version = 1,
    };

    internal void Edit(string name, string query, bool shared)
    {
        (Name, Query, Shared) = (name, query, shared);
        Version++;
    }

    internal void SetDefault(bool isDefault)
    {
        IsDefault = isDefault;
        Version++;
    }
}

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> view)
    {
        view.Property(v => v.Id).ValueGeneratedNever();
        view.Property(v => v.PlaybookKey).HasMaxLength(64);
        view.Property(v => v.OwnerId).HasMaxLength(64);
        view.Property(v => v.OwnerName).HasMaxLength(200);
        view.Property(v => v.Name).HasMaxLength(80);
        view.Property(v => v.Query).HasMaxLength(1000);
        view.Property(v => v.Version).IsConcurrencyToken();
        view.HasIndex(v => new { v.PlaybookKey, v.OwnerId });
    }
}
