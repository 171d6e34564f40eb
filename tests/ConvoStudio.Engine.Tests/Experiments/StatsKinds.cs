using System.Text.Json;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Outputs = System.Collections.Generic.Dictionary<string, object?>;

namespace ConvoStudio.Engine.Tests.Experiments;

/// <summary>What computes each kind of reference vector, from its inputs to its output fields.</summary>
internal static partial class StatsKinds
{
    public static readonly IReadOnlyDictionary<string, Func<JsonElement, Outputs>> All = new Dictionary<string, Func<JsonElement, Outputs>>(StringComparer.Ordinal)
    {
        ["bayesian_proportion"] = Bayesian,
        ["bayesian_mean"] = Bayesian,
        ["bayesian_ratio"] = Bayesian,
        ["bayesian_quantile"] = Bayesian,
        ["bayesian_degenerate"] = Bayesian,
        ["gaussian_expected_loss"] = i => Posterior(new(i.Number("posterior_mean"), i.Number("posterior_sd")), i),
        ["gaussian_posterior"] = i => Posterior(
            GaussianPosterior.After(
                i.Number("effect"), i.Number("variance"),
                new(i.Number("prior_mean", 0), i.Number("prior_variance", double.PositiveInfinity))), i),
        ["truncated_normal_mean"] = i => One("mean", TruncatedNormal.Mean(
            i.Number("mu"), i.Number("sigma"), i.Number("lower", double.NegativeInfinity), i.Number("upper", double.PositiveInfinity))),
        ["frequentist_two_sided_t"] = Welch,
        ["frequentist_ratio"] = Welch,
        ["frequentist_degenerate"] = Welch,
        ["one_sided_t"] = Welch,
        ["cuped"] = Welch,
        ["cuped_ratio"] = Welch,
        ["welch_t"] = WelchAbsolute,
        ["sequential"] = Sequential,
        ["sequential_one_sided"] = Sequential,
        ["confidence_sequence"] = Sequence,
        ["cuped_ratio_raw"] = CupedRatioRows,
        ["cuped_arm_sd"] = CupedArm,
        ["cuped_theta"] = i => One("theta", CupedSums.Theta(i.At("control").Cuped(), i.At("treatment").Cuped())),
        ["cuped_absolute"] = CupedRows,
        ["post_stratification_mean"] = PostStratified,
        ["post_stratification_ratio"] = PostStratified,
        ["post_stratification_cuped"] = PostStratified,
        ["sample_moments"] = i => new() { ["mean"] = i.Moments().Mean, ["variance"] = i.Moments().Variance },
        ["lift"] = Lift,
        ["delta_variance"] = DeltaVariance,
        ["relative_lift_delta"] = RelativeLift,
        ["ratio_delta_variance"] = RatioVariance,
        ["power"] = i => One("power", Design(i).Power(i.Number("effect_relative"), i.Number("total_users"))),
        ["mde"] = i => One("mde_relative", Design(i).MinimumDetectableEffect(i.Number("power", i.Number("target_power", 0.8)), i.Number("total_users"))),
        ["power_by_week"] = PowerByWeek,
        ["mid_experiment_power"] = MidExperiment,
        ["power_normal"] = i => One("power", SampleSize.PowerOfNormal(
            i.Number("effect_size"), i.Number("n_per_arm", i.Number("n1")), i.Alpha(), i.Number("n2_over_n1", i.Number("ratio", 1)), i.Side())),
        ["sample_size_proportions_arcsine"] = Arcsine,
        ["sample_size_proportions_pooled"] = i => One("n_per_arm", SampleSize.OfRates(
            i.Number("p_control"), i.Number("p_treatment"), i.Number("power", 0.8), i.Alpha(), i.Side())),
        ["sample_size_means_t"] = i => One("n1", SampleSize.OfMeans(
            i.Number("cohen_d"), i.Number("power", 0.8), i.Alpha(), i.Number("n2_over_n1", 1), i.Side())),
        ["sample_size_means_z"] = i => One("n1", SampleSize.OfNormal(
            i.Number("cohen_d"), i.Number("power", 0.8), i.Alpha(), i.Number("n2_over_n1", 1), i.Side())),
        ["srm"] = i => Ratio(SampleRatio.Of(i.List("observed"), i.List("weights"), leaveOutEmpty: true)),
        ["chi_square_srm"] = i => Ratio(SampleRatio.Of(i.List("observed"), i.List("weights"))),
        ["holm"] = i => Adjusted(MultipleTesting.Holm(i.List("p_values"))),
        ["holm_adjust"] = i => Adjusted(MultipleTesting.Holm(i.List("p_values"))),
        ["benjamini_hochberg"] = i => Adjusted(MultipleTesting.BenjaminiHochberg(i.List("p_values"))),
        ["bh_adjust"] = i => Adjusted(MultipleTesting.BenjaminiHochberg(i.List("p_values"))),
        ["bonferroni_adjust"] = i => Adjusted(MultipleTesting.Bonferroni(i.List("p_values"))),
        ["by_adjust"] = i => Adjusted(MultipleTesting.BenjaminiYekutieli(i.List("p_values"))),
        ["adjusted_ci"] = i => Interval(MultipleTesting.AdjustedInterval(i.Number("effect"), i.Number("adjusted_p"), i.Alpha())),
        ["chance_to_win_from_ci"] = ChanceFromInterval,
        ["two_proportion_z"] = TwoProportions,
        ["newcombe_difference_ci"] = Newcombe,
        ["wilson_interval"] = i => Interval(WilsonInterval.Of(i.Count("successes"), i.Count("n"), 1 - i.Alpha()) is var w ? (w.Low, w.High) : default),
        ["clopper_pearson_interval"] = i => Interval(ClopperPearsonInterval.Of(i.Count("successes"), i.Count("n"), i.Alpha()) is var c ? (c.Low, c.High) : default),
        ["agresti_coull_interval"] = i => Interval(AgrestiCoullInterval.Of(i.Count("successes"), i.Count("n"), i.Alpha()) is var a ? (a.Low, a.High) : default),
        ["beta_binomial"] = BetaBinomial,
        ["bandit_best_arm_gaussian"] = BestGaussian,
        ["bandit_best_arm_beta"] = BestBeta,
        ["bandit_thompson_gaussian"] = Thompson,
        ["bandit_floor"] = Floor,
        ["bandit_weights_gate"] = Gate,
        ["contextual_tree_sse"] = Tree,
        ["off_policy"] = OffPolicy,
        ["lin_ucb"] = Ucb,
        ["normal_cdf"] = i => new() { ["cdf"] = StandardNormal.Cdf(i.Number("x")), ["sf"] = StandardNormal.Survival(i.Number("x")) },
        ["normal_quantile"] = i => One("x", i.Has("p_upper") ? StandardNormal.UpperQuantile(i.Number("p_upper")) : StandardNormal.Quantile(i.Number("p"))),
        ["student_t_sf"] = i => new() { ["sf"] = StudentT.Survival(i.Number("t"), i.Number("df")), ["cdf"] = StudentT.Survival(-i.Number("t"), i.Number("df")) },
        ["student_t_quantile"] = i => One("x", i.Has("p_upper")
            ? StudentT.UpperQuantile(i.Number("p_upper"), i.Number("df")) : StudentT.Quantile(i.Number("p"), i.Number("df"))),
        ["chi_square_sf"] = i => new() { ["sf"] = ChiSquare.Survival(i.Number("x"), i.Number("df")), ["cdf"] = ChiSquare.Cdf(i.Number("x"), i.Number("df")) },
        ["chi_square_quantile"] = i => One("x", ChiSquare.Quantile(i.Number("p"), i.Number("df"))),
        ["beta_cdf"] = i => new() { ["cdf"] = Beta(i).Cdf(i.Number("x")), ["sf"] = Beta(i).Survival(i.Number("x")) },
        ["beta_quantile"] = i => One("x", i.Has("p_upper") ? Beta(i).UpperQuantile(i.Number("p_upper")) : Beta(i).Quantile(i.Number("p"))),
    };

