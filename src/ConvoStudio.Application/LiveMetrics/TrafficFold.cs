using System.Collections.Immutable;
using System.Text.Json;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.LiveMetrics;

/// <summary>The live log of the last eight days folded into ten-minute sums per playbook. A page adds up a few hundred numbers; nobody scans the log for it.</summary>
public sealed class TrafficFold(IDecisionLog log, IConfigurations configurations, TimeProvider time)
{
    /// <summary>Days of a course.</summary>
    public const int CourseDays = 7;

    private const int MostRemembered = 50_000;
    private const int StepsPerHour = 6;
    private const int StepsPerDay = 24 * StepsPerHour;
    private const int StepsPerWeek = CourseDays * StepsPerDay;
    private static readonly long StepTicks = TimeSpan.FromMinutes(10).Ticks;
    private static readonly TimeSpan Span = TimeSpan.FromDays(8);
    private readonly Lock _gate = new();
    private readonly Lock _counting = new();
    private readonly Dictionary<string, Dictionary<long, TrafficSums>> _steps = new(StringComparer.Ordinal);
    private readonly PolicyTraffic _policies = new();
    private readonly MeasuredConversations _conversations = new(log);
    private readonly Dictionary<long, string> _playbooks = [];
    private readonly Dictionary<string, (string Hash, RewardCalculator Rewards)> _rewards = new(StringComparer.Ordinal);
    private long _sequence = -1;
    private volatile bool _complete;
    private ImmutableList<Action> _subscribers = [];

    /// <summary>Sequence of the last entry counted.</summary>
    public long Sequence => Math.Max(0, Volatile.Read(ref _sequence));

    public TrafficDay Look(string playbook)
    {
        var now = Step(time.GetUtcNow());
        lock (_gate)
        {
            var steps = _steps.GetValueOrDefault(playbook) ?? [];
            var hours = Enumerable.Range(0, 24).Select(hour => Sum(steps, now - StepsPerDay + 1 + (hour * StepsPerHour), StepsPerHour)).ToList();
            var before = Sum(steps, now - StepsPerWeek - StepsPerDay + 1, StepsPerDay);
            return new TrafficDay(hours.Aggregate((a, b) => a + b), before.IsEmpty ? null : before, hours, _complete);
        }
    }

    /// <summary>The last seven days by policy.</summary>
    public TrafficCourse Course(string playbook)
    {
        var now = time.GetUtcNow();
        lock (_gate)
            return new TrafficCourse(
                [.. Enumerable.Range(1 - CourseDays, CourseDays).Select(day => now.AddDays(day))], _policies.Course(playbook, Step(now), StepsPerDay, CourseDays), _complete);
    }

    /// <summary>Calls back when something was counted, at most once a count. The handler must not block.</summary>
    /// <returns>Dispose it to hear no more.</returns>
    public IDisposable Subscribe(Action counted)
    {
        ImmutableInterlocked.Update(ref _subscribers, (all, added) => all.Add(added), counted);
        return new Subscription(() => ImmutableInterlocked.Update(ref _subscribers, (all, gone) => all.Remove(gone), counted));
    }

    /// <summary>Counts what is committed now. A second caller waits.</summary>
    public void Advance(CancellationToken cancellationToken = default)
    {
        var (from, wasComplete) = (Sequence, _complete);
        lock (_counting)
            CountCommitted(cancellationToken);
        if (from == Sequence && wasComplete)
            return;
        foreach (var counted in _subscribers)
            counted();
    }

    private void CountCommitted(CancellationToken cancellationToken)
    {
        if (_sequence < 0)
            Volatile.Write(ref _sequence, log.LastBefore(time.GetUtcNow() - Span));
        log.Scan(_sequence, log.LastSequence, (in row) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row is { Source: LogSource.Live, ConversationNo: { } conversation })
                Count(row, conversation);
            Volatile.Write(ref _sequence, row.Sequence);
        });

        _complete = true;
        Forget();
    }

    private void Count(in LogRow row, long conversation)
    {
        try
        {
            CountReadable(row, conversation);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw LogFields.Unreadable(row, exception);
        }
    }

    private void CountReadable(in LogRow row, long conversation)
    {
        switch (row.Kind)
        {
            case LogKind.Opened:
                _conversations.Open(conversation);
                Add(row, conversation, new TrafficSums(1, 0, 0, 0, 0, 0));
                break;
            case LogKind.Decision:
                var decision = _conversations.Fields.ReadDecision(row, untilArm: false);
                _conversations.Find(conversation)?.Decide(decision.DecisionId, decision.Policy, row);
                Add(row, conversation, new TrafficSums(0, 1, decision.HasBlocked ? 1 : 0, 0, 0, 0));
                break;
            case LogKind.Turn:
                _conversations.Say(conversation, row);
                break;
            case LogKind.Outcome or LogKind.Amendment or LogKind.WindowEnded:
                CountChange(row, conversation);
                break;
            default:
                break;
        }
    }

    private void CountChange(in LogRow row, long conversation)
    {
        var rewards = Rewards(PlaybookOf(conversation));
        var reported = _conversations.Report(conversation, row, _ => rewards);
        if (rewards is null)
            return;
        var (measured, change) = (reported.Conversation, reported.Difference);
        Add(row, conversation, new TrafficSums(0, 0, 0, change.Closed, change.Conversions, change.EngagementSum));
        if (measured.Policy is { } policy)
            lock (_gate)
                _policies.Add(PlaybookOf(conversation), Step(row.RecordedAtTicks), policy, reported.Day);
    }

    private void Add(in LogRow row, long conversation, TrafficSums sums)
    {
        var (playbook, step) = (PlaybookOf(conversation), Step(row.RecordedAtTicks));
        lock (_gate)
        {
            if (!_steps.TryGetValue(playbook, out var steps))
                _steps.Add(playbook, steps = []);
            steps[step] = steps.GetValueOrDefault(step) + sums;
        }
    }

    private string PlaybookOf(long conversation)
    {
        if (_playbooks.TryGetValue(conversation, out var playbook))
            return playbook;
        if (_playbooks.Count >= MostRemembered)
            _playbooks.Clear();
        return _playbooks[conversation] = log.FindConversation(conversation)?.Playbook ?? "";
    }

    private RewardCalculator? Rewards(string playbook)
    {
        if (configurations.Find(playbook) is not { } active)
            return null;
        if (!_rewards.TryGetValue(playbook, out var known) || known.Hash != active.RewardHash)
            _rewards[playbook] = known = (active.RewardHash, new RewardCalculator(active.Configuration.Reward));
        return known.Rewards;
    }

    private void Forget()
    {
        var oldest = Step(time.GetUtcNow() - Span);
        lock (_gate)
        {
            _policies.Forget(oldest);
            foreach (var steps in _steps.Values)
                foreach (var old in steps.Keys.Where(step => step < oldest).ToList())
                    steps.Remove(old);
        }
    }

    private static TrafficSums Sum(Dictionary<long, TrafficSums> steps, long from, int count)
    {
        var sum = default(TrafficSums);
        for (var i = 0; i < count; i++)
            sum += steps.GetValueOrDefault(from + i);
        return sum;
    }

    private static long Step(DateTimeOffset at) => Step(at.UtcTicks);

    private static long Step(long utcTicks) => utcTicks / StepTicks;

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
