namespace ConvoStudio.Application.Log;

/// <summary>Finds places of the log by time. Entries are recorded in order, so a few reads by number find a moment; no index is needed.</summary>
public static class LogMoments
{
    /// <summary>Sequence of the last entry recorded before a moment; 0 when there is none.</summary>
    public static long LastBefore(this IDecisionLog log, DateTimeOffset moment)
    {
        var (low, high) = (0L, log.LastSequence);
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (log.Read(middle - 1, 1) is [var entry] && entry.RecordedAt < moment)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }
}
