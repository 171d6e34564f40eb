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

    /// <summary>Template in the playbook's first locale.</summary>
    public string? Utterance { get; private set; }

    /// <summary>Templates in the playbook's other locales, or null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? OtherUtterances { get; private set; }

    /// <summary>A hint for the agent that is not said.</summary>
    public string? Note { get; private set; }

    public bool Archived { get; private set; }

    [NotAudited]
    public int Version { get; private set; }

    /// <summary>The utterance where nothing has to be filled in, else the key made readable: "counter-price+side-offer" is "Counter price, side offer".</summary>
    public string DisplayName => string.IsNullOrWhiteSpace(Utterance) || Utterance.Contains('{') ? Humanized(Key) : Utterance;

    /// <summary>True when some template may have something to fill in.</summary>
    internal bool HasPlaceholder => Utterance?.Contains('{') == true || OtherUtterances?.Values.Any(u => u.Contains('{')) == true;

    /// <summary>Templates by locale, the first locale first.</summary>
    public IReadOnlyDictionary<string, string> Utterances(string firstLocale)
    {
        var all = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        if (Utterance is not null)
            all[firstLocale] = Utterance;
        foreach (var (locale, template) in OtherUtterances ?? new Dictionary<string, string>())
            all[locale] = template;
        return all;
    }

    public TalkTrackAction ToDefinition() => new(Number, Key, Acts, Product, Stage, Utterance, Archived, OtherUtterances, Note);

    /// <summary>What it holds, to be changed and sent back.</summary>
    public ActionEdit ToEdit(string firstLocale) => new(Acts, Product, Stage, Utterances: Utterances(firstLocale), Note: Note);

    internal static PlaybookAction Create(string playbook, int number, string key, ActionWords words)
    {
        var action = new PlaybookAction { PlaybookKey = playbook, Number = number, Key = key };
        action.Edit(words);
        return action;
    }

    internal void Edit(ActionWords words)
    {
        (Acts, Product, Stage, Utterance, Note) = (words.Acts, words.Product, words.Stage, words.Utterance, words.Note);
        // Sorted, so that the same words make the same configuration.
        OtherUtterances = words.OtherUtterances is { Count: > 0 } others ? new SortedDictionary<string, string>(others.ToDictionary(), StringComparer.Ordinal) : null;
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

/// <summary>What an action holds besides its key, checked and in the shape of its row.</summary>
internal sealed record ActionWords(
    IReadOnlyList<string> Acts, string? Product = null, string? Stage = null, string? Utterance = null,
    IReadOnlyDictionary<string, string>? OtherUtterances = null, string? Note = null);

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
        action.Property(a => a.OtherUtterances).AsJson(ConfigurationJson.Default.IReadOnlyDictionaryStringString!);
        action.Property(a => a.Note).HasMaxLength(500);
        action.Property(a => a.Version).IsConcurrencyToken();
    }
}
