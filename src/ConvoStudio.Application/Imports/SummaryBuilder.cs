using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Simulation;

namespace ConvoStudio.Application.Imports;

/// <summary>Sums up conversations as they stream by. Counts are exact; suggestions come from the first conversations, so that memory stays bounded.</summary>
internal sealed class SummaryBuilder(int sampleSize = SummaryBuilder.DefaultSampleSize) : IDisposable
{
    public const int DefaultSampleSize = 5_000;
    private readonly ContentFingerprint _content = new();
    private readonly List<SampleConversation> _sample = [];
    private readonly Dictionary<(Speaker Speaker, string Act), ActCount> _acts = [];
    private readonly HashSet<(Speaker, string)> _seen = [];
    private long _conversations;
    private long _converted;
    private long _agentTurns;
    private long _customerTurns;
    private long _unlabelled;
    private long _values;
    private double _valueSum;
    private double _valueLow = double.PositiveInfinity;
    private double _valueHigh = double.NegativeInfinity;

    /// <param name="json">The line it was read from.</param>
    public void Add(ReadOnlySpan<byte> json, SampleConversation conversation)
    {
        _content.Add(json, conversation.Turns.Count);
        _conversations++;
        _converted += conversation.Converted ? 1 : 0;
        if (conversation.Value is { } value)
            (_values, _valueSum, _valueLow, _valueHigh) = (_values + 1, _valueSum + value, Math.Min(_valueLow, value), Math.Max(_valueHigh, value));
        if (_sample.Count < sampleSize)
            _sample.Add(conversation);
        _seen.Clear();
        foreach (var turn in conversation.Turns)
        {
            if (turn.Speaker == Speaker.Agent)
                _agentTurns++;
            else
                _customerTurns++;
            _unlabelled += turn.Acts.Count == 0 ? 1 : 0;
            Count(turn, conversation.Converted);
        }
    }

    public ImportSummary Build()
    {
        var interval = WilsonInterval.Of(_converted, _conversations);
        var suggestions = LeakFinder.Summarize(_sample).ToDictionary(s => (s.Speaker, s.Act));
        List<ImportedAct> acts = [.. _acts.OrderBy(a => a.Key.Speaker).ThenByDescending(a => a.Value.Turns).ThenBy(a => a.Key.Act, StringComparer.Ordinal)
            .Select(a => Describe(a.Key, a.Value, suggestions.GetValueOrDefault(a.Key)))];
        var (facts, turns) = (FactInference.Infer(_sample), _agentTurns + _customerTurns);
        return new ImportSummary(
            _conversations, _converted, _conversations == 0 ? null : interval.Estimate, interval.Low, interval.High, turns, _agentTurns, _customerTurns, acts, facts,
            _values == 0 ? null : new ImportedValue(_values, _valueLow, _valueSum / _values, _valueHigh), _sample.Count, _unlabelled,
            FindingsReader.Read(_conversations, _converted, _content.Duplicated, turns, _unlabelled, acts, facts, _sample));
    }

    public void Dispose() => _content.Dispose();

    private static ImportedAct Describe((Speaker Speaker, string Act) key, ActCount count, ActSummary? suggestion) => new(
        key.Speaker, key.Act, count.Turns, count.Conversations, count.Converted,
        suggestion is null || double.IsNaN(suggestion.LateShare) ? null : suggestion.LateShare, suggestion?.StatesOutcome ?? false);

    private void Count(SampleTurn turn, bool converted)
    {
        for (var i = 0; i < turn.Acts.Count; i++)
        {
            // An act named twice in a turn is one turn with it.
            var repeated = false;
            for (var before = 0; before < i; before++)
                repeated |= turn.Acts[before] == turn.Acts[i];
            if (repeated)
                continue;
            var key = (turn.Speaker, turn.Acts[i]);
            if (!_acts.TryGetValue(key, out var count))
                _acts[key] = count = new ActCount();
            count.Turns++;
            if (!_seen.Add(key))
                continue;
            count.Conversations++;
            count.Converted += converted ? 1 : 0;
        }
    }

    private sealed class ActCount
    {
        public long Turns { get; set; }

        public long Conversations { get; set; }

        public long Converted { get; set; }
    }
}
