using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Experiments;

/// <summary>Posteriors of all arms of a bandit experiment.</summary>
internal sealed class ArmBeliefs
{
    private readonly ReallocationInput _input;
    private readonly ArmPosterior[] _posteriors;

    public ArmBeliefs(ReallocationInput input)
    {
        _input = input;
        _posteriors = input.Family == PosteriorFamily.Beta
            ? [.. input.Arms.Select((_, i) => Summary(Rate(i)))]
            : Means(input);
    }

    public IReadOnlyList<ArmPosterior> Posteriors => _posteriors;

    /// <summary>P(best) among some arms, in their order.</summary>
    public double[] ProbabilityBest(int[] arms)
    {
        var best = new double[arms.Length];
        if (_input.Family == PosteriorFamily.Beta)
            BestArm.OfBeta([.. arms.Select(Rate)], _input.LowerIsBetter, best);
        else
            BestArm.OfGaussian([.. arms.Select(i => _posteriors[i].Mean)], [.. arms.Select(i => _posteriors[i].StandardDeviation)], _input.LowerIsBetter, best);
        return best;
    }

    /// <summary>What units on some arms are expected to cost and to teach, in their order.</summary>
    public ArmInformation Information(int[] arms)
    {
        var sign = _input.LowerIsBetter ? -1 : 1;
        var top = arms.Max(i => sign * _posteriors[i].Mean);
        return _input.Family == PosteriorFamily.Beta
            ? ArmInformation.Of([.. arms.Select(i => BeliefCurve.OfBeta(_input.LowerIsBetter ? new(Rate(i).Beta, Rate(i).Alpha) : Rate(i)))], _input.LowerIsBetter ? 1 + top : top)
            // Means are measured from the best one, so that places keep their digits where it matters.
            : ArmInformation.Of([.. arms.Select(i => BeliefCurve.OfGaussian((sign * _posteriors[i].Mean) - top, _posteriors[i].StandardDeviation))], 0);
    }

    private BetaDistribution Rate(int arm)
    {
        var closed = _input.Arms[arm].Closed;
        return new(_input.RatePrior.Alpha + closed.Sum, _input.RatePrior.Beta + closed.N - closed.Sum);
    }

    private static ArmPosterior Summary(in BetaDistribution beta)
    {
        var n = beta.Alpha + beta.Beta;
        return new(beta.Alpha / n, Math.Sqrt(beta.Alpha * beta.Beta / (n + 1)) / n);
    }

    private static ArmPosterior[] Means(ReallocationInput input)
    {
        // An arm whose values are all the same so far (no sale in a hundred) is not one about which nothing is known: it borrows the variance of all arms.
        var all = default(MeanSums);
        foreach (var arm in input.Arms)
            all += arm.Closed;
        return [.. input.Arms.Select(arm => ArmPosterior.Of(
            arm.Closed, arm.Closed.Variance > 0 ? arm.Closed.Variance : all.Variance, input.PriorMean, input.PriorVariance))];
    }
}
