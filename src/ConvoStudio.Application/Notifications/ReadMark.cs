using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Notifications;

/// <summary>What a person has seen of the notifications, which themselves are never stored: they are read from jobs and from what waits.</summary>
[NotAudited]
public sealed class ReadMark
{
    private const int MostKeys = 200;

    private ReadMark()
    {
    }

    public string PersonId { get; private set; } = "";

    /// <summary>Everything that ended up to here is read.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>Read one by one, newest last.</summary>
    public IReadOnlyList<string> Keys { get; private set; } = [];

    /// <summary>Whether something is read. What goes on has no end, so only its key can tell.</summary>
    public bool Covers(string key, DateTimeOffset? endedAt) => endedAt <= Until || Keys.Contains(key);

    internal static ReadMark Create(string person) => new() { PersonId = person };

    internal void Add(IEnumerable<string> keys) => Keys = [.. Keys.Union(keys, StringComparer.Ordinal).TakeLast(MostKeys)];

    internal void Forget(Func<string, bool> gone) => Keys = [.. Keys.Where(key => !gone(key))];

    /// <remarks>Never backwards: another window may have seen more.</remarks>
    internal void MoveTo(DateTimeOffset until) => Until = until > Until ? until : Until;
}

internal sealed class ReadMarkConfiguration : IEntityTypeConfiguration<ReadMark>
{
    public void Configure(EntityTypeBuilder<ReadMark> mark)
    {
        mark.ToTable("NotificationReadMarks");
        mark.HasKey(m => m.PersonId);
        mark.Property(m => m.PersonId).HasMaxLength(64);
        mark.Property(m => m.Keys).AsJson(ConfigurationJson.Default.IReadOnlyListString);
    }
}
