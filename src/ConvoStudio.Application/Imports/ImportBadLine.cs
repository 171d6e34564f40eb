using ConvoStudio.Application.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Imports;

/// <summary>A line that was left out, and why.</summary>
[NotAudited]
public sealed class ImportBadLine
{
    private ImportBadLine()
    {
    }

    public Guid ImportId { get; private set; }

    /// <summary>1-based.</summary>
    public long Line { get; private set; }

    /// <summary>JSON path of the first thing that is wrong, for example <c>$.turns[3].speaker</c>.</summary>
    public string Path { get; private set; } = "";

    public string Reason { get; private set; } = "";

    /// <summary>What to do about it.</summary>
    public string Advice { get; private set; } = "";
}

internal sealed class ImportBadLineConfiguration : IEntityTypeConfiguration<ImportBadLine>
{
    public void Configure(EntityTypeBuilder<ImportBadLine> line)
    {
        line.HasKey(l => new { l.ImportId, l.Line });
        line.Property(l => l.Path).HasMaxLength(300);
        line.Property(l => l.Reason).HasMaxLength(500);
        line.Property(l => l.Advice).HasMaxLength(500);
    }
}
