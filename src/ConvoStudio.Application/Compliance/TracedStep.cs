using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Compliance;

/// <summary>A log entry that rules look at: opened, turn, consent, cleared, or a decision that nobody has carried out yet.</summary>
/// <param name="Sequence">Its place in the log.</param>
/// <param name="AtTicks">Event time, UTC ticks.</param>
/// <param name="Payload">As the log has it; null for a decision that waits to be carried out.</param>
/// <param name="Drawn">Number of the action that the turn follows or the decision drew, or null.</param>
internal sealed record TracedStep(long Sequence, long AtTicks, object? Payload, int? Drawn = null)
{
    /// <summary>The events of it, in their order.</summary>
    /// <param name="earlier">It belongs to another conversation of the customer.</param>
    public IEnumerable<TraceEvent> Events(PlaybookMoves moves, string channel, bool earlier)
    {
        switch (Payload)
        {
            case OpenedPayload opened:
                if (opened.Facts is { Count: > 0 } facts && !earlier)
                    yield return new TraceEvent(TraceEventKind.Facts, AtTicks, Sequence) { Facts = facts };
                foreach (var consent in Consents(opened.Consents, earlier))
                    yield return consent;
                break;
            case ConsentsPayload consents:
                foreach (var consent in Consents(consents.Consents, earlier))
                    yield return consent;
                break;
            case ClearedPayload when !earlier:
                yield return new TraceEvent(TraceEventKind.Cleared, AtTicks, Sequence);
                break;
            case TurnPayload turn:
                yield return Turn(turn, moves, channel, earlier);
                break;
            case null when Drawn is { } drawn:
                yield return new TraceEvent(TraceEventKind.Agent, AtTicks, Sequence) { Move = moves.Of(drawn), Channel = channel, Earlier = earlier };
                break;
        }
    }

    private TraceEvent Turn(TurnPayload turn, PlaybookMoves moves, string channel, bool earlier)
    {
        var acts = Unlabelled.Read(turn.Acts);
        return turn.Speaker == Speaker.Agent
            ? new TraceEvent(TraceEventKind.Agent, AtTicks, Sequence) { Move = moves.Said(Drawn, turn.Executed, acts, turn.Product), Facts = turn.Facts, Channel = channel, Earlier = earlier }
            : new TraceEvent(TraceEventKind.Customer, AtTicks, Sequence) { Move = new RuleMove([.. acts]) { Product = turn.Product }, Facts = turn.Facts, Channel = channel, Earlier = earlier };
    }

    private IEnumerable<TraceEvent> Consents(IReadOnlyList<ConsentPayload>? consents, bool earlier)
    {
        var part = 0;
        foreach (var consent in consents ?? [])
            yield return new TraceEvent(TraceEventKind.Consent, AtTicks, Sequence) { Part = ++part, Purpose = consent.Purpose, Channel = consent.Channel, Granted = consent.Granted, Earlier = earlier };
    }
}
