using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>An experiment run many times on one's own past traffic: false alarms when arms are equal, power when they are not, how wide and how soon.</summary>
/// <remarks>Units are drawn with replacement, assigned by shares, and looked at as often as people would, with the rule of live experiments: RateLift for a rate,
/// the asymptotic sequence for a mean, adjusted by the covariate where there is one. Each run has its own generator, so figures do not hang on the order of
/// effects or runs.</remarks>
public static class ExperimentSimulator
{
    /// <summary>Simulates each effect.</summary>
    /// <param name="traffic">Past units.</param>
    /// <param name="settings">The experiment.</param>
    /// <param name="effects">Effects put into the second arm; 0 for the false alarms.</param>
    /// <param name="progress">Told the share that is done, in (0, 1], after each run; may be null.</param>
    /// <param name="cancellationToken">Looked at before each run.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or an effect brings a rate out of [0, 1].</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<SimulatedPower> Run(
        ResampledTraffic traffic, SimulationSettings settings, IReadOnlyList<SimulatedEffect> effects, IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        settings.Check();
        double[] shifts = [.. effects.Select(effect => traffic.Shift(effect))];
        var results = new List<SimulatedPower>(effects.Count);
        for (var i = 0; i < shifts.Length; i++)
        {
            var runs = new List<SimulatedRun>(settings.Runs);
            for (var run = 0; run < settings.Runs; run++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                runs.Add(SimulatedRun.Of(traffic, settings, effects[i], shifts[i], run));
                progress?.Report((double)((i * settings.Runs) + run + 1) / (shifts.Length * settings.Runs));
            }
            results.Add(Summary(effects[i], shifts[i], runs));
        }
        return results;
    }

    private static SimulatedPower Summary(in SimulatedEffect effect, double shift, List<SimulatedRun> runs)
    {
        var decided = runs.LongCount(run => run.DecidedAt is not null);
        var right = runs.LongCount(run => run.DecidedAt is not null && (shift == 0 || run.Direction == Math.Sign(shift)));
        List<double> widths = [.. runs.Select(run => run.Width).Order()];
        List<long?> units = [.. runs.Select(run => run.DecidedAt).OrderBy(at => at ?? long.MaxValue)];
        return new(effect, WilsonInterval.Of(decided, runs.Count), WilsonInterval.Of(right, runs.Count), widths[runs.Count / 2], units[(runs.Count - 1) / 2]);
    }
}
