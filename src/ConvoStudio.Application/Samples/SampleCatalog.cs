using System.Text.Json;

namespace ConvoStudio.Application.Samples;

/// <summary>The sample playbooks of this build, read once.</summary>
public static class SampleCatalog
{
    // The order in which they are offered.
    private static readonly string[] Keys = ["card-offers", "contract-renewal", "home-and-car", "basket-advice"];

    private static readonly Lazy<IReadOnlyList<SampleDefinition>> Read = new(() => [.. Keys.Select(ReadOne)]);

    public static IReadOnlyList<SampleDefinition> All => Read.Value;

    public static SampleDefinition? Find(string key) => All.FirstOrDefault(s => s.Key == key);

    private static SampleDefinition ReadOne(string key)
    {
        using var stream = typeof(SampleCatalog).Assembly.GetManifestResourceStream($"{typeof(SampleCatalog).Namespace}.{key}.json")
            ?? throw new InvalidOperationException($"The sample {key} is missing from the build.");
        return JsonSerializer.Deserialize(stream, SampleJson.Default.SampleDefinition)!;
    }
}
