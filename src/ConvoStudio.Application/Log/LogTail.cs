namespace ConvoStudio.Application.Log;

/// <summary>The newest committed entries in memory. The learner, the metrics and the endings follow close behind the writer; what they want next is almost always here
/// and need not be read back from the file.</summary>
internal sealed class LogTail(int capacity)
{
    private readonly LogEntry[] _ring = new LogEntry[capacity];
    private readonly Lock _gate = new();
    private long _first = 1;
    private long _last;

    /// <summary>Starts behind what the file already holds.</summary>
    public void Begin(long lastSequence)
    {
        lock (_gate)
            (_first, _last) = (lastSequence + 1, lastSequence);
    }

    /// <summary>Adds committed entries, in order and without a gap.</summary>
    public void Add(IReadOnlyList<LogEntry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                _ring[entry.Sequence % capacity] = entry;
                _last = entry.Sequence;
            }

            _first = Math.Max(_first, _last - capacity + 1);
        }
    }

    /// <summary>Entries after a sequence number, or null when the first of them is no longer here.</summary>
    public List<LogEntry>? Read(long afterSequence, int limit)
    {
        lock (_gate)
        {
            if (afterSequence + 1 < _first)
                return null;
            var count = (int)Math.Min(limit, Math.Max(0, _last - afterSequence));
            var entries = new List<LogEntry>(count);
            for (var i = 1; i <= count; i++)
                entries.Add(_ring[(afterSequence + i) % capacity]);
            return entries;
        }
    }
}
