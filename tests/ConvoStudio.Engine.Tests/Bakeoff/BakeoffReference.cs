using System.Text.Json;

namespace ConvoStudio.Engine.Tests.Bakeoff;

/// <summary>What another program reached on a set.</summary>
/// <param name="Set">Name of the set.</param>
/// <param name="Untuned">Best bandit learner as it comes; NaN when not measured.</param>
/// <param name="Tuned">Best bandit learner, its learning rate chosen on this set.</param>
/// <param name="TunedPairs">The same with all pairs of features; NaN when not measured.</param>
/// <param name="Supervised">Best learner that is told every cost; NaN when not measured.</param>
/// <param name="InOrder">Best bandit learner on the rows in the order of the file; NaN when not measured.</param>
internal sealed record BakeoffReference(string Set, double Untuned, double Tuned, double TunedPairs, double Supervised, double InOrder)
{
    private const string File = "vw_reference.json";
    private const string PairsSuffix = "+qxx";
    private const string SupervisedPrefix = "oaa";

    /// <summary>Every set of the reference file in a folder, in its order; none without the file.</summary>
    public static IReadOnlyList<BakeoffReference> Read(string? folder)
    {
        if (folder is null || !System.IO.File.Exists(Path.Combine(folder, File)))
            return [];
        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(folder, File)));
        return [.. document.RootElement.GetProperty("datasets").EnumerateObject().Select(set => Of(set.Name, set.Value))];
    }

    private static BakeoffReference Of(string set, JsonElement values)
    {
        var algorithms = values.GetProperty("algorithms").EnumerateObject().ToList();
        var order = values.TryGetProperty("natural_order_no_shuffle", out var found) ? found.EnumerateObject().ToList() : [];
        return new(
            set, Best(algorithms, "default", name => !IsSupervised(name)), Best(algorithms, "tuned", name => !IsSupervised(name) && !HasPairs(name)),
            Best(algorithms, "tuned", name => !IsSupervised(name) && HasPairs(name)), Best(algorithms, "tuned", IsSupervised),
            order.Where(run => run.Name.StartsWith("vw ", StringComparison.Ordinal) && !IsSupervised(run.Name[3..])).Select(run => run.Value.GetDouble())
                .DefaultIfEmpty(double.NaN).Min());
    }

    private static double Best(List<JsonProperty> algorithms, string kind, Func<string, bool> counts) => algorithms
        .Where(algorithm => counts(algorithm.Name) && algorithm.Value.TryGetProperty(kind, out _))
        .Select(algorithm => algorithm.Value.GetProperty(kind).GetProperty("mean").GetDouble())
        .DefaultIfEmpty(double.NaN).Min();

    private static bool IsSupervised(string name) => name.StartsWith(SupervisedPrefix, StringComparison.Ordinal);

    private static bool HasPairs(string name) => name.EndsWith(PairsSuffix, StringComparison.Ordinal);
}
