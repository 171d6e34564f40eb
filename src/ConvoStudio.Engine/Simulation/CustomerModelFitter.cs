using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Simulation;

/// <summary>Fits customers to recorded conversations.</summary>
/// <remarks>Four parts, each a function of what has been said so far: the response (multinomial logistic over act sets, silence among them),
/// whether the talk ends after it (logistic), the conversion of the finished talk (logistic), the mood of an answer (ridge regression with normal noise).
/// Facts are drawn as whole rows; values of conversions by bootstrap, as a ratio where a number fact explains most of their spread.</remarks>
public static class CustomerModelFitter
{
    private const int Parts = 4;
    private const int RidgeFolds = 5;
    private static readonly double[] Ridges = [2, 5, 12, 30, 80, 200];

    // Ten times tighter takes twice the iterations and moves no held-out figure by more than 0.001.
    private static readonly SoftmaxFitOptions FitOptions = new(Tolerance: 1e-4);


    /// <summary>Fits all parts.</summary>
    /// <param name="samples">Recorded conversations; at least one with an agent turn.</param>
    /// <param name="options">How to fit; null for the defaults.</param>
    /// <param name="progress">Told the share done, in [0, 1].</param>
    /// <param name="cancellationToken">Looked at between passes over the data.</param>
    /// <exception cref="ArgumentException">No conversation has an agent turn that does more than state the outcome.</exception>
    public static CustomerModel Fit(
        IReadOnlyList<SampleConversation> samples, CustomerModelOptions? options = null, IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new CustomerModelOptions();
        var outcomeActs = options.OutcomeActs ?? LeakFinder.OutcomeActs(LeakFinder.Summarize(samples));
        TalkPath[] paths = [.. samples.Select(s => TalkPath.Of(s, outcomeActs)).Where(p => p.Steps.Count > 0)];
        if (paths.Length == 0)
            throw new ArgumentException("No conversation has an agent turn to fit customers to.", nameof(samples));
        var sets = paths.SelectMany(Answers).GroupBy(MoveExtractor.SetKey, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        string[][] responses = [.. sets.Where(g => g.Count() >= options.MinimumClassCount).Select(UsualOrder)];
        string[][] rare = [.. sets.Where(g => g.Count() < options.MinimumClassCount).SelectMany(g => g)];
        SortedDictionary<string, NumberRange> ranges = new(
            samples.SelectMany(s => s.Facts).Where(f => f.Value.Kind == FactValueKind.Number).GroupBy(f => f.Key, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => NumberRange.From(g.Select(f => f.Value.Number)), StringComparer.Ordinal), StringComparer.Ordinal);

        var rows = FitRows.Of(paths, CustomerModel.ClassNumbers(responses), ranges);
        var response = Logistic(rows.Response, responses.Length + 2, options.ResponseRidge, cancellationToken);
        progress?.Report(1.0 / Parts);
        var ending = Logistic(rows.Ending, 2, options.ResponseRidge, cancellationToken);
        progress?.Report(2.0 / Parts);
        var outcome = Logistic(rows.Outcome, 2, options.OutcomeRidge ?? BestRidge(rows.Outcome, cancellationToken), cancellationToken);
        progress?.Report(3.0 / Parts);
        var mood = MoodRegression.Fit(rows.Mood);
        var (valueFact, values) = ValueBootstrap.Fit(samples);
        progress?.Report(1);
        return new CustomerModel(new CustomerModelData(
            1, [.. outcomeActs.Order(StringComparer.Ordinal)], responses, rare, response, ending, outcome, mood,
            [.. paths.Select(p => new SortedDictionary<string, FactValue>(p.Sample.Facts.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal))],
            ranges, valueFact, values, paths.Max(p => p.Steps.Count)));
    }

    private static IEnumerable<string[]> Answers(TalkPath path) =>
        (path.OpeningActs is { } opening ? new[] { opening } : []).Concat(path.Steps.Where(s => s.Answered).Select(s => s.CustomerActs));

    private static string[] UsualOrder(IEnumerable<string[]> sets) => sets
        .GroupBy(s => string.Join('\u001f', s), StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).First().First();

    // Small sets carry hardly any signal on the outcome; there the largest ridge wins and the chance stays near the base rate.
    private static double BestRidge(FitRows.Part part, CancellationToken cancellationToken)
    {
        part.Space.Close();
        if (part.Rows.Count < RidgeFolds)
            return Ridges[^1];
        var likelihoods = new double[Ridges.Length];
        for (var fold = 0; fold < RidgeFolds; fold++)
        {
            int[] train = [.. Enumerable.Range(0, part.Rows.Count).Where(i => i % RidgeFolds != fold)];
            var regression = new SoftmaxRegression(train.Select(i => part.Rows[i]), train.Select(i => part.Labels[i]), 2, part.Space.Count);
            SoftmaxModel? fit = null;
            // Strong ridges first: their solution is near the start and a good start for the next.
            for (var ridge = Ridges.Length - 1; ridge >= 0; ridge--)
            {
                fit = regression.Fit(Penalties(part, Ridges[ridge]), FitOptions, cancellationToken, fit);
                for (var i = fold; i < part.Rows.Count; i += RidgeFolds)
                    likelihoods[ridge] += fit.LogProbability(part.Rows[i], part.Labels[i]);
            }
        }
        return Ridges[Array.IndexOf(likelihoods, likelihoods.Max())];
    }

    private static LogisticData Logistic(FitRows.Part part, int classes, double ridge, CancellationToken cancellationToken)
    {
        part.Space.Close();
        var fit = new SoftmaxRegression(part.Rows, part.Labels, classes, part.Space.Count)
            .Fit(Penalties(part, ridge), FitOptions, cancellationToken);
        return new(part.Space.Names, classes, fit.ToWeights());
    }

    private static double[] Penalties(FitRows.Part part, double ridge)
    {
        var penalties = new double[part.Space.Count];
        Array.Fill(penalties, ridge);
        penalties[0] = SoftmaxRegression.InterceptPenalty;
        return penalties;
    }
}
