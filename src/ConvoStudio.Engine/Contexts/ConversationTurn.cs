namespace ConvoStudio.Engine.Contexts;

/// <summary>One turn as the engine sees it: who, which acts, in which order. Free text never reaches the engine.</summary>
/// <param name="Turn">0-based number in order of arrival.</param>
/// <param name="Speaker">Who said it.</param>
/// <param name="Acts">Acts in the order in which they occurred; empty for an unlabelled turn.</param>
/// <param name="OccurredAtTicks">Event time, UTC ticks; orders the conversation.</param>
/// <param name="Sequence">Log sequence number; breaks ties of event time.</param>
/// <param name="Product">Product key, or null.</param>
/// <param name="Sentiment">Mood in [-1, 1], or null when not known.</param>
/// <param name="Facts">Policy facts learnt in this turn (others never enter the log), or null.</param>
public sealed record ConversationTurn(
    int Turn, Speaker Speaker, IReadOnlyList<string> Acts, long OccurredAtTicks, long Sequence,
    string? Product = null, double? Sentiment = null, IReadOnlyDictionary<string, FactValue>? Facts = null);
