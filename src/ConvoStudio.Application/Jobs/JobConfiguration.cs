using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Jobs;

internal sealed class JobConfiguration : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> job)
    {
        job.Property(j => j.Id).ValueGeneratedNever();
        job.Property(j => j.Kind).HasMaxLength(64);
        job.Property(j => j.Title).HasMaxLength(300);
        job.Property(j => j.SubjectKey).HasMaxLength(64);
        job.Property(j => j.State).HasConversion<string>().HasMaxLength(16);
        job.Property(j => j.Message).HasMaxLength(500);
        job.Property(j => j.RateUnit).HasMaxLength(32);
        job.Property(j => j.CreatedBy).HasMaxLength(200);
        job.Property(j => j.ResultKey).HasMaxLength(64);
        job.HasIndex(j => new { j.State, j.CreatedAt });
    }
}
