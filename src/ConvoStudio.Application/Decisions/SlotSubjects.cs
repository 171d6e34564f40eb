using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Decisions;

/// <summary>Gathers the parts of slots under what they are about: all slots of a fact are one reason.</summary>
internal sealed class SlotSubjects
{
    private readonly (ReasonSubject Subject, string Key)[] _subjects;
    private readonly ConversationState _state;

    /// <param name="readableFacts">Facts that may be named; the parts of others are gathered as <see cref="ReasonSubject.Other"/>.</param>
    public SlotSubjects(EncoderSchema encoder, ConversationState state, HashSet<string> readableFacts)
    {
        _state = state;
        _subjects = [.. encoder.Slots.Select(slot => Subject(slot, readableFacts))];
    }

    /// <summary>Reasons of a score, by size, largest first; those that add nothing are left out.</summary>
    public IReadOnlyList<Reason> Reasons(IReadOnlyList<double> parts)
    {
        var sums = new Dictionary<(ReasonSubject, string), double>();
        for (var slot = 0; slot < parts.Count; slot++)
        {
            if (parts[slot] != 0)
                sums[_subjects[slot]] = sums.GetValueOrDefault(_subjects[slot]) + parts[slot];
        }

        return [.. sums.Select(s => ReasonOf(s.Key.Item1, s.Key.Item2, s.Value)).OrderByDescending(r => Math.Abs(r.Part)).ThenBy(r => r.Subject).ThenBy(r => r.Key, StringComparer.Ordinal)];
    }

    private Reason ReasonOf(ReasonSubject subject, string key, double part)
    {
        var value = subject == ReasonSubject.Fact ? _state.Facts.GetValueOrDefault(key) : FactValue.Unknown;
        IReadOnlyList<string> acts = subject switch
        {
            ReasonSubject.LastCustomerActs => _state.LastCustomerActs,
            ReasonSubject.LastAgentActs => _state.LastAgentActs,
            _ => [],
        };
        double? number = subject switch
        {
            ReasonSubject.CustomerActCount => _state.CustomerActs.GetValueOrDefault(key),
            ReasonSubject.AgentActCount => _state.AgentActs.GetValueOrDefault(key),
            ReasonSubject.AgentTurns => _state.AgentTurnCount,
            ReasonSubject.Mood => _state.SentimentCount == 0 ? null : _state.SentimentSum / _state.SentimentCount,
            ReasonSubject.CustomerSilent => _state.CustomerTurnCount,
            _ => null,
        };
        return new Reason(subject, key, value, acts, number, part);
    }

    private static (ReasonSubject, string) Subject(EncoderSlot slot, HashSet<string> readableFacts) => slot.Source switch
    {
        SlotSource.Bias or SlotSource.Retired => (ReasonSubject.Other, ""),
        >= SlotSource.FactKnown and <= SlotSource.FactFlag => readableFacts.Contains(slot.Key) ? (ReasonSubject.Fact, slot.Key) : (ReasonSubject.Other, ""),
        SlotSource.LastCustomerAct => (ReasonSubject.LastCustomerActs, ""),
        SlotSource.LastAgentAct => (ReasonSubject.LastAgentActs, ""),
        SlotSource.CustomerActCount => (ReasonSubject.CustomerActCount, slot.Key),
        SlotSource.AgentActCount => (ReasonSubject.AgentActCount, slot.Key),
        SlotSource.AgentTurns => (ReasonSubject.AgentTurns, ""),
        SlotSource.Sentiment => (ReasonSubject.Mood, ""),
        SlotSource.CustomerSilent => (ReasonSubject.CustomerSilent, ""),
        _ => (ReasonSubject.Other, ""),
    };
}
