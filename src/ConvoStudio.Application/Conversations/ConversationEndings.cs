using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;

namespace ConvoStudio.Application.Conversations;

/// <summary>Writes what time brings: expired when nothing came for the idle time, window-ended when the attribution window is over. Nothing that matters happens silently.</summary>
public sealed class ConversationEndings(
    IDecisionLog log, LogSource source, ConversationService conversations, IConfigurations configurations, TimeProvider time)
{
    private readonly Dictionary<long, Waiting> _waiting = [];
    private long _sequence;

    /// <summary>Conversations that are open or whose window is open.</summary>
    public int WaitingCount => _waiting.Count;

    /// <summary>Folds what is committed now and writes every ending that is due.</summary>
    /// <returns>How many entries were written.</returns>
    public async Task<int> AdvanceAsync(CancellationToken cancellationToken = default)
    {
        while (log.Read(_sequence, 1000) is { Count: > 0 } entries)
        {
            foreach (var entry in entries)
                Fold(entry);
            _sequence = entries[^1].Sequence;
        }

        var now = time.GetUtcNow();
        var due = _waiting.Values.Where(w => DueAt(w) <= now).ToList();
        foreach (var waiting in due)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ended = waiting.EndedAt is not null;
            await conversations.EndAsync(
                waiting.PublicId, ended ? LogKind.WindowEnded : LogKind.Expired,
                c => ended ? !c.IsSettled : c.Status == ConversationStatus.Open && c.LastSequence == waiting.LastSequence);
        }

        return due.Count;
    }

    private void Fold(LogEntry entry)
    {
        if (entry.Source != source || entry.ConversationNo is not { } no)
            return;
        if (entry.Kind == LogKind.Opened)
        {
            var row = log.FindConversation(no)!;
            _waiting[no] = new Waiting(row.PublicId, row.Playbook);
        }

        if (!_waiting.TryGetValue(no, out var waiting))
            return;
        (waiting.LastSequence, waiting.LastAt) = (entry.Sequence, entry.RecordedAt);
        if (entry.Kind is LogKind.Closed or LogKind.Expired)
            waiting.EndedAt = entry.RecordedAt;
        waiting.Settled |= Policies.ExperienceReader.Settles(entry);
        if (waiting is { Settled: true, EndedAt: not null })
            _waiting.Remove(no);
    }

    private DateTimeOffset DueAt(Waiting waiting)
    {
        if (configurations.Find(waiting.Playbook)?.Configuration is not { } configuration)
            return DateTimeOffset.MaxValue;
        return waiting.EndedAt is { } ended
            ? ended.AddDays(configuration.Reward.AttributionDays)
            : waiting.LastAt.AddMinutes(configuration.Definition.IdleMinutes);
    }

    private sealed class Waiting(Guid publicId, string playbook)
    {
        public Guid PublicId { get; } = publicId;

        public string Playbook { get; } = playbook;

        public DateTimeOffset LastAt { get; set; }

        public long LastSequence { get; set; }

        public DateTimeOffset? EndedAt { get; set; }

        public bool Settled { get; set; }
    }
}
