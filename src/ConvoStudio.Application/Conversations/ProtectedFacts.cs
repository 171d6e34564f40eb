using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Conversations;

/// <summary>Facts that became known together at a moment.</summary>
public sealed record ProtectedMoment(DateTimeOffset At, IReadOnlyDictionary<string, FactValue> Facts);

/// <summary>Facts of a conversation that only rules or the audit service may read, with the moments they became known. Never logged, shown or answered.</summary>
public sealed class ProtectedFacts
{
    /// <param name="moments">In order of time, each moment once.</param>
    public ProtectedFacts(IReadOnlyList<ProtectedMoment> moments)
    {
        Moments = moments;
        var known = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        foreach (var moment in moments)
            foreach (var (key, value) in moment.Facts)
                known[key] = value;
        Values = known;
    }

    public static ProtectedFacts None { get; } = new([]);

    public IReadOnlyList<ProtectedMoment> Moments { get; }

    /// <summary>The last value of each.</summary>
    public IReadOnlyDictionary<string, FactValue> Values { get; }

    /// <summary>Deliberately says nothing of what is inside.</summary>
    public override string ToString() => nameof(ProtectedFacts);
}
