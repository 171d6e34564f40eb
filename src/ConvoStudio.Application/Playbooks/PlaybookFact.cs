using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Contexts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Playbooks;

/// <summary>A declared fact. Its key and type stay for good; words are only appended.</summary>
public sealed class PlaybookFact
{
    private PlaybookFact()
    {
    }

    public string PlaybookKey { get; private set; } = "";

    public string Key { get; private set; } = "";

    /// <summary>Order in which facts were declared; gives encoder slots their order.</summary>
    public int Position { get; private set; }

    public FactType Type { get; private set; }

    public FactUsages Usages { get; private set; }

    public IReadOnlyList<string> Words { get; private set; } = [];

    public bool Archived { get; private set; }

    /// <summary>Range of a number fact as seen in an import, for its first encoder slot; null when nobody has sent one yet.</summary>
    public double? RangeShift { get; private set; }

    public double? RangeScale { get; private set; }

    public bool RangeLogarithmic { get; private set; }

    [NotAudited]
    public int Version { get; private set; }

    public NumberRange? Range => RangeShift is { } shift && RangeScale is { } scale ? new NumberRange(shift, scale, RangeLogarithmic) : null;

    /// <summary>Values of a fact that is not for policies go to the protected store only.</summary>
    public bool IsProtected => !Usages.HasFlag(FactUsages.Policy);

    public FactDefinition ToDefinition() => new(Key, Type, Usages, Words, Archived);

    internal static PlaybookFact Create(
        string playbook, string key, int position, FactType type, FactUsages usages, IReadOnlyList<string> words, NumberRange? range) => new()
        {
            PlaybookKey = playbook,
            Key = key,
            Position = position,
            Type = type,
            Usages = usages,
            Words = words,
            RangeShift = range?.Shift,
            RangeScale = range?.Scale,
            RangeLogarithmic = range?.Logarithmic ?? false,
            Version = 1,
        };

    internal void Edit(FactUsages usages, IReadOnlyList<string> words)
    {
        if (!words.Take(Words.Count).SequenceEqual(Words, StringComparer.Ordinal))
            throw new InvalidOperationException($"Words of the fact {Key} may only be appended.");
        (Usages, Words) = (usages, words);
        Version++;
    }

    /// <exception cref="TransitionException">Already so.</exception>
    internal void SetArchived(bool archived)
    {
        if (Archived == archived)
            throw new TransitionException($"The fact {Key} is {(archived ? "already archived" : "not archived")}.");
        Archived = archived;
        Version++;
    }
}

internal sealed class PlaybookFactConfiguration : IEntityTypeConfiguration<PlaybookFact>
{
    public void Configure(EntityTypeBuilder<PlaybookFact> fact)
    {
        fact.HasKey(f => new { f.PlaybookKey, f.Key });
        fact.Property(f => f.Key).HasMaxLength(64);
        fact.Property(f => f.Type).HasConversion<string>().HasMaxLength(16);
        fact.Property(f => f.Usages).HasConversion<string>().HasMaxLength(32);
        fact.Property(f => f.Words).AsJson(ConfigurationJson.Default.IReadOnlyListString);
        fact.Property(f => f.Version).IsConcurrencyToken();
        fact.Ignore(f => f.Range).Ignore(f => f.IsProtected);
    }
}
