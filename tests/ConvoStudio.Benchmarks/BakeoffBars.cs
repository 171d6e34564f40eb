using System.Text.Json;
using ConvoStudio.Engine.Tests.Bakeoff;

namespace ConvoStudio.Benchmarks;

/// <summary>What is to be reached: a figure agreed for a set, else a share of the best tuned learner of the reference.</summary>
internal static class BakeoffBars
{
    private const double ShareOfManyActions = 0.8;

    private static readonly Dictionary<string, double> Agreed = Load();

    public static double Of(BakeoffReference reference, int actions) =>
        Agreed.TryGetValue(reference.Set, out var bar) ? bar : reference.Tuned * (actions > 2 ? ShareOfManyActions : 1);

    public static double InOrder(BakeoffReference reference) => Agreed.TryGetValue($"{reference.Set} in order", out var bar) ? bar : reference.InOrder;

    private static Dictionary<string, double> Load()
    {
        using var stream = typeof(BakeoffBars).Assembly.GetManifestResourceStream("bakeoff-bars.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, double>>(stream)!;
    }
}
