using System.ComponentModel.DataAnnotations;

namespace ConvoStudio.Application.Imports;

/// <summary>Limits of imports; section <c>Imports</c>.</summary>
public sealed class ImportOptions
{
    public const string Section = "Imports";

    /// <summary>Largest upload in bytes, as sent (before unpacking).</summary>
    [Range(1, long.MaxValue)]
    public long MaximumBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>Longest line in bytes, unpacked.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaximumLineBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Most bytes a packed upload may unpack to.</summary>
    [Range(1, long.MaxValue)]
    public long MaximumUnpackedBytes { get; set; } = 8L * 1024 * 1024 * 1024;

    /// <summary>Most bad lines that are listed one by one; all of them are counted.</summary>
    [Range(1, 1_000_000)]
    public int MaximumBadLines { get; set; } = 10_000;

    /// <summary>Good lines stored in one transaction.</summary>
    [Range(1, 10_000)]
    public int ChunkConversations { get; set; } = 500;
}
