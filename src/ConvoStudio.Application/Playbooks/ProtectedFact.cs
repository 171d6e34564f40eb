using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Contexts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Playbooks;

/// <summary>Value of a fact that policies may not read. Only the rule filter and the audit service come here; it is never logged, shown or answered.</summary>
[NotAudited]
public sealed class ProtectedFact
{
    private ProtectedFact()
    {
    }

    /// <summary>Public id of the conversation.</summary>
    public Guid ConversationId { get; private set; }

    public string Key { get; private set; } = "";

    /// <summary>When it became known; later values come beside it, so that a replay sees what the decision saw.</summary>
    public DateTimeOffset At { get; private set; }

    public FactValue Value { get; private set; }

    public static ProtectedFact Create(Guid conversation, DateTimeOffset at, string key, FactValue value) =>
        new() { ConversationId = conversation, At = at, Key = key, Value = value };
}

internal sealed class ProtectedFactConfiguration : IEntityTypeConfiguration<ProtectedFact>
{
    public void Configure(EntityTypeBuilder<ProtectedFact> fact)
    {
        fact.HasKey(f => new { f.ConversationId, f.Key, f.At });
        fact.Property(f => f.Key).HasMaxLength(64);
        fact.Property(f => f.Value).AsJson(ConfigurationJson.Default.FactValue);
    }
}
