namespace ConvoStudio.Engine.Simulation;

/// <summary>How well simulated customers stand for recorded ones, on conversations they were not fitted to.</summary>
/// <param name="Conversations">Conversations judged.</param>
/// <param name="AgentTurns">Agent turns whose response and ending were judged.</param>
/// <param name="LogLikelihood">Mean natural log likelihood of response and ending per agent turn.</param>
/// <param name="OrderZeroLogLikelihood">The same for a model that knows only how often each response and ending occurs.</param>
/// <param name="ConversionAuc">Probability that a conversation that converted is given a higher chance than one that did not; 0.5 is chance.</param>
/// <param name="BaseRate">Share that converted.</param>
/// <param name="Brier">Mean squared error of the chance of conversion.</param>
/// <param name="BaseBrier">The same for always saying the base rate of the other folds.</param>
/// <param name="Calibration">Conversations in fifths by rising predicted chance.</param>
public sealed record SimulationQuality(
    int Conversations, int AgentTurns, double LogLikelihood, double OrderZeroLogLikelihood, double ConversionAuc, double BaseRate, double Brier,
    double BaseBrier, IReadOnlyList<CalibrationBin> Calibration)
{
    private const int Bins = 5;

    /// <summary>Cross-validates a fit.</summary>
    /// <param name="samples">Recorded conversations.</param>
    /// <param name="folds">2 or more, at most as many as there are conversations.</param>
    /// <param name="seed">Seed of the shuffle.</param>
    /// <param name="options">How to fit; acts that state the outcome are found once, on all samples, since they are a matter of vocabulary.</param>
    /// <param name="progress">Told the share done, in [0, 1].</param>
    /// <param name="cancellationToken">Looked at between passes over the data.</param>
    public static SimulationQuality Evaluate(
        IReadOnlyList<SampleConversation> samples, int folds = 5, int seed = 1, CustomerModelOptions? options = null,
        IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, samples.Count);
        var acts = options?.OutcomeActs ?? LeakFinder.OutcomeActs(LeakFinder.Summarize(samples));
        options = (options ?? new CustomerModelOptions()) with { OutcomeActs = acts };
        SampleConversation[] shuffled = [.. samples];
        new Random(seed).Shuffle(shuffled);
        var judged = new List<(double Chance, double Base, bool Converted)>();
        var (turns, likelihood, orderZero) = (0, 0.0, 0.0);
        for (var fold = 0; fold < folds; fold++)
        {
            SampleConversation[] train = [.. shuffled.Where((_, i) => i % folds != fold)];
            var model = CustomerModelFitter.Fit(train, options, cancellationToken: cancellationToken);
            var zero = OrderZeroModel.Fit(model, train, acts);
            var baseRate = train.Average(s => s.Converted ? 1.0 : 0);
            foreach (var sample in shuffled.Where((_, i) => i % folds == fold))
            {
                var path = TalkPath.Of(sample, acts);
                if (path.Steps.Count == 0)
                    continue;
                var judge = TalkJudge.Judge(model, zero, path);
                (turns, likelihood, orderZero) = (turns + path.Steps.Count, likelihood + judge.LogLikelihood, orderZero + judge.OrderZero);
                judged.Add((judge.ConversionChance, baseRate, sample.Converted));
            }
            progress?.Report((fold + 1.0) / folds);
        }
        return new(
            judged.Count, turns, likelihood / turns, orderZero / turns,
            RankStatistics.Auc([.. judged.Select(j => j.Chance)], [.. judged.Select(j => j.Converted)]),
            judged.Average(j => j.Converted ? 1.0 : 0), judged.Average(j => Square(j.Chance, j.Converted)), judged.Average(j => Square(j.Base, j.Converted)),
            [.. judged.OrderBy(j => j.Chance).Chunk(Math.Max(1, (judged.Count + Bins - 1) / Bins))
                .Select(c => new CalibrationBin(c.Length, c.Average(j => j.Chance), c.Average(j => j.Converted ? 1.0 : 0)))]);
    }

    private static double Square(double chance, bool converted) => Math.Pow(chance - (converted ? 1 : 0), 2);
}

/// <summary>A group of conversations with similar predicted chance.</summary>
/// <param name="Conversations">How many.</param>
/// <param name="Predicted">Mean predicted chance of conversion.</param>
/// <param name="Observed">Share that converted.</param>
public sealed record CalibrationBin(int Conversations, double Predicted, double Observed);