    private static Outputs One(string name, object value) => new() { [name] = value };

    private static double[] Ends(double low, double high) => [low, high];

    private static Outputs Interval((double Low, double High) interval) => One("ci", Ends(interval.Low, interval.High));

    private static Outputs Adjusted(double[] adjusted) => One("adjusted", adjusted);

    private static BetaDistribution Beta(JsonElement i) => new(i.Number("alpha"), i.Number("beta"));

    private static Outputs Ratio(SampleRatio ratio) => new()
    {
        ["p_value"] = ratio.PValue,
        ["chi_square"] = ratio.ChiSquare,
        ["df"] = (double)ratio.DegreesOfFreedom,
    };

    private static Outputs Bayesian(JsonElement i)
    {
        var config = i.At("config");
        var moments = i.Effect();
        var outputs = Posterior(GaussianPosterior.Of(moments, config.Scale(), config.Prior()), config);
        AddMeans(outputs, i);
        return outputs;
    }

    private static Outputs Posterior(GaussianPosterior posterior, JsonElement config)
    {
        var (low, high) = posterior.Interval(config.Alpha());
        var inverse = config.Flag("inverse");
        return new()
        {
            ["effect"] = posterior.Mean,
            ["posterior_mean"] = posterior.Mean,
            ["posterior_sd"] = posterior.StandardDeviation,
            ["ci"] = Ends(low, high),
            ["chance_to_win"] = inverse ? 1 - posterior.ChanceToWin : posterior.ChanceToWin,
            ["expected_loss_ship_treatment"] = inverse ? posterior.ExpectedLossKeepControl : posterior.ExpectedLossShipTreatment,
            ["expected_loss_keep_control"] = inverse ? posterior.ExpectedLossShipTreatment : posterior.ExpectedLossKeepControl,
        };
    }

