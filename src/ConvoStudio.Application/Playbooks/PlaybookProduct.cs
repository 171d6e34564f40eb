using ConvoStudio.Application.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Playbooks;

/// <summary>Something the agent may offer.</summary>
public sealed class PlaybookProduct
{
    private PlaybookProduct()
    {
    }

    public string PlaybookKey { get; private set; } = "";

    public string Key { get; private set; } = "";

    public string Name { get; private set; } = "";

    public bool Archived { get; private set; }

    [NotAudited]
    public int Version { get; private set; }

    internal static PlaybookProduct Create(string playbook, string key, string name) =>
        new() { PlaybookKey = playbook, Key = key, Name = name, Version = 1 };

    internal void Edit(string name, bool archived)
    {
        (Name, Archived) = (name, archived);
        Version++;
    }
}

internal sealed class PlaybookProductConfiguration : IEntityTypeConfiguration<PlaybookProduct>
{
    public void Configure(EntityTypeBuilder<PlaybookProduct> product)
    {
        product.HasKey(p => new { p.PlaybookKey, p.Key });
        product.Property(p => p.Key).HasMaxLength(64);
        product.Property(p => p.Name).HasMaxLength(100);
        product.Property(p => p.Version).IsConcurrencyToken();
    }
}
