using System.Text.Json;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Segments;

/// <summary>The fold of the live metrics with its units kept one by one, and what was known of each when it got its arm. One caller, one pass.</summary>
internal sealed class UnitFold
{
    private readonly IDecisionLog _log;
    private readonly LogSource _source;
    private readonly MetricsFold _metrics;
    private readonly LogFields _fields = new();
    private readonly UnitFacts _facts;
    private readonly Dictionary<string, List<AssignedUnit>> _units;
    private readonly Dictionary<string, List<UnitExposure>> _exposures;
    private readonly Dictionary<(string Experiment, long Conversation), AssignedUnit> _byConversation = [];
    private UnitSplit? _newest;

    public UnitFold(IDecisionLog log, LogSource source, IReadOnlyCollection<string> experiments, IReadOnlyList<FactDefinition> facts)
    {
        (_log, _source, _facts) = (log, source, new UnitFacts(log, facts));
        _units = experiments.ToDictionary(key => key, _ => new List<AssignedUnit>(), StringComparer.Ordinal);
        _exposures = experiments.ToDictionary(key => key, _ => new List<UnitExposure>(), StringComparer.Ordinal);
        _metrics = new MetricsFold(log, source) { UnitChanged = Change };
    }

    /// <exception cref="InvalidDataException">The payload is not what the kind says.</exception>
    public void Advance(in LogRow row)
    {
        if (row.Source == _source && row.ConversationNo is { } conversation)
        {
            try
            {
                Advance(conversation, row);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                throw LogFields.Unreadable(row, exception);
            }
        }

        _metrics.Advance(row);
    }

    /// <summary>Ends the pass: who the customers are is read once for all.</summary>
    public IReadOnlyDictionary<string, ExperimentUnits> Finish(long sequence, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        Dictionary<string, ExperimentUnits> found = new(StringComparer.Ordinal);
        Dictionary<string, IReadOnlyDictionary<long, ConversationRow>> rows = new(StringComparer.Ordinal);
        foreach (var (key, units) in _units)
        {
            if (_metrics.Find(key) is not { } metrics)
                continue;
            if (!rows.TryGetValue(metrics.Playbook, out var known))
                rows.Add(metrics.Playbook, known = Rows(metrics.Playbook, cancellationToken));
            foreach (var unit in units)
                if (known.TryGetValue(unit.Conversation, out var row))
                    (unit.Channel, unit.Customer) = (row.Channel, row.CustomerNo);
            var exposures = _exposures[key].ConvertAll(e => e with { Customer = known.GetValueOrDefault(e.Conversation)?.CustomerNo ?? 0 });
            found.Add(key, new ExperimentUnits(metrics.ToFrame(_source, sequence, asOf), _facts.Kept, units, exposures));
        }

        return found;
    }

    private void Advance(long conversation, in LogRow row)
    {
        switch (row.Kind)
        {
            case LogKind.Assignment:
                var (experiment, arms, shares, arm, repeats) = _fields.ReadAssignment(row);
                if (!_units.TryGetValue(experiment, out var units))
                    break;
                var split = SplitOf(arms, shares);
                _exposures[experiment].Add(new UnitExposure(conversation, 0, arm, split.Arms));
                // Counted where the unit met its first arm, as on the board.
                if (repeats)
                    break;
                var unit = new AssignedUnit(conversation, row.Sequence, arm, split, _facts.Known(conversation, row.Sequence));
                units.Add(unit);
                _byConversation[(experiment, conversation)] = unit;
                break;
            default:
                _facts.Advance(conversation, row);
                break;
        }
    }

    private void Change(string experiment, long conversation, ArmTotals difference)
    {
        if (_byConversation.TryGetValue((experiment, conversation), out var unit))
            unit.Totals += difference;
    }

    // They change with a new epoch only, so units share one.
    private UnitSplit SplitOf(IReadOnlyList<string> arms, IReadOnlyList<uint> shares)
    {
        if (_newest?.Is(arms, shares) != true)
            _newest = new UnitSplit([.. arms], [.. shares]);
        return _newest;
    }

    private Dictionary<long, ConversationRow> Rows(string playbook, CancellationToken cancellationToken)
    {
        const int AtOnce = 5000;
        Dictionary<long, ConversationRow> found = [];
        var wanted = _units.Values.SelectMany(units => units.Select(unit => unit.Conversation)).Concat(_exposures.Values.SelectMany(met => met.Select(one => one.Conversation))).ToHashSet();
        for (var (before, left) = (long.MaxValue, wanted.Count); left > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = _log.ListConversations(playbook, _source, before, AtOnce);
            foreach (var row in rows.Where(row => wanted.Contains(row.No)))
            {
                found[row.No] = row;
                left--;
            }

            if (rows.Count < AtOnce)
                break;
            before = rows[^1].No;
        }

        return found;
    }
}
