using System.Globalization;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Simulation;

/// <summary>What has happened in a talk, and the rows of features the parts of the customer model read. The same code serves fitting and simulating.</summary>
internal sealed class TalkFeatures
{
    private const int EarlyTurns = 2;
    private const int CountLimit = 3;

    // Half the size is four times the ridge: facts move a customer only lightly.
    private const double FactWeight = 0.5;

    private readonly SortedDictionary<string, int> _agent = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _customer = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _early = new(StringComparer.Ordinal);
    private IReadOnlyList<string> _agentNow = [];
    private IReadOnlyList<string> _customerBefore = [];
    private bool _silentBefore;

    public int AgentTurns { get; private set; }

    /// <summary>The agent speaks.</summary>
    public void Agent(IReadOnlyList<string> acts)
    {
        _agentNow = acts;
        AgentTurns++;
        foreach (var act in acts)
        {
            _agent[act] = _agent.GetValueOrDefault(act) + 1;
            if (AgentTurns <= EarlyTurns)
                _early.Add(act);
        }
    }

    /// <summary>The customer speaks, or stays silent.</summary>
    public void Customer(IReadOnlyList<string> acts, bool answered)
    {
        _silentBefore = !answered;
        if (!answered)
            return;
        _customerBefore = acts;
        foreach (var act in acts)
            _customer[act] = _customer.GetValueOrDefault(act) + 1;
    }

    /// <summary>Row for what the customer does after the agent's turn; call it before <see cref="Customer"/>.</summary>
    public SparseRow Response(FeatureSpace space)
    {
        var row = Common(space);
        if (AgentTurns == 0)
            space.Put(row, FeatureKind.Start, "", 1);
        if (_silentBefore)
            space.Put(row, FeatureKind.Silence, "", 1);
        return row;
    }

    /// <summary>Row for whether the talk ends, and for the mood, after the customer's response; call it before <see cref="Customer"/>.</summary>
    public SparseRow AfterResponse(FeatureSpace space, IReadOnlyList<string> acts, bool answered)
    {
        var row = Common(space);
        if (!answered)
            space.Put(row, FeatureKind.Silence, "", 1);
        foreach (var act in acts)
            space.Put(row, FeatureKind.CustomerNow, act, 1);
        return row;
    }

    /// <summary>Row for the outcome of the whole talk.</summary>
    public SparseRow Outcome(FeatureSpace space, IReadOnlyDictionary<string, FactValue> facts, IReadOnlyDictionary<string, NumberRange> ranges)
    {
        var row = FeatureSpace.NewRow();
        space.Put(row, FeatureKind.TurnCount, "", Math.Log(1.0 + AgentTurns));
        Ever(space, row);
        foreach (var (act, count) in _agent)
            space.Put(row, FeatureKind.AgentCount, act, Math.Log(Math.Min(count, CountLimit)));
        foreach (var (act, count) in _customer)
            space.Put(row, FeatureKind.CustomerCount, act, Math.Log(Math.Min(count, CountLimit)));
        foreach (var act in _early)
            space.Put(row, FeatureKind.AgentEarly, act, 1);
        foreach (var act in _agentNow)
            space.Put(row, FeatureKind.AgentNow, act, 1);
        foreach (var act in _customerBefore)
            space.Put(row, FeatureKind.CustomerBefore, act, 1);
        foreach (var (key, value) in facts.OrderBy(f => f.Key, StringComparer.Ordinal))
            Fact(space, row, key, value, ranges);
        return row;
    }

    private static void Fact(FeatureSpace space, SparseRow row, string key, FactValue value, IReadOnlyDictionary<string, NumberRange> ranges)
    {
        if (value.Kind == FactValueKind.Word)
            space.Put(row, FeatureKind.FactWord, $"{key}={value.Word}", FactWeight);
        else if (value.Kind == FactValueKind.Flag)
            space.Put(row, FeatureKind.FactFlag, key, value.Number * FactWeight);
        else if (value.Kind == FactValueKind.Number && ranges.TryGetValue(key, out var range))
        {
            var raw = range.Logarithmic ? NumberRange.SignedLog(value.Number) : value.Number;
            space.Put(row, FeatureKind.FactNumber, key, Math.Clamp((raw - range.Shift) * range.Scale, -2, 2) * FactWeight);
        }
    }

    private SparseRow Common(FeatureSpace space)
    {
        var row = FeatureSpace.NewRow();
        space.Put(row, FeatureKind.TurnBucket, Bucket(AgentTurns), 1);
        space.Put(row, FeatureKind.TurnCount, "", Math.Log(1.0 + AgentTurns));
        foreach (var act in _agentNow)
            space.Put(row, FeatureKind.AgentNow, act, 1);
        foreach (var act in _customerBefore)
            space.Put(row, FeatureKind.CustomerBefore, act, 1);
        Ever(space, row);
        return row;
    }

    private void Ever(FeatureSpace space, SparseRow row)
    {
        foreach (var act in _agent.Keys)
            space.Put(row, FeatureKind.AgentEver, act, 1);
        foreach (var act in _customer.Keys)
            space.Put(row, FeatureKind.CustomerEver, act, 1);
    }

    private static string Bucket(int turns) => turns switch
    {
        < 4 => turns.ToString(CultureInfo.InvariantCulture),
        < 6 => "4-5",
        < 9 => "6-8",
        _ => "9+",
    };
}
