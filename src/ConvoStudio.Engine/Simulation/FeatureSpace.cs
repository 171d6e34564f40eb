using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Simulation;

/// <summary>What a feature of the customer model speaks of; the numbers are stored.</summary>
internal enum FeatureKind
{
    Bias = 0,
    Start = 1,
    Silence = 2,
    TurnBucket = 3,
    TurnCount = 4,
    AgentNow = 5,
    CustomerBefore = 6,
    AgentEver = 7,
    CustomerEver = 8,
    CustomerNow = 9,
    AgentCount = 10,
    CustomerCount = 11,
    AgentEarly = 12,
    FactWord = 13,
    FactNumber = 14,
    FactFlag = 15,
}

/// <summary>Numbers features as they are first met; closed once a model is fitted, after which unknown features are left out.</summary>
internal sealed class FeatureSpace
{
    private readonly Dictionary<(FeatureKind Kind, string Key), int> _numbers = [];
    private bool _open = true;

    public FeatureSpace() => _numbers.Add((FeatureKind.Bias, ""), 0);

    public FeatureSpace(IReadOnlyList<FeatureName> names)
    {
        foreach (var name in names)
            _numbers.Add((name.Kind, name.Key), _numbers.Count);
        _open = false;
    }

    public int Count => _numbers.Count;

    public IReadOnlyList<FeatureName> Names => [.. _numbers.OrderBy(n => n.Value).Select(n => new FeatureName(n.Key.Kind, n.Key.Key))];

    public void Close() => _open = false;

    /// <summary>A row with nothing but the constant, feature 0.</summary>
    public static SparseRow NewRow()
    {
        var row = new SparseRow();
        row.Add(0, 1);
        return row;
    }

    public void Put(SparseRow row, FeatureKind kind, string key, double value)
    {
        if (!_numbers.TryGetValue((kind, key), out var number))
        {
            if (!_open)
                return;
            _numbers.Add((kind, key), number = _numbers.Count);
        }
        row.Add(number, value);
    }
}

/// <summary>A stored feature name.</summary>
internal sealed record FeatureName(FeatureKind Kind, string Key);
