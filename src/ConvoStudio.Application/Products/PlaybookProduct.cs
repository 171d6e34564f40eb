using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Products;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Products;

/// <summary>Something the agent may offer.</summary>
public sealed class PlaybookProduct
{
    private PlaybookProduct()
    {
    }

    public string PlaybookKey { get; private set; } = "";

    public string Key { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string? Description { get; private set; }

    /// <summary>At least 0; null when it is not said.</summary>
    public decimal? Price { get; private set; }

    /// <summary>ISO 4217 code; there is one when there is a price.</summary>
    public string? Currency { get; private set; }

    /// <summary>What the price is for, such as "a year".</summary>
    public string? PriceUnit { get; private set; }

    public string? Link { get; private set; }

    /// <summary>Named numbers in their order, or null when there are none.</summary>
    public IReadOnlyList<ProductNumber>? Numbers { get; private set; }

    public bool Archived { get; private set; }

    [NotAudited]
    public int Version { get; private set; }

    public OfferedProduct ToDefinition() => new(Key, Name, Price, Currency, PriceUnit, Link, Numbers);

    /// <summary>What it holds, to be changed and sent back.</summary>
    public ProductEdit ToEdit() => new(Name, Description, Price, Currency, PriceUnit, Link, Numbers);

    internal static PlaybookProduct Create(string playbook, string key, ProductEdit edit)
    {
        var product = new PlaybookProduct { PlaybookKey = playbook, Key = key };
        product.Edit(edit);
        return product;
    }

    internal void Edit(ProductEdit edit)
    {
        (Name, Description, Price, Currency, PriceUnit, Link) = (edit.Name, edit.Description, edit.Price, edit.Currency, edit.PriceUnit, edit.Link);
        Numbers = edit.Numbers is { Count: > 0 } numbers ? [.. numbers] : null;
        Version++;
    }

    /// <exception cref="TransitionException">Already so.</exception>
    internal void SetArchived(bool archived)
    {
        if (Archived == archived)
            throw new TransitionException($"The product {Key} is {(archived ? "already archived" : "not archived")}.");
        Archived = archived;
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
        product.Property(p => p.Description).HasMaxLength(2000);
        product.Property(p => p.Currency).HasMaxLength(3);
        product.Property(p => p.PriceUnit).HasMaxLength(40);
        product.Property(p => p.Link).HasMaxLength(500);
        product.Property(p => p.Numbers).AsJson(ConfigurationJson.Default.IReadOnlyListProductNumber!);
        product.Property(p => p.Version).IsConcurrencyToken();
    }
}
