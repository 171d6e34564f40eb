using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Audit;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.HasKey(e => e.Sequence);
        entry.Property(e => e.Sequence).ValueGeneratedNever();
        entry.Property(e => e.ActorId).HasMaxLength(100);
        entry.Property(e => e.ActorName).HasMaxLength(200);
        entry.Property(e => e.UseCase).HasMaxLength(64);
        entry.Property(e => e.Entity).HasMaxLength(64);
        entry.Property(e => e.Key).HasMaxLength(300);
        entry.Property(e => e.Change).HasMaxLength(16);
        entry.Property(e => e.PreviousHash).HasMaxLength(64);
        entry.Property(e => e.Hash).HasMaxLength(64);
        entry.HasIndex(e => new { e.Entity, e.Sequence });
    }
}
