using System.Text.Json;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Engine.Tests.Experiments;

/// <summary>Reads the inputs of reference vectors; a field left out is its default.</summary>
internal static class StatsInputs
{
    public static double Number(this JsonElement inputs, string name, double otherwise = double.NaN) =>
        inputs.ValueKind == JsonValueKind.Object && inputs.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble() : otherwise;

    public static bool Has(this JsonElement inputs, string name) =>
        inputs.ValueKind == JsonValueKind.Object && inputs.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public static long Count(this JsonElement inputs, string name) => (long)inputs.Number(name, 0);

    public static bool Flag(this JsonElement inputs, string name) => inputs.Has(name) && inputs.GetProperty(name).GetBoolean();

    public static string Word(this JsonElement inputs, string name, string otherwise = "") =>
        inputs.Has(name) ? inputs.GetProperty(name).GetString()! : otherwise;

    public static JsonElement At(this JsonElement inputs, string name) => inputs.Has(name) ? inputs.GetProperty(name) : default;

    public static double[] List(this JsonElement inputs, string name) => [.. inputs.GetProperty(name).EnumerateArray().Select(x => x.GetDouble())];

    public static JsonElement[] Items(this JsonElement inputs, string name) => [.. inputs.GetProperty(name).EnumerateArray()];

    public static EffectScale Scale(this JsonElement config) =>
        config.Word("difference_type", "relative") == "absolute" ? EffectScale.Absolute : EffectScale.Relative;

    public static Alternative Side(this JsonElement config) => config.Word("alternative", "two-sided") switch
    {
        "greater" or "larger" => Alternative.Greater,
        "lesser" or "less" or "smaller" => Alternative.Lesser,
        _ => Alternative.TwoSided,
    };

    public static double Alpha(this JsonElement config) => config.Number("alpha", 0.05);

    public static ExperimentEngine Engine(this JsonElement config) => config.Word("engine", "frequentist") switch
    {
        "sequential" => ExperimentEngine.Sequential,
        "bayesian" => ExperimentEngine.Bayesian,
        _ => ExperimentEngine.Frequentist,
    };

    public static GaussianPrior Prior(this JsonElement config)
    {
        var prior = config.At("prior");
        if (!prior.Flag("proper"))
            return GaussianPrior.Flat;
        var deviation = prior.Number("sd", prior.Number("stddev", 1));
        return new(
            prior.Number("mean", 0), prior.Number("variance", deviation * deviation),
            prior.Word("scale", "relative") == "absolute" ? EffectScale.Absolute : EffectScale.Relative);
    }

    public static MeanSums Mean(this JsonElement s) => s.Word("type", "mean") == "proportion"
        ? MeanSums.OfProportion(s.Count("n"), s.Number("sum", 0))
        : new(s.Count("n"), s.Number("sum", 0), s.Number("sum_squares", 0));

    public static RatioSums Ratio(this JsonElement s) =>
        new(s.At("numerator").Mean(), s.At("denominator").Mean(), s.Number("sum_products", 0));

    public static CupedSums Cuped(this JsonElement s) => new(s.At("post").Mean(), s.At("pre").Mean(), s.Number("sum_products", 0));

    public static CupedRatioSums CupedRatio(this JsonElement s) => new(
        s.At("num_post").Mean(), s.At("den_post").Mean(), s.At("num_pre").Mean(), s.At("den_pre").Mean(),
        s.Number("sp_numpost_denpost", 0), s.Number("sp_numpost_numpre", 0), s.Number("sp_numpost_denpre", 0),
        s.Number("sp_numpre_denpost", 0), s.Number("sp_denpost_denpre", 0), s.Number("sp_numpre_denpre", 0));

    public static ArmMoments Moments(this JsonElement s) => s.Word("type", "mean") switch
    {
        "ratio" => s.Ratio().Moments,
        "quantile" => new QuantileEstimate(
            s.Count("n"), s.Count("n_star"), s.Number("level"), s.Number("estimate"), s.Number("lower"), s.Number("upper")).Moments,
        "cuped" => s.Cuped().Post.Moments,
        "cuped_ratio" => s.CupedRatio().Post.Moments,
        _ => s.Mean().Moments,
    };

    /// <summary>Effect of two statistics of any type.</summary>
    public static EffectMoments Effect(this JsonElement inputs)
    {
        JsonElement control = inputs.At("control"), treatment = inputs.At("treatment");
        var scale = inputs.At("config").Scale();
        double? theta = control.Has("theta") && treatment.Has("theta") ? treatment.Number("theta") : null;
        return control.Word("type") switch
        {
            "cuped" => EffectMoments.Of(control.Cuped(), treatment.Cuped(), scale, theta),
            "cuped_ratio" => EffectMoments.Of(control.CupedRatio(), treatment.CupedRatio(), scale, theta),
            _ => EffectMoments.Of(control.Moments(), treatment.Moments(), scale),
        };
    }
}
