using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Contexts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Playbooks;

/// <summary>A move the agent may make. Its number and key stay for good; so does what was learnt on it.</summary>
public sealed class PlaybookAction
{
    private PlaybookAction()
    {
    }

    public string PlaybookKey { get; private set; } = "";

    public int Number { get; private set; }

    public string Key { get; private set; } = "";

    /// <summary>Acts in order, at least one.</summary>
    public IReadOnlyList<string> Acts { get; private set; } = [];

    public string? Product { get; private set; }

    public string? Stage { get; private set; }

    public string? Utterance { get; private set; }

    public bool Archived { get; private set; }

    [NotAudited]
    public int Version { get; private set; }

    /// <summary>The utterance, or the key made readable: "counter-price+side-offer" is "Counter price, side offer".</summary>
    public string DisplayName => string.IsNullOrWhiteSpace(Utterance) ? Humanized(Key) : Utterance;

    public TalkTrackAction ToDefinition() => new(Number, Key, Acts, Product, Stage, Utterance, Archived);

    internal static PlaybookAction Create(
        string playbook, int number, string key, IReadOnlyList<string> acts, string? product, string? stage, string? utterance) => new()
        {
            PlaybookKey = playbook,
            Number = number,
            Key = key,
            Acts = acts,
            Product = product,
            Stage = stage,
            Utterance = utterance,
            Version = 1,
        };

    internal void Edit(IReadOnlyList<string> acts, string? product, string? stage, string? utterance)
    {
        (Acts, Product, Stage, Utterance) = (acts, product, stage, utterance);
        Version++;
    }

    /// <exception cref="TransitionException">Already so.</exception>
    internal void SetArchived(bool archived)
    {
        if (Archived == archived)
            throw new TransitionException($"The action {Key} is {(archived ? "already archived" : "not archived")}.");
        Archived = archived;
        Version++;
    }

    private static string Humanized(string key)
    {
        var text = key.Replace("+", ", ", StringComparison.Ordinal).Replace('-', ' ').Replace('_', ' ');
        return text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
    }
}

internal sealed class PlaybookActionConfiguration : IEntityTypeConfiguration<PlaybookAction>
{
    public void Configure(EntityTypeBuilder<PlaybookAction> action)
    {
        action.HasKey(a => new { a.PlaybookKey, a.Number });
        action.HasIndex(a => new { a.PlaybookKey, a.Key }).IsUnique();
        action.Property(a => a.Key).HasMaxLength(200);
        action.Property(a => a.Acts).AsJson(ConfigurationJson.Default.IReadOnlyListString);
        action.Property(a => a.Product).HasMaxLength(64);
        action.Property(a => a.Stage).HasMaxLength(64);
        action.Property(a => a.Utterance).HasMaxLength(2000);
        action.Property(a => a.Version).IsConcurrencyToken();
    }
}
