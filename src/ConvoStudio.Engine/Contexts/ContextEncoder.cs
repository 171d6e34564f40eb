namespace ConvoStudio.Engine.Contexts;

/// <summary>Turns a conversation's state into numbers. Look-ups are prepared once, so a turn costs the same whatever the state holds.
/// Immutable and safe for any number of readers at once.</summary>
public sealed class ContextEncoder
{
    /// <summary>No value leaves [-Bound, Bound]: one odd number of a client must not outweigh everything else.</summary>
    public const double Bound = 4;

    private readonly FactSlots[] _facts;
    private readonly (int Slot, string Act)[] _customerCounts;
    private readonly (int Slot, string Act)[] _agentCounts;
    private readonly Dictionary<string, int> _lastCustomerActs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lastAgentActs = new(StringComparer.Ordinal);
    private readonly (int Slot, EncoderSlot Definition)[] _scalars;

    /// <summary>Prepares the look-ups of a schema.</summary>
    /// <exception cref="ArgumentException">A shift or scale is not finite, a scale is 0, or a slot occurs twice.</exception>
    public ContextEncoder(EncoderSchema schema)
    {
        Schema = schema;
        var facts = new SortedDictionary<string, List<(int, EncoderSlot)>>(StringComparer.Ordinal);
        var (customerCounts, agentCounts, scalars) = (new List<(int, string)>(), new List<(int, string)>(), new List<(int, EncoderSlot)>());
        var seen = new HashSet<(SlotSource, string, string)>();
        for (var slot = 0; slot < schema.Length; slot++)
        {
            var definition = schema.Slots[slot];
            if (definition.Source == SlotSource.Retired)
                continue;
            if (!double.IsFinite(definition.Shift) || !double.IsFinite(definition.Scale) || definition.Scale == 0)
                throw new ArgumentException($"Slot {slot} needs a finite shift and a finite scale other than 0.", nameof(schema));
            if (!seen.Add((definition.Source, definition.Key, definition.Word)))
                throw new ArgumentException($"Slot {slot} ({definition.Source} {definition.Key} {definition.Word}) occurs twice.", nameof(schema));
            switch (definition.Source)
            {
                case SlotSource.LastCustomerAct: _lastCustomerActs.Add(definition.Key, slot); break;
                case SlotSource.LastAgentAct: _lastAgentActs.Add(definition.Key, slot); break;
                case SlotSource.CustomerActCount: customerCounts.Add((slot, definition.Key)); break;
                case SlotSource.AgentActCount: agentCounts.Add((slot, definition.Key)); break;
                case SlotSource.Bias or SlotSource.AgentTurns or SlotSource.Sentiment or SlotSource.CustomerSilent:
                    scalars.Add((slot, definition));
                    break;
                default:
                    if (!facts.TryGetValue(definition.Key, out var slots))
                        facts.Add(definition.Key, slots = []);
                    slots.Add((slot, definition));
                    break;
            }
        }
        (_customerCounts, _agentCounts, _scalars) = ([.. customerCounts], [.. agentCounts], [.. scalars]);
        _facts = [.. facts.Select(f => FactSlots.Of(f.Key, f.Value))];
    }

    /// <summary>The layout the values follow.</summary>
    public EncoderSchema Schema { get; }

    /// <summary>Encodes into a new array.</summary>
    public EncodedContext Encode(ConversationState state)
    {
        var values = new double[Schema.Length];
        Encode(state, values);
        return new EncodedContext(values);
    }

    /// <summary>Encodes into the caller's buffer; every value is finite and within <see cref="Bound"/>.</summary>
    /// <param name="state">The state of the turn.</param>
    /// <param name="values">Length d of the schema; overwritten.</param>
    /// <exception cref="ArgumentException">The buffer has another length than the schema.</exception>
    public void Encode(ConversationState state, Span<double> values)
    {
        if (values.Length != Schema.Length)
            throw new ArgumentException($"The buffer has {values.Length} values, the schema {Schema.Length} slots.", nameof(values));
        values.Clear();
        foreach (var (slot, definition) in _scalars)
            values[slot] = Scalar(definition, state);
        foreach (var fact in _facts)
            if (state.Facts.TryGetValue(fact.Key, out var value) && value.IsKnown)
                fact.Write(value, values);
        foreach (var (slot, act) in _customerCounts)
            if (state.CustomerActs.TryGetValue(act, out var count))
                values[slot] = Bounded(Math.Log(1.0 + count));
        foreach (var (slot, act) in _agentCounts)
            if (state.AgentActs.TryGetValue(act, out var count))
                values[slot] = Bounded(Math.Log(1.0 + count));
        foreach (var act in state.LastCustomerActs)
            if (_lastCustomerActs.TryGetValue(act, out var slot))
                values[slot] = 1;
        foreach (var act in state.LastAgentActs)
            if (_lastAgentActs.TryGetValue(act, out var slot))
                values[slot] = 1;
    }

    // Adding 0 turns -0 into +0, so that leaving zeros out of a sparse row and putting them back gives the same bits.
    private static double Bounded(double value) => double.IsNaN(value) ? 0 : Math.Clamp(value, -Bound, Bound) + 0.0;

    private static double Scalar(EncoderSlot slot, ConversationState state) => slot.Source switch
    {
        SlotSource.Bias => 1,
        SlotSource.AgentTurns => Bounded((Math.Log(1.0 + state.AgentTurnCount) - slot.Shift) * slot.Scale),
        SlotSource.Sentiment => state.SentimentCount == 0 ? 0 : Bounded(state.SentimentSum / state.SentimentCount),
        SlotSource.CustomerSilent => state.CustomerTurnCount == 0 ? 1 : 0,
        _ => throw new InvalidOperationException($"{slot.Source} is not a scalar slot."),
    };

    /// <summary>All slots of one fact, so that the state is asked once per fact.</summary>
    private sealed class FactSlots(string key, int[] known, (int Slot, EncoderSlot Definition)[] numbers, int[] flags, Dictionary<string, int> words)
    {
        public string Key { get; } = key;

        public static FactSlots Of(string key, List<(int Slot, EncoderSlot Definition)> slots)
        {
            var words = slots.Where(s => s.Definition.Source == SlotSource.FactWord)
                .ToDictionary(s => s.Definition.Word, s => s.Slot, StringComparer.Ordinal);
            return new(
                key, [.. slots.Where(s => s.Definition.Source == SlotSource.FactKnown).Select(s => s.Slot)],
                [.. slots.Where(s => s.Definition.Source is SlotSource.FactNumber or SlotSource.FactLogNumber)],
                [.. slots.Where(s => s.Definition.Source == SlotSource.FactFlag).Select(s => s.Slot)], words);
        }

        public void Write(FactValue value, Span<double> values)
        {
            foreach (var slot in known)
                values[slot] = 1;
            switch (value.Kind)
            {
                case FactValueKind.Number:
                    foreach (var (slot, definition) in numbers)
                        values[slot] = Bounded(definition.Source == SlotSource.FactNumber
                            ? (value.Number - definition.Shift) * definition.Scale
                            : (NumberRange.SignedLog(value.Number) - definition.Shift) * definition.Scale);
                    break;
                case FactValueKind.Word when value.Word is not null && words.TryGetValue(value.Word, out var word):
                    values[word] = 1;
                    break;
                case FactValueKind.Flag:
                    foreach (var slot in flags)
                        values[slot] = value.Number != 0 ? 1 : 0;
                    break;
                default:
                    break;
            }
        }
    }
}
