using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.CsvFiles;

/// <summary>Remembers mappings per set of heads.</summary>
internal static class CsvMemory
{
    public static async Task<T?> FindAsync<T>(StudioDbContext db, string kind, IReadOnlyList<string> heads, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var hash = CsvMapping.HashOf(heads);
        var known = await db.Set<CsvMapping>().AsNoTracking().SingleOrDefaultAsync(m => m.Kind == kind && m.HeadsHash == hash, cancellationToken);
        return known is null ? null : JsonSerializer.Deserialize(known.Json, type);
    }

    /// <summary>Joins the caller's save.</summary>
    public static async Task KeepAsync<T>(StudioDbContext db, string kind, IReadOnlyList<string> heads, T mapping, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var (hash, json) = (CsvMapping.HashOf(heads), JsonSerializer.Serialize(mapping, type));
        if (await db.Set<CsvMapping>().SingleOrDefaultAsync(m => m.Kind == kind && m.HeadsHash == hash, cancellationToken) is { } known)
            known.Set(json);
        else
            db.Add(CsvMapping.Create(kind, hash, json));
    }
}
