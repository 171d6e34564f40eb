using System.Collections.Concurrent;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Compliance.Parity;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Compliance;

/// <summary>Monitors of the parity rules that are in force or in shadow: rates per group since the champion answers, with intervals that hold at every look.</summary>
public sealed class ParityWatch(IDecisionLog log, IConfigurations configurations, IProtectedStore protectedStore) : IDisposable
{
    private readonly ParityGroups _groups = new(log, protectedStore);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<(string Playbook, string Rule, int Version, long Since), ParityTally> _tallies = [];
    private readonly Dictionary<string, (string Hash, string Champion, LogEntry Since)> _champions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<ParityReading>> _latest = new(StringComparer.Ordinal);

    /// <summary>What was said last; nothing before the first reading.</summary>
    public IReadOnlyList<ParityReading> Latest(string playbook) => _latest.GetValueOrDefault(playbook) ?? [];

    /// <summary>Counts what is committed now; the largest gap first.</summary>
    public async Task<IReadOnlyList<ParityReading>> AdvanceAsync(string playbook, CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (configurations.Find(playbook) is not { } active)
                return [];
            var (champion, since) = ChampionOf(active);
            List<ParityReading> readings = [];
            foreach (var (rule, shadow) in RulesOf(active.Configuration))
                readings.Add(await ReadAsync(active.Configuration, rule, shadow, champion, since, cancellationToken));
            return _latest[playbook] = [.. readings.OrderByDescending(r => r.Largest?.Difference.Estimate ?? double.NegativeInfinity).ThenBy(r => r.Rule, StringComparer.Ordinal)];
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<ParityReading> ReadAsync(
        PlaybookConfiguration configuration, SentenceRule rule, bool shadow, string champion, LogEntry since, CancellationToken cancellationToken)
    {
        var body = (ParityRule)rule.Body;
        var key = (configuration.Playbook, rule.Key, rule.Version, since.Sequence);
        if (!_tallies.TryGetValue(key, out var tally))
        {
            foreach (var old in _tallies.Keys.Where(k => k.Playbook == configuration.Playbook && k.Rule == rule.Key && (k.Version < rule.Version || k.Since < since.Sequence)).ToList())
                _tallies.Remove(old);
            _tallies[key] = tally = new(body, configuration.Playbook, since.Sequence);
        }

        await tally.AdvanceAsync(log, _groups, cancellationToken);
        var limited = body with { MinimumCount = Math.Max(body.MinimumCount, ParityService.MinimumCell) };
        return new(rule.Key, rule.Version, shadow, RuleText.Render(rule), body, champion, since.OccurredAt, ParitySequence.Of(limited, tally.Shown, Possible(configuration, body.Fact)));
    }

    private static int Possible(PlaybookConfiguration configuration, string fact) => configuration.Definition.Facts.FirstOrDefault(f => f.Key == fact) switch
    {
        { Type: FactType.Category } category => category.Words.Count,
        { Type: FactType.Flag } => 2,
        _ => 0,
    };

    private static IEnumerable<(SentenceRule Rule, bool Shadow)> RulesOf(PlaybookConfiguration configuration) =>
        (configuration.Rules.Sentences ?? []).Select(p => (Part: p, Shadow: false)).Concat((configuration.Rules.Shadow ?? []).Select(p => (Part: p, Shadow: true)))
            .Select(p => (Rule: Read(p.Part), p.Shadow)).Where(r => r.Rule is { Body: ParityRule }).Select(r => (r.Rule!, r.Shadow));

    // A rule that cannot be read blocks everything already and is alarmed there.
    private static SentenceRule? Read(SentencePart part)
    {
        try
        {
            return RuleDocument.Read(part.Document) with { Key = part.Key, Version = part.Version };
        }
        catch (RuleFormatException)
        {
            return null;
        }
    }

    /// <summary>The champion and the entry with which it became that: configurations are read backwards until another one answered.</summary>
    private (string Champion, LogEntry Since) ChampionOf(ActiveConfiguration active)
    {
        var (playbook, champion) = (active.Configuration.Playbook, active.Configuration.Routing.Champion);
        if (_champions.TryGetValue(playbook, out var known) && (known.Hash == active.Hash || known.Champion == champion))
        {
            _champions[playbook] = known with { Hash = active.Hash };
            return (champion, known.Since);
        }

        LogEntry? since = null;
        foreach (var entry in log.ReadUnbound(LogKind.ConfigActivated).Reverse())
        {
            var payload = LogPayloads.Read<ConfigActivatedPayload>(entry);
            if (payload.Playbook != playbook)
                continue;
            if (since is not null && LogConfigurations.Load(log, payload.Hash, entry.Sequence).Configuration.Routing.Champion != champion)
                break;
            since = entry;
        }

        _champions[playbook] = (active.Hash, champion, since!);
        return (champion, since!);
    }
}
