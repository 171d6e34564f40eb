using System.Text.Json;
using System.Text.Json.Serialization;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.ContextFree;
using ConvoStudio.Engine.Policies.Exploration;
using ConvoStudio.Engine.Policies.LeastSquares;

namespace ConvoStudio.Application.Policies;

/// <summary>Settings of a learning policy. They lie in its parameter blob, so the hash of the configuration covers them; a learner without a blob has <see cref="Default"/>.</summary>
/// <param name="Exploration">How scores and widths become chances; context-free kinds always sample (Thompson).</param>
/// <param name="Strength">See <see cref="ExplorationSettings"/>.</param>
/// <param name="Exponent">Of SquareCB's γ, else 0.</param>
/// <param name="ExpectedReward">What a decision is expected to earn before anything is learnt.</param>
/// <param name="Noise">Standard deviation of a reward; more than 0. Context-free kinds with normal rewards only.</param>
/// <param name="HighestReward">The greatest reward the reward definition allowed when the policy was made; more than 0.</param>
/// <param name="PriorDecisions">How many decisions the expectation is worth. Context-free kinds only: for the others the ridge says it.</param>
/// <param name="ExpectedConversion">The share of conversations somebody expected to convert, in (0, 1); null when nobody said. For the pages; decisions use what follows from it.</param>
/// <param name="WarmStart">What a linear learner starts from; null for nothing.</param>
public sealed record LearnerSettings(
    ExplorationKind Exploration = ExplorationKind.SquareCb, double Strength = 10, double Exponent = 0.5, double ExpectedReward = 0, double Noise = 0.5,
    double HighestReward = 1, double PriorDecisions = 2, double? ExpectedConversion = null, WarmStart? WarmStart = null)
{
    private const int Format = 1;

    public static LearnerSettings Default { get; } = new();

    public ExplorationSettings ToExploration() =>
        new(Exploration, Strength, Exponent, Exploration == ExplorationKind.RegCbOpt ? HighestReward : double.PositiveInfinity);

    public LinearBanditSettings ToLinear(double floor) => new(floor, PriorReward: ExpectedReward) { Exploration = ToExploration() };

    /// <summary>The adaptive learner sees to its exploration itself.</summary>
    public AdaptiveBanditSettings ToAdaptive(double floor) => AdaptiveBanditSettings.Default with { Floor = floor, PriorMean = ExpectedReward };

    public ContextFreeSettings ToContextFree(ContextFreeModel model, double floor) => new(model, floor, ExpectedReward, PriorDecisions, Noise, HighestReward);

    /// <summary>Writes them as UTF-8 JSON; equal settings write equal bytes.</summary>
    public byte[] Save() => JsonSerializer.SerializeToUtf8Bytes(new LearnerSettingsData(Format, this), LearnerSettingsJson.Default.LearnerSettingsData);

    /// <summary>The settings whose <see cref="Save"/> wrote the bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are no settings, of a newer format, or out of range.</exception>
    public static LearnerSettings Load(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var data = JsonSerializer.Deserialize(bytes, LearnerSettingsJson.Default.LearnerSettingsData) ?? throw new InvalidDataException("Saved settings of a learner are empty.");
            if (data.Format != Format)
                throw new InvalidDataException($"Saved settings of a learner have format {data.Format}; this build reads {Format}.");
            return data.Settings.ToExploration().Problem() is { } problem ? throw new InvalidDataException($"Saved settings of a learner: {problem}") : data.Settings;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("Saved settings of a learner cannot be read.", exception);
        }
    }
}

/// <summary>Settings as they are stored.</summary>
internal sealed record LearnerSettingsData(int Format, LearnerSettings Settings);

/// <summary>Source-generated serialisation of settings.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LearnerSettingsData))]
internal sealed partial class LearnerSettingsJson : JsonSerializerContext;
