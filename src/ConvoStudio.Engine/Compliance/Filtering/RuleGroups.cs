using ConvoStudio.Engine.Compliance.Monitors;

namespace ConvoStudio.Engine.Compliance.Filtering;

/// <summary>One rule and the actions it can tell apart: actions with equal views are judged once.</summary>
internal sealed class RuleGroups
{
    public RuleGroups(int rule, RuleMonitor monitor, IReadOnlyList<MoveShape> moves, int words)
    {
        Rule = rule;
        Monitor = monitor;
        var groups = moves.Select((move, place) => (View: monitor.View(move), place)).Where(v => v.View is not null).GroupBy(v => v.View!.Value).ToList();
        Views = [.. groups.Select(g => g.Key)];
        Masks = [.. groups.Select(g => Mask(g.Select(v => v.place), words))];
    }

    public int Rule { get; }

    public RuleMonitor Monitor { get; }

    public MoveView[] Views { get; }

    public ulong[][] Masks { get; }

    private static ulong[] Mask(IEnumerable<int> places, int words)
    {
        var mask = new ulong[words];
        foreach (var place in places)
            mask[place >> 6] |= 1UL << (place & 63);
        return mask;
    }
}
