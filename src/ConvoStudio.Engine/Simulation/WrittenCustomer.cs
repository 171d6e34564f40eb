using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Baselines;

namespace ConvoStudio.Engine.Simulation;

/// <summary>A written customer in one conversation.</summary>
internal sealed class WrittenCustomer : ISimulatedCustomer
{
    private const int MostAgentTurns = 30;
    private const double PatienceSpread = 1.2;
    private const double MoodSpread = 0.15;

    private readonly WrittenCustomerModel _model;
    private readonly WrittenSegment _segment;
    private readonly Random _random;
    private readonly double _threshold;
    private readonly bool[] _counted;
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private double _leaning;
    private double _patience;
    private string _last = "";
    private string? _product;
    private int _turns;
    private SimulatedOutcome? _outcome;

    public WrittenCustomer(WrittenCustomerModel model, WrittenSegment segment, IReadOnlyDictionary<string, FactValue> facts, Random random)
    {
        (_model, _segment, Facts, _random) = (model, segment, facts, random);
        _counted = new bool[model.Effects.Count];
        _leaning = segment.Leaning;
        _patience = segment.Patience + (PatienceSpread * random.NextGaussian());
        // 1 − u keeps the logarithm away from 0.
        var u = 1 - random.NextDouble();
        _threshold = -PortableMath.Log((1 / u) - 1);
        Count([], null);
        _last = WrittenCustomerModel.Draw(segment.Opening, o => o.Value, random).Key;
        Opening = _last.Length > 0 ? new(true, [_last], Mood(0), Ended: false) : null;
    }

    public IReadOnlyDictionary<string, FactValue> Facts { get; }

    public CustomerResponse? Opening { get; }

    public bool Ended => _outcome is not null;

    public CustomerResponse Respond(IReadOnlyList<string> agentActs, string? product = null)
    {
        if (Ended)
            throw new InvalidOperationException("The conversation is over.");
        var before = _leaning;
        var (repeats, asks) = (agentActs.All(_said.Contains), agentActs.Any(a => _model.Asks.Contains(a, StringComparer.Ordinal)));
        // What is explained is not yet offered.
        if (asks)
            _product = product ?? _product;
        _patience--;
        _turns++;
        if (repeats)
        {
            _leaning += _model.Repeat;
            _patience--;
        }
        Count(agentActs, product);
        var offered = asks && _product is not null;
        if (offered && _leaning + Fit(_product!) >= _threshold)
            return Buy();
        if (offered)
            _leaning += _model.Refusal;
        var answer = Answer(agentActs, product);
        _said.UnionWith(agentActs);
        var leaves = _patience <= 0 || _turns >= MostAgentTurns || agentActs.Any(a => _model.Ends.Contains(a, StringComparer.Ordinal));
        if (leaves)
            _outcome = new(Converted: false, null);
        // Silence keeps what was said before it as the last word.
        if (answer.Length > 0)
            _last = answer;
        return answer.Length == 0 ? new(false, [], null, leaves) : new(true, [answer], Mood(_leaning - before), leaves);
    }

    public SimulatedOutcome Finish() => _outcome ??= new(Converted: false, null);

    /// <summary>The logistic of the highest log-odds anybody could bring this customer to.</summary>
    public double Ceiling()
    {
        var most = double.NegativeInfinity;
        foreach (var product in _model.Products)
        {
            var gains = _model.Effects.Where((e, i) => !_counted[i] && e.Leaning > 0 && (e.Product is null || e.Product == product.Key) && e.Concerns(_segment.Key, Facts));
            most = Math.Max(most, _leaning + Fit(product.Key) + gains.Sum(e => e.Leaning));
        }
        return 1 / (1 + PortableMath.Exp(-most));
    }

    private double Fit(string product)
    {
        var sold = _model.Products.FirstOrDefault(p => p.Key == product);
        return sold is null ? double.NegativeInfinity : _segment.Needs.GetValueOrDefault(product) - (_segment.PriceSensitivity * sold.Burden);
    }

    private void Count(IReadOnlyList<string> acts, string? product)
    {
        for (var i = 0; i < _counted.Length; i++)
        {
            var effect = _model.Effects[i];
            // What holds before a word is said counts at the start alone.
            if (_counted[i] || (effect.Acts is null) != (acts.Count == 0) || !effect.Applies(acts, product, _last, _said, _segment.Key, Facts))
                continue;
            _counted[i] = true;
            _leaning += effect.Leaning;
            _patience += effect.Patience;
        }
    }

    private string Answer(IReadOnlyList<string> acts, string? product)
    {
        var reaction = _model.Reactions.First(r => r.Applies(acts, product, _last, _said, _segment.Key, Facts));
        return WrittenCustomerModel.Draw(reaction.Answers, a => a.Value, _random).Key;
    }

    private CustomerResponse Buy()
    {
        var product = _model.Products.First(p => p.Key == _product);
        _outcome = new(Converted: true, Math.Round(product.Value * (0.8 + (0.4 * _random.NextDouble())), 2));
        return new(true, [_model.Agrees], Mood(1), Ended: true);
    }

    private double Mood(double change) => Math.Round(Math.Clamp(0.1 + (0.5 * change) + (MoodSpread * _random.NextGaussian()), -1, 1), 3);
}

/// <summary>Reads the conditions of effects and reactions.</summary>
internal static class WrittenCases
{
    extension(WrittenCase written)
    {
        /// <summary>It asks for nothing at all.</summary>
        public bool IsAlways => written is { Acts: null, Product: null, Segments: null, After: null, Said: null, Unsaid: null, When: null };

        public bool Applies(
            IReadOnlyList<string> acts, string? product, string last, HashSet<string> said, string segment, IReadOnlyDictionary<string, FactValue> facts) =>
            (written.Acts is null || acts.Any(a => written.Acts.Contains(a, StringComparer.Ordinal)))
            && (written.Product is null || written.Product == product)
            && (written.After is null || written.After.Contains(last, StringComparer.Ordinal))
            && (written.Said is null || written.Said.Any(said.Contains))
            && (written.Unsaid is null || !written.Unsaid.Any(said.Contains))
            && written.Concerns(segment, facts);

        /// <summary>The customer is of the kind it speaks of, whatever was said.</summary>
        public bool Concerns(string segment, IReadOnlyDictionary<string, FactValue> facts) =>
            (written.Segments is null || written.Segments.Contains(segment, StringComparer.Ordinal))
            && (written.When is null || written.When.All(c => Holds(c, facts)));
    }

    private static bool Holds(ScriptFact condition, IReadOnlyDictionary<string, FactValue> facts) =>
        facts.TryGetValue(condition.Fact, out var value) && value.IsKnown
        && (condition.Word is null ? value.Number != 0 : value.Word == condition.Word) == condition.Is;
}
