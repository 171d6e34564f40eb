using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Imports;

internal sealed class ImportConfiguration : IEntityTypeConfiguration<Import>
{
    public void Configure(EntityTypeBuilder<Import> import)
    {
        import.Property(i => i.Id).ValueGeneratedNever();
        import.Property(i => i.FileName).HasMaxLength(255);
        import.Property(i => i.Sha256).HasMaxLength(64);
        import.Property(i => i.State).HasConversion<string>().HasMaxLength(16);
        import.Property(i => i.CreatedBy).HasMaxLength(200);
        import.Property(i => i.Error).HasMaxLength(1000);
        import.Property(i => i.Heads).AsJson(ImportJson.Default.IReadOnlyListString!);
        import.Property(i => i.Mapping).AsJson(ImportJson.Default.ImportMapping!);
        import.Property(i => i.Summary).AsJson(ImportJson.Default.ImportSummary!);
    }
}
