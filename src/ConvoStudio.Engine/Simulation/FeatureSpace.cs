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

/// <summary>Features of one row that are not 0; feature 0 is the constant.</summary>
internal sealed class SparseRow
{
    private readonly List<int> _numbers = [0];
    private readonly List<double> _values = [1];

    public int Count => _numbers.Count;

    public int Number(int place) => _numbers[place];

    public double Value(int place) => _values[place];

    public void Add(int number, double value)
    {
        _numbers.Add(number);
        _values.Add(value);
    }
}
