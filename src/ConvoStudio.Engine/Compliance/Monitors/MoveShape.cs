using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>A move in numbers.</summary>
internal sealed class MoveShape
{
    public static MoveShape Nothing { get; } = new();

    private MoveShape()
    {
    }

    public MoveShape(RuleMove move, RuleNames names)
    {
        Acts = [.. move.Acts.Select(names.Act)];
        Product = names.Product(move.Product);
        Stage = names.Stage(move.Stage);
        Tags = [.. move.Tags.Select(names.Tag)];
        Numbers = [.. names.Vocabulary.Numbers.Select(n => move.Numbers is not null && move.Numbers.TryGetValue(n, out var number) ? number : double.NaN)];
        Ending = [.. move.Acts.Select(a => names.Vocabulary.EndingActs.Contains(a))];
        HandsOver = move.Acts.Any(a => names.Vocabulary.HandOverActs.Contains(a));
        Stops = move.Acts.Any(a => names.Vocabulary.StopActs.Contains(a));
    }

    public int[] Acts { get; } = [];

    public int Product { get; }

    public int Stage { get; } = -1;

    public int[] Tags { get; } = [];

    /// <summary>By the vocabulary's numbers; NaN when it does not carry the number.</summary>
    public double[] Numbers { get; } = [];

    /// <summary>Which acts end the conversation.</summary>
    public bool[] Ending { get; } = [];

    public bool HandsOver { get; }

    public bool Stops { get; }

    /// <summary>The first act of the table, or -1.</summary>
    public int FirstOf(bool[] table)
    {
        for (var i = 0; i < Acts.Length; i++)
            if (Acts[i] >= 0 && table[Acts[i]])
                return i;
        return -1;
    }

    public bool Has(bool[] table) => FirstOf(table) >= 0;
}

/// <summary>An event in numbers.</summary>
internal sealed class EventShape(TraceEvent e, RuleNames names)
{
    public TraceEventKind Kind { get; } = e.Kind;

    public long AtTicks { get; } = e.AtTicks;

    public bool Earlier { get; } = e.Earlier;

    public MoveShape Move { get; } = e.Move is null ? MoveShape.Nothing : new(e.Move, names);

    public int Channel { get; } = names.Channel(e.Channel);

    /// <summary>A consent for every channel.</summary>
    public bool AllChannels { get; } = e.Channel is null;

    public int Purpose { get; } = names.Purpose(e.Purpose);

    public bool Granted { get; } = e.Granted;

    public (int Fact, FactValue Value)[] Facts { get; } = e.Facts is null || e.Earlier ? [] : [.. e.Facts.Select(f => (names.Fact(f.Key), f.Value)).Where(f => f.Item1 >= 0)];

    public bool IsTurnOf(Speaker speaker) => !Earlier && Kind == (speaker == Speaker.Agent ? TraceEventKind.Agent : TraceEventKind.Customer);
}
