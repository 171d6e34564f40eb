namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>Chooses the features of a basis from what was seen so far. Features are never taken away again, so what was learnt on them stays.</summary>
/// <param name="features">One feature set.</param>
/// <param name="maxFeatures">Features at most, the intercept among them.</param>
internal sealed class FeatureChooser(FeatureSets features, int maxFeatures)
{
    /// <summary>Decisions before quantiles say anything.</summary>
    private const int StepsFrom = 64;

    /// <summary>Decisions before scales of products say anything.</summary>
    private const int PairsFrom = 16;

    /// <summary>Decisions before products are picked from too many.</summary>
    private const int ScreenFrom = 256;

    /// <summary>Equal shares that the steps of a number divide it into.</summary>
    private const int StepParts = 10;

    /// <summary>Neighbouring steps say nearly the same, so each gets less.</summary>
    private const double StepRidge = 3;

    public FeatureSets Features { get; } = features;

    public double RidgeFactor => Features == FeatureSets.Steps ? StepRidge : 1;

    public SlotSample[]? Samples { get; set; }

    public PairScreen? Screen { get; set; }

    public void Watch(ReadOnlySpan<double> context, ReadOnlySpan<double> f, ReadOnlySpan<int> nonzero, int action, double residual, long learntCount)
    {
        Screen?.Add(f, nonzero, action, residual);
        if (Features != FeatureSets.Steps)
            return;
        Samples ??= Empty(context.Length);
        for (var j = 0; j < Samples.Length; j++)
            Samples[j].Add(learntCount - 1, context[j]);
    }

    public void Grow(int slots, long learntCount)
    {
        if (Screen is not null)
            Screen = new(slots);
        if (Samples is null)
            return;
        Samples = [.. Samples, .. Empty(slots - Samples.Length)];
        foreach (var sample in Samples)
            sample.FillUp(learntCount);
    }

    /// <summary>The basis of the same features for more slots, without those that no longer fit.</summary>
    public FeatureBasis Fit(SlotProfile[] slots, FeatureBasis basis)
    {
        var room = Math.Max(maxFeatures - 1 - slots.Length, 0);
        var steps = basis.Steps[..Math.Min(basis.Steps.Length, room)];
        return FeatureBasis.Of(slots, steps, basis.Pairs[..Math.Min(basis.Pairs.Length, room - steps.Length)]);
    }

    /// <summary>The basis from here on.</summary>
    /// <param name="slots">What was seen of the slots.</param>
    /// <param name="basis">The basis so far.</param>
    /// <param name="learntCount">Decisions learnt.</param>
    /// <param name="canRefold">All of history can be learnt again: steps may still move.</param>
    public FeatureBasis Choose(SlotProfile[] slots, FeatureBasis basis, long learntCount, bool canRefold)
    {
        var room = maxFeatures - 1 - slots.Length;
        if (room <= 0 || Features == FeatureSets.Slots)
            return Fit(slots, basis);
        return Features == FeatureSets.Steps
            ? FeatureBasis.Of(slots, learntCount < StepsFrom ? [] : Steps(slots, canRefold ? [] : basis.Steps, room), [])
            : FeatureBasis.Of(slots, [], learntCount < PairsFrom ? [] : Pairs(slots, basis.Pairs, room, learntCount));
    }

    private FeatureStep[] Steps(SlotProfile[] slots, FeatureStep[] known, int room)
    {
        var steps = new List<FeatureStep>(known);
        for (var j = 0; j < slots.Length && Samples is not null; j++)
        {
            if (slots[j].IsIndicator)
                continue;
            var count = steps.Count(step => step.Slot == j);
            foreach (var cut in Samples[j].Cuts(StepParts))
            {
                if (count >= StepParts - 1 || steps.Count >= room || steps.Contains(new(j, cut)))
                    continue;
                steps.Add(new(j, cut));
                count++;
            }
        }
        return [.. steps];
    }

    private FeaturePair[] Pairs(SlotProfile[] slots, FeaturePair[] known, int room, long learntCount)
    {
        var candidates = Candidates(slots).Except(known).ToList();
        if (known.Length + candidates.Count <= room)
        {
            Screen = null;
            return [.. known, .. candidates];
        }
        Screen ??= new(slots.Length);
        if (learntCount < ScreenFrom || known.Length >= room)
            return known;
        var half = learntCount < 2 * ScreenFrom ? room / 2 : room;
        FeaturePair[] pairs = [.. known, .. Screen.Best(candidates, half - known.Length)];
        Screen.Clear();
        return pairs;
    }

    private static IEnumerable<FeaturePair> Candidates(SlotProfile[] slots)
    {
        for (var j = 0; j < slots.Length; j++)
        {
            if (slots[j].IsConstant)
                continue;
            for (var i = 0; i <= j; i++)
            {
                if (!slots[i].IsConstant && (i != j || !slots[i].IsIndicator))
                    yield return new(i, j);
            }
        }
    }

    private static SlotSample[] Empty(int count) => [.. Enumerable.Range(0, count).Select(_ => new SlotSample())];
}
