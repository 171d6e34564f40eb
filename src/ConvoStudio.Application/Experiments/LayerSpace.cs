using ConvoStudio.Application.Configurations;

namespace ConvoStudio.Application.Experiments;

/// <summary>Who has which buckets of a layer. Experiments of a layer never overlap, so no unit is in two of them.</summary>
public static class LayerSpace
{
    /// <summary>Buckets of a layer that no running or paused experiment has, in order.</summary>
    /// <param name="except">Key of the experiment that asks; its own buckets count as free.</param>
    public static IReadOnlyList<BucketRange> Free(IEnumerable<Experiment> experiments, string layer, string except)
    {
        List<BucketRange> free = [];
        var next = 0;
        foreach (var range in TakenBy(experiments, layer, except).OrderBy(b => b.Start))
        {
            if (range.Start > next)
                free.Add(new(next, range.Start - next));
            next = Math.Max(next, range.Start + range.Length);
        }

        if (next < BucketRange.Whole)
            free.Add(new(next, BucketRange.Whole - next));
        return free;
    }

    /// <summary>Share of a layer that is free, in [0, 1].</summary>
    public static double FreeShare(IEnumerable<Experiment> experiments, string layer, string except) =>
        (double)Free(experiments, layer, except).Sum(b => b.Length) / BucketRange.Whole;

    /// <summary>Buckets for a share of the layer: those it has already come first, so that whoever is in stays in.</summary>
    /// <param name="share">In (0, 1].</param>
    /// <param name="own">Buckets it has; empty for a new one.</param>
    /// <param name="free">Buckets it may have, its own among them.</param>
    /// <returns>Null when there are too few.</returns>
    public static IReadOnlyList<BucketRange>? Take(double share, IReadOnlyList<BucketRange> own, IReadOnlyList<BucketRange> free)
    {
        var wanted = LengthOf(share);
        List<BucketRange> taken = [];
        foreach (var range in own.Concat(free.SelectMany(range => Without(range, own))))
        {
            if (wanted == 0)
                break;
            var length = Math.Min(wanted, range.Length);
            taken.Add(range with { Length = length });
            wanted -= length;
        }

        return wanted == 0 ? taken : null;
    }

    /// <summary>Buckets of a share, at least one.</summary>
    public static int LengthOf(double share) => Math.Clamp((int)Math.Round(share * BucketRange.Whole), 1, BucketRange.Whole);

    private static IEnumerable<BucketRange> TakenBy(IEnumerable<Experiment> experiments, string layer, string except) => experiments
        .Where(e => e.Status is ExperimentStatus.Running or ExperimentStatus.Paused && e.Key != except && e.PlanOrUsual.Layer == layer)
        .SelectMany(e => e.PlanOrUsual.Buckets);

    private static IEnumerable<BucketRange> Without(BucketRange range, IReadOnlyList<BucketRange> own)
    {
        var start = range.Start;
        foreach (var mine in own.OrderBy(b => b.Start).Where(b => b.Start >= range.Start && b.Start < range.Start + range.Length))
        {
            if (mine.Start > start)
                yield return new(start, mine.Start - start);
            start = mine.Start + mine.Length;
        }

        if (start < range.Start + range.Length)
            yield return new(start, range.Start + range.Length - start);
    }
}
