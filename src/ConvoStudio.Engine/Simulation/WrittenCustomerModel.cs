using System.Text.Json;
using System.Text.Json.Serialization;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Simulation;

/// <summary>Customers as somebody wrote them down: who they are, what each turn does to them, how they answer. Nothing is fitted, so what sells is known.</summary>
/// <remarks>Everyone draws one threshold at the start and buys at the first offer that his log-odds carry over it. So asking again changes nothing by
/// itself, and the chance of a sale is at most the logistic of the highest log-odds that can be reached.</remarks>
/// <param name="Format">Format of these bytes.</param>
/// <param name="Segments">Kinds of customers, at least one.</param>
/// <param name="Facts">How facts are drawn, unless the segment says otherwise.</param>
/// <param name="Products">What can be bought.</param>
/// <param name="Asks">Acts that ask for the decision.</param>
/// <param name="Ends">Acts after which the talk is over without a sale.</param>
/// <param name="Agrees">The customer's act when buying.</param>
/// <param name="Repeat">Added to the log-odds by a turn that only says what was said before; 0 or less.</param>
/// <param name="Refusal">Added to the log-odds by every offer refused; 0 or less.</param>
/// <param name="Effects">What turns do to customers.</param>
/// <param name="Reactions">What customers answer; one that always applies is among them.</param>
public sealed record WrittenCustomerModel(
    int Format, IReadOnlyList<WrittenSegment> Segments, SortedDictionary<string, WrittenDraw> Facts, IReadOnlyList<WrittenProduct> Products,
    IReadOnlyList<string> Asks, IReadOnlyList<string> Ends, string Agrees, double Repeat, double Refusal, IReadOnlyList<WrittenEffect> Effects,
    IReadOnlyList<WrittenReaction> Reactions) : ICustomerModel
{
    private const int CurrentFormat = 1;

    /// <inheritdoc/>
    public ISimulatedCustomer Start(Random random) => Begin(random);

    /// <summary>Writes the model as UTF-8 JSON; equal models write equal bytes.</summary>
    public byte[] Save() => JsonSerializer.SerializeToUtf8Bytes(this, WrittenCustomerJson.Default.WrittenCustomerModel);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are no such model, or something in it is out of range.</exception>
    public static WrittenCustomerModel Load(ReadOnlySpan<byte> bytes)
    {
        var model = JsonSerializer.Deserialize(bytes, WrittenCustomerJson.Default.WrittenCustomerModel) ?? throw new JsonException("Written customers cannot be null.");
        return model.Problem() is { } problem ? throw new JsonException(problem) : model;
    }

    /// <summary>An upper bound of the share that can be sold to, whatever is said: the mean over drawn customers of the logistic of the highest log-odds.</summary>
    /// <param name="customers">Customers drawn, 1 or more.</param>
    /// <param name="seed">Seed of the draw.</param>
    public double Ceiling(int customers, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(customers, 1);
        var random = new Random(seed);
        var sum = 0.0;
        for (var i = 0; i < customers; i++)
            sum += Begin(random).Ceiling();
        return sum / customers;
    }

    /// <summary>What is wrong with it in one sentence, or null.</summary>
    public string? Problem()
    {
        if (Format != CurrentFormat)
            return $"Unknown format {Format} of written customers.";
        if (Segments.Count == 0 || Segments.Any(s => !(s.Share > 0) || !(s.Patience >= 1)))
            return "Written customers need a segment; each has a share above 0 and a patience of 1 or more.";
        if (Segments.FirstOrDefault(s => !Adds(s.Opening)) is { } mute)
            return $"The segment {mute.Key} needs weights for how it opens.";
        if (Facts.Concat(Segments.SelectMany(s => s.Facts ?? [])).FirstOrDefault(f => !IsDraw(f.Value)) is { Key: not null } fact)
            return $"The fact {fact.Key} needs words, a chance of true, or a median.";
        if (Reactions.Any(r => !Adds(r.Answers)))
            return "Every reaction needs answers with weights.";
        if (Reactions.Count == 0 || !Reactions[^1].IsAlways)
            return "The last reaction must apply always.";
        return Repeat <= 0 && Refusal <= 0 && Asks.Count > 0 && Products.Count > 0 ? null : "Needs products, acts that ask, and no reward for repeating.";
    }

    internal static T Draw<T>(IEnumerable<T> choices, Func<T, double> weight, Random random)
    {
        var rest = random.NextDouble() * choices.Sum(weight);
        var last = default(T);
        foreach (var choice in choices)
        {
            last = choice;
            rest -= weight(choice);
            if (rest < 0)
                break;
        }
        return last!;
    }

    private WrittenCustomer Begin(Random random)
    {
        var segment = Draw(Segments, s => s.Share, random);
        var facts = new SortedDictionary<string, FactValue>(StringComparer.Ordinal);
        foreach (var (key, common) in Facts)
        {
            var draw = segment.Facts?.GetValueOrDefault(key) ?? common;
            var value = ValueOf(draw, random);
            if (random.NextDouble() < draw.Known)
                facts[key] = value;
        }
        return new(this, segment, facts, random);
    }

    private static FactValue ValueOf(WrittenDraw draw, Random random) => draw switch
    {
        { Words: { } words } => FactValue.Of(Draw(words, w => w.Value, random).Key),
        { True: { } chance } => FactValue.Of(random.NextDouble() < chance),
        _ => FactValue.Of(Math.Round(draw.Median!.Value * PortableMath.Exp(draw.Spread * random.NextGaussian()), draw.Digits)),
    };

    private static bool Adds(SortedDictionary<string, double> weights) => weights.Count > 0 && weights.Values.All(w => w >= 0) && weights.Values.Sum() > 0;

    private static bool IsDraw(WrittenDraw draw) => draw switch
    {
        { Words: { } words, True: null, Median: null } => Adds(words),
        { Words: null, True: >= 0 and <= 1, Median: null } => true,
        { Words: null, True: null, Median: > 0 } => draw.Spread >= 0,
        _ => false,
    };
}

/// <summary>Source-generated serialisation of written customers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    ReadCommentHandling = JsonCommentHandling.Skip, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WrittenCustomerModel))]
internal sealed partial class WrittenCustomerJson : JsonSerializerContext;
