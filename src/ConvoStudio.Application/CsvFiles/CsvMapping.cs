using System.Security.Cryptography;
using System.Text;
using ConvoStudio.Application.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.CsvFiles;

/// <summary>What somebody said about the columns of a file, remembered for the next file with the same heads.</summary>
[NotAudited]
public sealed class CsvMapping
{
    private CsvMapping()
    {
    }

    /// <summary>What is read with it, for example imports.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Hex SHA-256 of the heads.</summary>
    public string HeadsHash { get; private set; } = "";

    /// <summary>The mapping, JSON.</summary>
    public string Json { get; private set; } = "";

    public static string HashOf(IEnumerable<string> heads) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', heads))));

    internal static CsvMapping Create(string kind, string headsHash, string json) => new() { Kind = kind, HeadsHash = headsHash, Json = json };

    internal void Set(string json) => Json = json;
}

internal sealed class CsvMappingConfiguration : IEntityTypeConfiguration<CsvMapping>
{
    public void Configure(EntityTypeBuilder<CsvMapping> mapping)
    {
        mapping.HasKey(m => new { m.Kind, m.HeadsHash });
        mapping.Property(m => m.Kind).HasMaxLength(32);
        mapping.Property(m => m.HeadsHash).HasMaxLength(64);
    }
}
