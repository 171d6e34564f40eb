using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Policies.Baselines;

/// <summary>Fits a <see cref="BehaviorClone"/>. Deterministic: same samples in the same order, same bits.</summary>
public static class BehaviorCloneFitter
{
    private const int FewestForHoldOut = 100;
    private const int Runs = 20;

    /// <summary>Fits the clone; with several ridges, chooses the one with the best held-out log-likelihood and fits again on everything.</summary>
    /// <remarks>The samples are cut into 20 runs in their order and every fifth run is held out, so turns of one conversation mostly stay together.</remarks>
    /// <param name="samples">Context and logged action number of each agent turn; at least one. Shorter contexts read as 0 beyond their end.</param>
    /// <param name="options">Ridges and limits.</param>
    /// <param name="cancellationToken">Asked before each iteration.</param>
    /// <param name="progress">Gets the share done, in [0, 1].</param>
    /// <exception cref="ArgumentException">No samples, a context value not finite or beyond 1e30, a negative action number, or an option out of range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static BehaviorClone Fit(
        IReadOnlyList<(EncodedContext Context, int Action)> samples, BehaviorCloneFitOptions options,
        CancellationToken cancellationToken, IProgress<double>? progress = null)
    {
        options.Validated();
        var data = CloneSamples.From(samples);
        var scales = data.Scales();
        var classes = data.Actions.Length;
        // Strong ridges first: their solution is near the start and a good start for the next.
        double[] candidates = [.. options.L2Candidates.Distinct().OrderDescending()];
        var holdsOut = candidates.Length > 1 && data.Count >= FewestForHoldOut;
        var fits = holdsOut ? candidates.Length + 1 : 1;
        var done = 0;
        var fitOptions = new SoftmaxFitOptions(options.MaxIterations, options.Tolerance);
        void Iterated() => progress?.Report((double)done++ / (fits * options.MaxIterations));
        double[] Penalties(double l2) => [.. scales.Select(scale => l2 * scale * scale), SoftmaxRegression.InterceptPenalty];
        SoftmaxRegression Regression(IEnumerable<int> included) =>
            new(included.Select(i => data.Rows[i]), included.Select(i => data.Classes[i]), classes, data.Length + 1);

        var (l2, heldOutValue, marginalValue) = (candidates[0], double.NaN, double.NaN);
        if (holdsOut)
        {
            int[] heldOut = [.. Enumerable.Range(0, data.Count).Where(i => IsHeldOut(i, data.Count))];
            int[] kept = [.. Enumerable.Range(0, data.Count).Where(i => !IsHeldOut(i, data.Count))];
            var regression = Regression(kept);
            SoftmaxModel? model = null;
            heldOutValue = double.NegativeInfinity;
            for (var i = 0; i < candidates.Length; i++)
            {
                done = i * options.MaxIterations;
                model = regression.Fit(Penalties(candidates[i]), fitOptions, cancellationToken, model, Iterated);
                var value = heldOut.Average(sample => model.LogProbability(data.Rows[sample], data.Classes[sample]));
                if (value > heldOutValue)
                    (l2, heldOutValue) = (candidates[i], value);
            }
            marginalValue = MarginalLogLikelihood(data, kept, heldOut);
        }
        done = (fits - 1) * options.MaxIterations;
        var fitted = Regression(Enumerable.Range(0, data.Count)).Fit(Penalties(l2), fitOptions, cancellationToken, iterated: Iterated);
        progress?.Report(1);
        return new(data.Length, [.. data.Actions], [.. fitted.ToWeights()], l2, data.Count, heldOutValue, marginalValue);
    }

    private static bool IsHeldOut(int sample, int count) => (long)sample * Runs / count % 5 == 4;

    private static double MarginalLogLikelihood(CloneSamples data, int[] kept, int[] heldOut)
    {
        var counts = new int[data.Actions.Length];
        foreach (var sample in kept)
            counts[data.Classes[sample]]++;
        var sum = 0.0;
        foreach (var sample in heldOut)
            sum += PortableMath.Log((counts[data.Classes[sample]] + 1.0) / (kept.Length + counts.Length));
        return sum / heldOut.Length;
    }
}
