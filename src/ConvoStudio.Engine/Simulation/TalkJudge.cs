namespace ConvoStudio.Engine.Simulation;

/// <summary>Log likelihoods of a recorded talk.</summary>
internal readonly record struct TalkJudge(double LogLikelihood, double OrderZero, double ConversionChance)
{
    public static TalkJudge Judge(CustomerModel model, OrderZeroModel zero, TalkPath path)
    {
        var features = new TalkFeatures();
        var (likelihood, orderZero) = (0.0, 0.0);
        var probabilities = new double[model.Classes];
        features.Customer(path.OpeningActs ?? [], path.OpeningActs is not null);
        foreach (var step in path.Steps)
        {
            features.Agent(step.AgentActs);
            var response = model.ClassOf(step.CustomerActs, step.Answered);
            model.ResponseProbabilities(features, probabilities);
            var ending = model.EndingProbability(features, step.CustomerActs, step.Answered);
            likelihood += Math.Log(probabilities[response]) + Math.Log(step.Ended ? ending : 1 - ending);
            orderZero += Math.Log(zero.Response[response]) + Math.Log(step.Ended ? zero.Ending : 1 - zero.Ending);
            features.Customer(step.CustomerActs, step.Answered);
        }
        return new(likelihood, orderZero, model.ConversionProbability(features, path.Sample.Facts));
    }
}

/// <summary>How often each response and the ending occur, whatever was said; add-one smoothing over the classes.</summary>
internal sealed record OrderZeroModel(double[] Response, double Ending)
{
    public static OrderZeroModel Fit(CustomerModel model, IReadOnlyList<SampleConversation> samples, IReadOnlySet<string> outcomeActs)
    {
        var counts = Enumerable.Repeat(1.0, model.Classes).ToArray();
        var (endings, turns) = (1.0, 2.0);
        foreach (var step in samples.SelectMany(s => TalkPath.Of(s, outcomeActs).Steps))
        {
            counts[model.ClassOf(step.CustomerActs, step.Answered)]++;
            endings += step.Ended ? 1 : 0;
            turns++;
        }
        var sum = counts.Sum();
        return new([.. counts.Select(c => c / sum)], endings / turns);
    }
}
