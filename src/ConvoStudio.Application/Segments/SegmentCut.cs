using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Segments;

/// <summary>A dimension cut into segments. It looks at what was known at the assignment and never at what came out, so cutting cannot favour an arm.</summary>
public sealed class SegmentCut
{
    /// <summary>Words beyond the most frequent ones are one segment.</summary>
    public const int MostWords = 24;

    private readonly SegmentDimension _by;
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly double[] _bounds = [];
    private readonly Segment[] _segments;
    private readonly int _others;
    private readonly int _withheld;
    private readonly int _unknown;

    /// <param name="units">All of them, pending ones too: bounds hang on who came, not on who is finished.</param>
    public SegmentCut(ExperimentUnits units, SegmentDimension by)
    {
        _by = by;
        List<Segment> segments = [];
        if (by.Type == FactType.Number)
        {
            _bounds = QuartileBounds.Of(units.All.Select(Value).Where(value => value.Kind == FactValueKind.Number).Select(value => value.Number));
            for (var i = 0; i <= _bounds.Length; i++)
                segments.Add(new(SegmentKind.Range, null, i == 0 ? double.NegativeInfinity : _bounds[i - 1], i == _bounds.Length ? double.PositiveInfinity : _bounds[i], i));
        }
        else
        {
            foreach (var word in Words(units))
            {
                _words.Add(word, segments.Count);
                segments.Add(new(SegmentKind.Value, word));
            }
        }

        (_others, _withheld, _unknown) = (segments.Count, segments.Count + 1, segments.Count + 2);
        _segments = [.. segments, new(SegmentKind.Others), new(SegmentKind.Withheld), new(SegmentKind.Unknown)];
    }

    public SegmentDimension By => _by;

    /// <summary>Every segment; some may be empty.</summary>
    public IReadOnlyList<Segment> Segments => _segments;

    /// <summary>Place of a unit's segment in <see cref="Segments"/>.</summary>
    public int Of(AssignedUnit unit)
    {
        var value = Value(unit);
        return value.Kind switch
        {
            FactValueKind.Withheld => _withheld,
            FactValueKind.Unknown => _unknown,
            FactValueKind.Number when _by.Type == FactType.Number => RangeOf(value.Number),
            _ => _words.GetValueOrDefault(Word(value), _others),
        };
    }

    private int RangeOf(double number)
    {
        var place = 0;
        while (place < _bounds.Length && number > _bounds[place])
            place++;
        return place;
    }

    // Declared words in their order, then those nobody declared; where there are too many, the most frequent.
    private List<string> Words(ExperimentUnits units)
    {
        var met = units.All.Select(Value).Where(value => value.IsKnown).GroupBy(Word).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        string[] declared = _by.Type == FactType.Flag ? ["true", "false"] : _by.Fact < 0 ? [] : [.. units.Facts[_by.Fact].Words];
        var kept = met.OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal).Take(MostWords).Select(word => word.Key).ToHashSet(StringComparer.Ordinal);
        return [.. declared.Where(kept.Contains), .. kept.Except(declared, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private FactValue Value(AssignedUnit unit) => _by.Fact < 0 ? FactValue.Of(unit.Channel) : unit.Fact(_by.Fact);

    private static string Word(FactValue value) => value.Kind == FactValueKind.Flag ? value.Number != 0 ? "true" : "false" : value.Word ?? "";
}
