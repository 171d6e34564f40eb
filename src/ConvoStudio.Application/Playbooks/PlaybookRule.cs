using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Compliance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Playbooks;

/// <summary>A rule in force, or one that was withdrawn.</summary>
public sealed class PlaybookRule
{
    private PlaybookRule()
    {
    }

    public string PlaybookKey { get; private set; } = "";

    public string Key { get; private set; } = "";

    public int Position { get; private set; }

    public ActionRule Definition { get; private set; } = null!;

    public bool Withdrawn { get; private set; }

    [NotAudited]
    public int Version { get; private set; }

    internal static PlaybookRule Create(string playbook, ActionRule definition, int position) =>
        new() { PlaybookKey = playbook, Key = definition.Key, Definition = definition, Position = position, Version = 1 };

    internal void Edit(ActionRule definition)
    {
        if (definition.Key != Key)
            throw new InvalidOperationException($"The rule {Key} keeps its key.");
        Definition = definition;
        Version++;
    }

    /// <exception cref="TransitionException">Already so.</exception>
    internal void SetWithdrawn(bool withdrawn)
    {
        if (Withdrawn == withdrawn)
            throw new TransitionException($"The rule {Key} is {(withdrawn ? "already withdrawn" : "in force")}.");
        Withdrawn = withdrawn;
        Version++;
    }
}

internal sealed class PlaybookRuleConfiguration : IEntityTypeConfiguration<PlaybookRule>
{
    public void Configure(EntityTypeBuilder<PlaybookRule> rule)
    {
        rule.HasKey(r => new { r.PlaybookKey, r.Key });
        rule.Property(r => r.Key).HasMaxLength(64);
        rule.Property(r => r.Definition).AsJson(ConfigurationJson.Default.ActionRule);
        rule.Property(r => r.Version).IsConcurrencyToken();
    }
}
