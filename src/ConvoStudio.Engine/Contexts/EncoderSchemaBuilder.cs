namespace ConvoStudio.Engine.Contexts;

/// <summary>Makes the layout of a playbook's encoded context. It only appends: a slot keeps its number for good.</summary>
public static class EncoderSchemaBuilder
{
    // ln(1 + agent turns) of a talk of one to ten agent turns lies around 1.2.
    private const double AgentTurnsMiddle = 1.2;

    /// <summary>The previous layout with the slots that are missing at its end.</summary>
    /// <param name="previous">Layout in force, or null for a new playbook.</param>
    /// <param name="facts">Declared facts. Only those of usage <see cref="FactUsages.Policy"/> get slots; archived ones keep what they have.</param>
    /// <param name="customerActs">Acts of the customer in their fixed order.</param>
    /// <param name="agentActs">Acts of the agent in their fixed order.</param>
    /// <param name="numberRanges">Ranges by number fact; <see cref="NumberRange.Unseen"/> where missing. A slot in force keeps its range.</param>
    /// <param name="outcomeActs">Acts that state the outcome; they get no slots.</param>
    /// <remarks>Slots of a fact that lost the usage policy, or of an act that now states the outcome, are retired: they keep their number and read 0.</remarks>
    public static EncoderSchema Build(
        EncoderSchema? previous, IReadOnlyList<FactDefinition> facts, IReadOnlyList<string> customerActs, IReadOnlyList<string> agentActs,
        IReadOnlyDictionary<string, NumberRange>? numberRanges = null, IReadOnlySet<string>? outcomeActs = null)
    {
        var forbidden = facts.Where(f => !f.Usages.HasFlag(FactUsages.Policy)).Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        var layout = new Layout(previous, forbidden, outcomeActs);
        layout.Add(new(SlotSource.Bias));
        layout.Add(new(SlotSource.CustomerSilent));
        layout.Add(new(SlotSource.AgentTurns, Shift: AgentTurnsMiddle, Scale: 1 / AgentTurnsMiddle));
        layout.Add(new(SlotSource.Sentiment));
        foreach (var fact in facts.Where(f => !f.Archived && f.Usages.HasFlag(FactUsages.Policy)))
            AddFact(layout, fact, numberRanges);
        AddActs(layout, customerActs, SlotSource.LastCustomerAct, SlotSource.CustomerActCount, outcomeActs);
        AddActs(layout, agentActs, SlotSource.LastAgentAct, SlotSource.AgentActCount, outcomeActs);
        return new EncoderSchema(layout.Slots);
    }

    private static void AddFact(Layout layout, FactDefinition fact, IReadOnlyDictionary<string, NumberRange>? ranges)
    {
        layout.Add(new(SlotSource.FactKnown, fact.Key));
        switch (fact.Type)
        {
            case FactType.Number:
                // A change from one scale to the other would count the number twice.
                if (layout.Holds(SlotSource.FactNumber, fact.Key) || layout.Holds(SlotSource.FactLogNumber, fact.Key))
                    break;
                var range = ranges is not null && ranges.TryGetValue(fact.Key, out var known) ? known : NumberRange.Unseen;
                layout.Add(new(range.Logarithmic ? SlotSource.FactLogNumber : SlotSource.FactNumber, fact.Key, "", range.Shift, range.Scale));
                break;
            case FactType.Category:
                foreach (var word in fact.Words)
                    layout.Add(new(SlotSource.FactWord, fact.Key, word));
                break;
            case FactType.Flag:
                layout.Add(new(SlotSource.FactFlag, fact.Key));
                break;
            default:
                throw new ArgumentException($"Fact {fact.Key} has the unknown type {fact.Type}.", nameof(fact));
        }
    }

    private static void AddActs(Layout layout, IReadOnlyList<string> acts, SlotSource last, SlotSource count, IReadOnlySet<string>? outcomeActs)
    {
        foreach (var act in acts)
        {
            if (outcomeActs is not null && outcomeActs.Contains(act))
                continue;
            layout.Add(new(last, act));
            layout.Add(new(count, act));
        }
    }

    private sealed class Layout
    {
        private readonly HashSet<(SlotSource, string, string)> _held = [];

        public Layout(EncoderSchema? previous, HashSet<string> forbiddenFacts, IReadOnlySet<string>? outcomeActs)
        {
            foreach (var slot in previous?.Slots ?? [])
            {
                var retire = IsFact(slot.Source) ? forbiddenFacts.Contains(slot.Key) : IsAct(slot.Source) && outcomeActs?.Contains(slot.Key) == true;
                var kept = retire ? new EncoderSlot(SlotSource.Retired) : slot;
                Slots.Add(kept);
                if (kept.Source != SlotSource.Retired)
                    _held.Add((kept.Source, kept.Key, kept.Word));
            }
        }

        public List<EncoderSlot> Slots { get; } = [];

        public bool Holds(SlotSource source, string key) => _held.Contains((source, key, ""));

        public void Add(EncoderSlot slot)
        {
            if (_held.Add((slot.Source, slot.Key, slot.Word)))
                Slots.Add(slot);
        }

        private static bool IsFact(SlotSource source) => source is >= SlotSource.FactKnown and <= SlotSource.FactFlag;

        private static bool IsAct(SlotSource source) => source is >= SlotSource.LastCustomerAct and <= SlotSource.AgentActCount;
    }
}