    private static Outputs Test(EffectTest result) => new()
    {
        ["effect"] = result.Effect,
        ["standard_error"] = result.StandardError,
        ["ci"] = Ends(result.Low, result.High),
        ["p_value"] = result.PValue,
    };

    private static Outputs Welch(JsonElement i)
    {
        var config = i.At("config");
        var moments = i.Effect();
        var outputs = Test(WelchTest.Of(moments, config.Alpha(), config.Side()));
        outputs["df"] = moments.DegreesOfFreedom;
        if (i.At("control").Word("type") == "cuped")
            outputs["theta"] = CupedSums.Theta(i.At("control").Cuped(), i.At("treatment").Cuped());
        if (i.At("control").Word("type") == "cuped_ratio")
            outputs["theta"] = CupedRatioSums.Theta(i.At("control").CupedRatio(), i.At("treatment").CupedRatio());
        AddMeans(outputs, i);
        return outputs;
    }

    private static void AddMeans(Outputs outputs, JsonElement i)
    {
        outputs["control_mean"] = i.At("control").Moments().Mean;
        outputs["treatment_mean"] = i.At("treatment").Moments().Mean;
    }

    private static Outputs WelchAbsolute(JsonElement i)
    {
        var moments = EffectMoments.Difference(i.At("control").Moments(), i.At("treatment").Moments());
        var outputs = Test(WelchTest.Of(moments, i.Alpha(), i.Side()));
        outputs["t"] = moments.IsDegenerate ? 0.0 : moments.Effect / moments.StandardError;
        outputs["df"] = moments.DegreesOfFreedom;
        return outputs;
    }

    private static Outputs Sequential(JsonElement i)
    {
        var config = i.At("config");
        var sequence = new AsymptoticConfidenceSequence(config.Alpha(), config.Number("tuning_parameter", 5000));
        var outputs = Test(sequence.Of(i.Effect(), config.Side()));
        outputs["rho"] = sequence.Rho(config.Side());
        AddMeans(outputs, i);
        return outputs;
    }

