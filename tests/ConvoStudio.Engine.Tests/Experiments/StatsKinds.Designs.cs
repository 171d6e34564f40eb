using System.Text.Json;
using ConvoStudio.Engine.Experiments;
using Outputs = System.Collections.Generic.Dictionary<string, object?>;

namespace ConvoStudio.Engine.Tests.Experiments;

/// <summary>Building blocks, power and intervals.</summary>
internal static partial class StatsKinds
{
    private static Outputs Lift(JsonElement i)
    {
        double c = i.Number("control_mean"), t = i.Number("treatment_mean"), baseline = i.Number("unadjusted_control_mean", c);
        var relative = !i.Has("relative") || i.Flag("relative");
        return One("effect", EffectMoments.Lift(c, t, baseline, relative ? EffectScale.Relative : EffectScale.Absolute));
    }

    private static ArmMoments Given(JsonElement arm) =>
        new(arm.Count("n"), arm.Number("mean"), arm.Number("variance", Math.Pow(arm.Number("sd"), 2)));

    private static Outputs DeltaVariance(JsonElement i)
    {
        var scale = !i.Has("relative") || i.Flag("relative") ? EffectScale.Relative : EffectScale.Absolute;
        var moments = EffectMoments.Of(Given(i.At("control")), Given(i.At("treatment")), scale);
        return One("variance", moments.StandardError * moments.StandardError);
    }

    private static Outputs RelativeLift(JsonElement i)
    {
        var moments = EffectMoments.Of(Given(i.At("control")), Given(i.At("treatment")), EffectScale.Relative);
        var (low, high) = new GaussianPosterior(moments.Effect, moments.StandardError).Interval(i.Alpha());
        return new() { ["lift"] = moments.Effect, ["standard_error"] = moments.StandardError, ["ci_normal"] = Ends(low, high) };
    }

    private static Outputs RatioVariance(JsonElement i)
    {
        var n = i.Count("n");
        var ratio = new RatioSums(
            new(n, i.Number("sum_numerator"), i.Number("sum_sq_numerator")), new(n, i.Number("sum_denominator"), i.Number("sum_sq_denominator")),
            i.Number("sum_products"));
        var variance = n > 0 ? ratio.Variance / n : 0;
        return new() { ["ratio"] = ratio.Mean, ["variance_of_ratio"] = variance, ["standard_error"] = Math.Sqrt(variance) };
    }

    private static PowerDesign Design(JsonElement i)
    {
        var metric = i.At("metric");
        var rate = metric.Number("mean", metric.Number("rate", metric.Number("conversion_rate", metric.Number("p"))));
        var variance = metric.Has("sd") ? Math.Pow(metric.Number("sd"), 2) : metric.Number("variance", rate * (1 - rate));
        return new(rate, variance, (int)i.Number("variations", 2), i.Engine(), i.Alpha(), i.Number("tuning_parameter", 5000)) { Prior = i.Prior() };
    }

    private static Outputs PowerByWeek(JsonElement i)
    {
        var design = Design(i);
        var users = Enumerable.Range(1, (int)i.Number("weeks")).Select(week => week * i.Number("users_per_week")).ToArray();
        return new()
        {
            ["power"] = users.Select(n => design.Power(i.Number("effect_relative"), n)).ToArray(),
            ["mde_relative"] = users.Select(n => design.MinimumDetectableEffect(i.Number("target_power", 0.8), n)).ToArray(),
        };
    }

    private static Outputs MidExperiment(JsonElement i)
    {
        var config = i.At("config");
        var goals = config.Number("num_goal_metrics", config.Number("goal_metrics", 1));
        var tests = (config.Number("num_variations", config.Number("variations", 2)) - 1) * goals;
        var remaining = RemainingTraffic.Of(
            i.Effect(), config.Scale(), config.Number("target_mde", 0.01), Math.Pow(config.Number("target_power", 0.8), 1 / goals), config.Engine(),
            config.Alpha() / tests, config.Number("tuning_parameter", 5000), config.Prior());
        var units = i.At("control").Count("n") + i.At("treatment").Count("n");
        return new()
        {
            ["scaling_factor"] = remaining.ScalingFactor,
            ["power_at_scaling_factor"] = remaining.Power,
            ["additional_users"] = remaining.ScalingFactor * units,
        };
    }

    private static Outputs Arcsine(JsonElement i)
    {
        var h = SampleSize.CohenH(i.Number("p_control"), i.Number("p_treatment"));
        return new() { ["cohen_h"] = h, ["n_per_arm"] = SampleSize.OfNormal(h, i.Number("power", 0.8), i.Alpha(), 1, i.Side()) };
    }

    private static Outputs ChanceFromInterval(JsonElement i)
    {
        var ci = i.Items("ci");
        double End(int k, double otherwise) => ci[k].ValueKind == JsonValueKind.Number ? ci[k].GetDouble() : otherwise;
        var chance = MultipleTesting.ChanceToWin(i.Number("effect"), End(0, double.NegativeInfinity), End(1, double.PositiveInfinity), i.Alpha());
        return One("chance_to_win", i.Flag("inverse") ? 1 - chance : chance);
    }

    private static Outputs TwoProportions(JsonElement i)
    {
        JsonElement c = i.At("control"), t = i.At("treatment");
        var test = TwoProportionTest.Of(c.Count("successes"), c.Count("n"), t.Count("successes"), t.Count("n"));
        return new() { ["z"] = test.Z, ["p_value"] = test.PValue };
    }

    private static Outputs Newcombe(JsonElement i)
    {
        JsonElement c = i.At("control"), t = i.At("treatment");
        var interval = NewcombeInterval.Of(t.Count("successes"), t.Count("n"), c.Count("successes"), c.Count("n"), 1 - i.Alpha());
        return Interval((interval.Low, interval.High));
    }
}
