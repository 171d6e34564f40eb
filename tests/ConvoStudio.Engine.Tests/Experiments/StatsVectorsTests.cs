using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

/// <summary>The statistics against reference vectors of other programs, all kinds found in the file.</summary>
public sealed class StatsVectorsTests
{
    // Deterministic assignment as another product's SDK does it; ours is the logged draw.
    private static readonly HashSet<string> OtherAssignment = ["hash_bucket", "bucket_range", "choose_variation", "namespace", "equal_weights"];

    private static readonly IReadOnlyList<StatsVector> Vectors = Load();

    public static TheoryData<string?> Kinds()
    {
        var kinds = Vectors.Select(v => v.Kind).Where(k => !OtherAssignment.Contains(k)).Distinct(StringComparer.Ordinal).ToList();
        return kinds.Count == 0 ? [(string?)null] : [.. kinds];
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Vectors_OfKind_AreMet(string? kind)
    {
        Assert.SkipUnless(kind is not null, "Needs CONVOSTUDIO_DATA.");
        Assert.True(StatsKinds.All.TryGetValue(kind!, out var compute), $"Nothing computes '{kind}'.");
        Assert.Empty(Vectors.Where(v => v.Kind == kind).SelectMany(v => v.Misses(compute!(v.Inputs))));
    }

    private static IReadOnlyList<StatsVector> Load() =>
        TestData.Folder() is { } folder && Path.Combine(folder, "stats_vectors.json") is { } file && File.Exists(file) ? StatsVector.Read(file) : [];
}
