using System.Globalization;
using ConvoStudio.Engine.Compliance.Monitors;

namespace ConvoStudio.Engine.Compliance.Examples;

/// <summary>Chooses three of the examples found: those that came about in different ways before others, the shorter before the longer.</summary>
internal sealed class ExampleChoice
{
    private const int Most = 3;
    private const int MostKept = 60;

    private readonly HashSet<object> _states = [];
    private readonly HashSet<string> _shapes = new(StringComparer.Ordinal);
    private readonly List<RuleExample> _different = [];
    private readonly List<RuleExample> _others = [];

    public bool Full => _different.Count == Most;

    public void Offer(RuleExample example, object state)
    {
        // Two examples that differ in the names of products alone show the same.
        if (Full || _others.Count > MostKept || !_shapes.Add(Shape(example)))
            return;
        (_states.Add(state) ? _different : _others).Add(example);
    }

    public IReadOnlyList<RuleExample> Chosen() => [.. _different.Concat(_others).Take(Most).OrderBy(e => e.Steps.Count)];

    private static string Shape(RuleExample example)
    {
        var products = new List<string?>();
        return string.Join('|', example.Steps.Select(s => s.Event is { Move: { } move } e
            ? $"{e.Kind}:{string.Join(',', move.Acts)}:{Number(products, move)}:{string.Join(',', move.Numbers?.Select(n => n.Value.ToString("R", CultureInfo.InvariantCulture)) ?? [])}"
            : $"{s.Kind}:{s.Time}:{s.Clock:O}:{s.Event?.Kind}:{s.Event?.Granted}:{string.Join(',', s.Event?.Facts?.Select(f => f.ToString()) ?? [])}"));
    }

    private static int Number(List<string?> products, RuleMove move)
    {
        if (move.Product is null)
            return -1;
        if (!products.Contains(move.Product, StringComparer.Ordinal))
            products.Add(move.Product);
        return products.IndexOf(move.Product);
    }
}