    private static Outputs Sequence(JsonElement i)
    {
        var sequence = new AsymptoticConfidenceSequence(i.Alpha(), i.Number("tuning_parameter", 5000));
        double effect = i.Number("effect"), error = i.Number("standard_error"), n = i.Number("total_n");
        var half = sequence.HalfWidth(error, n, i.Side());
        return new()
        {
            ["rho"] = sequence.Rho(i.Side()),
            ["half_width"] = half,
            ["ci"] = Ends(effect - half, effect + half),
            ["p_value"] = sequence.PValue(effect, error, n),
        };
    }

    private static Outputs Effect(EffectMoments moments) => new() { ["effect"] = moments.Effect, ["standard_error"] = moments.StandardError };

    private static CupedRatioSums Rows(JsonElement arm)
    {
        double[] m = arm.List("num_post"), d = arm.List("den_post"), p = arm.List("num_pre"), q = arm.List("den_pre");
        return new(Sums(m), Sums(d), Sums(p), Sums(q), Dot(m, d), Dot(m, p), Dot(m, q), Dot(d, p), Dot(d, q), Dot(p, q));
    }

    private static MeanSums Sums(double[] values) => values.Aggregate(default(MeanSums), (sums, x) => sums.Add(x));

    private static double Dot(double[] left, double[] right) => left.Zip(right, (x, y) => x * y).Sum();

    private static Outputs CupedRatioRows(JsonElement i)
    {
        CupedRatioSums control = Rows(i.At("control")), treatment = Rows(i.At("treatment"));
        double? theta = i.Has("theta") ? i.Number("theta") : null;
        var outputs = Effect(EffectMoments.Of(control, treatment, i.Scale(), theta));
        outputs["theta"] = theta ?? CupedRatioSums.Theta(control, treatment);
        return outputs;
    }

    private static Outputs CupedArm(JsonElement i)
    {
        CupedSums control = i.At("control").Cuped(), treatment = i.At("treatment").Cuped();
        var theta = i.At("control").Has("theta") ? i.At("control").Number("theta") : CupedSums.Theta(control, treatment);
        var arm = i.Word("arm", "control") == "control" ? control : treatment;
        return new() { ["theta"] = theta, ["mean"] = arm.Post.Mean, ["adjusted_sd"] = Math.Sqrt(Math.Max(0, arm.Adjusted(theta).Variance)) };
    }

    private static Outputs CupedRows(JsonElement i)
    {
        CupedSums Arm(JsonElement arm)
        {
            double[] post = arm.List("post"), pre = arm.List("pre");
            return new(Sums(post), Sums(pre), Dot(post, pre));
        }

        CupedSums control = Arm(i.At("control")), treatment = Arm(i.At("treatment"));
        var moments = EffectMoments.Of(control, treatment, EffectScale.Absolute);
        var plain = EffectMoments.Of(control.Post.Moments, treatment.Post.Moments, EffectScale.Absolute);
        var outputs = Effect(moments);
        outputs["theta"] = CupedSums.Theta(control, treatment);
        outputs["variance_ratio_vs_unadjusted"] = Math.Pow(moments.StandardError / plain.StandardError, 2);
        return outputs;
    }

    private static Outputs PostStratified(JsonElement i)
    {
        var strata = i.Items("strata");
        var scale = i.At("config").Scale();
        var moments = strata[0].At("control").Word("type") switch
        {
            "ratio" => PostStratification.Of([.. strata.Select(s => (s.At("control").Ratio(), s.At("treatment").Ratio()))], scale),
            "cuped" => PostStratification.Of([.. strata.Select(s => (s.At("control").Cuped(), s.At("treatment").Cuped()))], scale),
            "cuped_ratio" => PostStratification.Of([.. strata.Select(s => (s.At("control").CupedRatio(), s.At("treatment").CupedRatio()))], scale),
            _ => PostStratification.Of([.. strata.Select(s => (s.At("control").Mean(), s.At("treatment").Mean()))], scale),
        };
        return Effect(moments);
    }
}
