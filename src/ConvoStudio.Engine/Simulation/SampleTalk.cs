using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Simulation;

/// <summary>One generated talk: an agent of average discipline and a customer who reacts to what was said.</summary>
internal sealed class SampleTalk
{
    private const int MostAgentTurns = 9;
    private static readonly string[] Segments = ["family", "professional", "retired", "student"];

    private readonly Random _random;
    private readonly List<SampleTurn> _turns = [];
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private readonly string _segment;
    private readonly double _spend;
    private readonly bool _travels;
    private readonly string _age;
    private double _leaning;
    private string? _objection;

    private SampleTalk(Random random)
    {
        _random = random;
        _segment = Segments[random.Next(Segments.Length)];
        _travels = Chance(_segment == "professional" ? 0.6 : 0.3);
        // Log-normal: half spend less than about 640 a month.
        _spend = Math.Round(Math.Exp(6.3 + (_segment == "professional" ? 0.5 : 0) + (0.7 * _random.NextGaussian())), 2);
        _age = _segment switch
        {
            "student" => "18-29",
            "retired" => Chance(0.7) ? "65+" : "50-64",
            _ => Chance(0.6) ? "30-49" : "50-64",
        };
        _leaning = -1.0 + (0.4 * Math.Clamp((Math.Log(_spend) - 6.4) / 0.7, -2, 2)) + (_segment == "student" ? -0.3 : 0);
    }

    public static SampleConversation Play(Random random, string id)
    {
        var talk = new SampleTalk(random);
        if (talk.Chance(0.3))
            talk.Customer(0.1, "greet");
        var turns = 0;
        while (turns++ < MostAgentTurns && talk.Turn())
        {
        }
        return talk.Close(id);
    }

    private bool Turn()
    {
        var acts = AgentMove();
        var early = _turns.Count(t => t.Speaker == Speaker.Agent) < 2;
        _turns.Add(new(Speaker.Agent, acts));
        var before = _leaning;
        foreach (var act in acts)
        {
            _leaning += Effect(act, early);
            _said.Add(act);
        }
        if (Chance(0.04))
            return Chance(0.5);
        React(acts[^1], _leaning - before);
        return !(_said.Contains("recommend-card") && _objection is null && Chance(0.55)) && !(_leaning < -2 && Chance(0.4));
    }

    private string[] AgentMove()
    {
        if (_objection is not null && Chance(0.7))
            return _objection == "object-price" && Chance(0.4) ? ["offer-waiver"] : ["handle-objection"];
        if (_turns.Count < 2 && Chance(0.6))
            return Chance(0.5) ? ["greet"] : ["greet", "ask-need"];
        return _random.Next(10) switch
        {
            0 or 1 => ["ask-need"],
            2 => ["ask-budget"],
            3 or 4 => ["explain-benefit"],
            5 => ["disclose-cost"],
            6 => ["disclose-cost", "recommend-card"],
            _ => ["recommend-card"],
        };
    }

    private double Effect(string act, bool early) => act switch
    {
        "recommend-card" when _objection is not null => -0.8,
        "recommend-card" when early && !_said.Contains("ask-need") => -1.2,
        "recommend-card" => (_said.Contains("disclose-cost") ? 1.2 : 0.1) + (_said.Contains("ask-need") ? 0.6 : 0),
        "disclose-cost" when !_said.Contains("disclose-cost") => _said.Contains("recommend-card") ? -0.2 : 0.4,
        "ask-need" when !_said.Contains("ask-need") => 0.5,
        "ask-budget" when !_said.Contains("ask-budget") => 0.1,
        "explain-benefit" when !_said.Contains("explain-benefit") => _travels ? 0.9 : 0.2,
        "handle-objection" when _objection is not null => 0.6,
        "offer-waiver" when _objection == "object-price" => 1.0,
        "greet" when !_said.Contains("greet") => 0.1,
        _ => -0.25,
    };

    private void React(string act, double change)
    {
        _objection = null;
        switch (act)
        {
            case "greet": Customer(change, Chance(0.6) ? "greet" : "state-need"); break;
            case "ask-need": Customer(change, Chance(0.8) ? "state-need" : "hesitate"); break;
            case "ask-budget": Customer(change, Chance(0.7) ? "state-budget" : "hesitate"); break;
            case "disclose-cost": Customer(change, Object(0.35, "object-price") ?? "agree"); break;
            case "explain-benefit": Customer(change, Chance(0.5) ? "agree" : Chance(0.5) ? "ask-cost" : "ask-benefit"); break;
            case "recommend-card":
                Customer(change, Object(_said.Contains("disclose-cost") ? 0.1 : 0.35, "object-price") ?? Object(0.25, "object-need")
                    ?? (Chance(_said.Contains("disclose-cost") ? 0.1 : 0.4) ? "ask-cost" : "agree"));
                break;
            default: Customer(change, Object(0.2, "object-need") ?? (Chance(0.7) ? "agree" : "hesitate")); break;
        }
    }

    private string? Object(double chance, string objection)
    {
        if (!Chance(Math.Clamp(chance - (0.08 * _leaning), 0.02, 0.9)))
            return null;
        return _objection = objection;
    }

    private SampleConversation Close(string id)
    {
        var leaning = _leaning + (_objection is null ? 0 : -0.8) + (_said.Contains("recommend-card") ? 0 : -1.5);
        var converted = Chance(1 / (1 + Math.Exp(-leaning)));
        if (converted || Chance(0.8))
            Customer(converted ? 0.5 : -0.5, converted ? "apply" : "decline");
        var facts = new SortedDictionary<string, FactValue>(StringComparer.Ordinal)
        {
            ["segment"] = FactValue.Of(_segment),
            ["travels"] = FactValue.Of(_travels),
            ["age_band"] = FactValue.Of(_age),
        };
        if (Chance(0.9))
            facts["monthly_spend"] = FactValue.Of(_spend);
        return new(facts, _turns, converted, converted ? Math.Round(_spend * 0.015 * (0.8 + (0.4 * _random.NextDouble())), 2) : 0, id);
    }

    private void Customer(double mood, string act) =>
        _turns.Add(new(Speaker.Customer, [act], Math.Round(Math.Clamp((0.5 * mood) + (0.25 * _random.NextGaussian()), -1, 1), 3)));

    private bool Chance(double probability) => _random.NextDouble() < probability;
}
