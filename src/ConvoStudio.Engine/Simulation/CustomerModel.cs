using System.Text.Json;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Simulation;

/// <summary>Customers fitted to recorded conversations. Immutable and safe for any number of readers; each customer has its own generator.</summary>
public sealed class CustomerModel : ICustomerModel
{
    private const int Format = 1;
    private const int Silence = 0;
    private const int Rare = 1;

    private readonly CustomerModelData _data;
    private readonly HashSet<string> _outcomeActs;
    private readonly Dictionary<string, int> _classes;
    private readonly (FeatureSpace Space, SoftmaxModel Fit) _response, _ending, _outcome;
    private readonly FeatureSpace? _moodSpace;

    internal CustomerModel(CustomerModelData data)
    {
        if (data.Format != Format)
            throw new JsonException($"Unknown customer model format {data.Format}.");
        _data = data;
        _outcomeActs = data.OutcomeActs.ToHashSet(StringComparer.Ordinal);
        _classes = ClassNumbers(data.Responses);
        (_response, _ending, _outcome) = (Restore(data.Response), Restore(data.Ending), Restore(data.Outcome));
        _moodSpace = data.Mood is null ? null : new FeatureSpace(data.Mood.Features);
    }

    /// <summary>Acts that state the outcome: simulated customers never do them, and they are ignored when an agent does.</summary>
    public IReadOnlyCollection<string> OutcomeActs => _data.OutcomeActs;

    /// <summary>Acts simulated customers may do, sorted.</summary>
    public IReadOnlyList<string> CustomerActs =>
        [.. _data.Responses.Concat(_data.RareResponses).SelectMany(r => r).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    internal int MostAgentTurns => _data.MostAgentTurns;

    internal int Classes => _response.Fit.Classes;

    /// <summary>A new customer who draws everything from the generator; the same seed and the same agent turns give the same talk.</summary>
    public SimulatedCustomer Start(Random random) => new(this, _data.FactRows[random.Next(_data.FactRows.Length)], random);

    ISimulatedCustomer ICustomerModel.Start(Random random) => Start(random);

    /// <summary>Writes the model as UTF-8 JSON; equal models write equal bytes.</summary>
    public byte[] Save() => JsonSerializer.SerializeToUtf8Bytes(_data, CustomerModelJson.Default.CustomerModelData);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are no customer model.</exception>
    public static CustomerModel Load(ReadOnlySpan<byte> bytes)
    {
        var data = JsonSerializer.Deserialize(bytes, CustomerModelJson.Default.CustomerModelData) ?? throw new JsonException("A customer model cannot be null.");
        try
        {
            return new CustomerModel(data);
        }
        catch (ArgumentException e)
        {
            throw new JsonException("The parts of the customer model do not fit together.", e);
        }
    }

    internal static Dictionary<string, int> ClassNumbers(string[][] responses) =>
        Enumerable.Range(0, responses.Length).ToDictionary(i => MoveExtractor.SetKey(responses[i]), i => i + Rare + 1, StringComparer.Ordinal);

    internal static int ClassOf(Dictionary<string, int> classes, IReadOnlyList<string> acts, bool answered) =>
        !answered ? Silence : classes.GetValueOrDefault(MoveExtractor.SetKey(acts), Rare);

    internal int ClassOf(IReadOnlyList<string> acts, bool answered) => ClassOf(_classes, acts, answered);

    internal string[] WithoutOutcome(IReadOnlyList<string> acts) => [.. acts.Where(a => !_outcomeActs.Contains(a)).Distinct(StringComparer.Ordinal)];

    internal void ResponseProbabilities(TalkFeatures features, Span<double> probabilities) =>
        _response.Fit.Probabilities(features.Response(_response.Space), probabilities);

    internal double EndingProbability(TalkFeatures features, IReadOnlyList<string> acts, bool answered) =>
        OfTheSecond(_ending.Fit, features.AfterResponse(_ending.Space, acts, answered));

    internal double ConversionProbability(TalkFeatures features, IReadOnlyDictionary<string, FactValue> facts) =>
        OfTheSecond(_outcome.Fit, features.Outcome(_outcome.Space, facts, _data.Ranges));

    internal (IReadOnlyList<string> Acts, bool Answered) DrawResponse(TalkFeatures features, Random random)
    {
        Span<double> probabilities = Classes <= 512 ? stackalloc double[Classes] : new double[Classes];
        ResponseProbabilities(features, probabilities);
        var (rest, drawn) = (random.NextDouble(), 0);
        while (drawn < Classes - 1 && rest >= probabilities[drawn])
            rest -= probabilities[drawn++];
        // A class without examples cannot be acted out; the nearest thing to it is an answer without a label.
        return drawn switch
        {
            Silence => ([], false),
            Rare => (_data.RareResponses.Length == 0 ? [] : _data.RareResponses[random.Next(_data.RareResponses.Length)], true),
            _ => (_data.Responses[drawn - Rare - 1], true),
        };
    }

    internal double? DrawMood(TalkFeatures features, IReadOnlyList<string> acts, Random random)
    {
        if (_moodSpace is null)
            return null;
        var row = features.AfterResponse(_moodSpace, acts, answered: true);
        return Math.Clamp(row.Dot(_data.Mood!.Weights) + (_data.Mood.Spread * random.NextGaussian()), -1, 1);
    }

    internal double? DrawValue(IReadOnlyDictionary<string, FactValue> facts, Random random)
    {
        if (_data.Values.Length == 0)
            return null;
        var value = _data.Values[random.Next(_data.Values.Length)];
        if (_data.ValueFact is null)
            return value;
        return facts.TryGetValue(_data.ValueFact, out var scale) && scale.Kind == FactValueKind.Number ? value * scale.Number : null;
    }

    private static double OfTheSecond(SoftmaxModel fit, SparseRow row)
    {
        Span<double> probabilities = stackalloc double[2];
        fit.Probabilities(row, probabilities);
        return probabilities[1];
    }

    private static (FeatureSpace, SoftmaxModel) Restore(LogisticData data) =>
        (new FeatureSpace(data.Features), new SoftmaxModel(data.Classes, data.Features.Count, data.Weights));
}
