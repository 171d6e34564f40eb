using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>What an event of a trace tells.</summary>
public enum TraceEventKind
{
    /// <summary>The agent said a move.</summary>
    Agent = 0,

    /// <summary>The customer said something.</summary>
    Customer = 1,

    /// <summary>Facts became known outside a turn.</summary>
    Facts = 2,

    /// <summary>The customer gave or revoked consent.</summary>
    Consent = 3,

    /// <summary>Somebody cleared the conversation after a hand-over.</summary>
    Cleared = 4,
}

/// <summary>One event of the customer's history or of the conversation. Facts of a turn are known before its acts count.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="AtTicks">Event time, UTC ticks; orders the trace.</param>
/// <param name="Sequence">Log sequence number; breaks ties of event time.</param>
public sealed record TraceEvent(TraceEventKind Kind, long AtTicks, long Sequence)
{
    /// <summary>Place among the events of one log entry; breaks ties of the sequence.</summary>
    public int Part { get; init; }

    /// <summary>The acts of a turn; null for other events.</summary>
    public RuleMove? Move { get; init; }

    /// <summary>Facts learnt, unknown or withheld, or null.</summary>
    public IReadOnlyDictionary<string, FactValue>? Facts { get; init; }

    /// <summary>Channel of a turn; of a consent the channel it is for, null for all.</summary>
    public string? Channel { get; init; }

    /// <summary>It belongs to an earlier conversation of the customer: only rules that look across conversations count it.</summary>
    public bool Earlier { get; init; }

    /// <summary>Purpose of a consent.</summary>
    public string? Purpose { get; init; }

    /// <summary>Consent was given; false for revoked.</summary>
    public bool Granted { get; init; }
}
