using ConvoStudio.Application.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Playbooks;

/// <summary>A kind of turn. One that states the outcome is never part of a move and never an input of a policy.</summary>
public sealed class PlaybookAct
{
    private PlaybookAct()
    {
    }

    public string PlaybookKey { get; private set; } = "";

    public string Key { get; private set; } = "";

    /// <summary>Order in which acts were declared; gives encoder slots their order.</summary>
    public int Position { get; private set; }

    public bool StatesOutcome { get; private set; }

    public bool ByAgent { get; private set; }

    public bool ByCustomer { get; private set; }

    [NotAudited]
    public int Version { get; private set; }

    internal static PlaybookAct Create(string playbook, string key, int position, bool statesOutcome, bool byAgent, bool byCustomer) => new()
    {
        PlaybookKey = playbook,
        Key = key,
        Position = position,
        StatesOutcome = statesOutcome,
        ByAgent = byAgent,
        ByCustomer = byCustomer,
        Version = 1,
    };

    internal void Edit(bool statesOutcome, bool byAgent, bool byCustomer)
    {
        (StatesOutcome, ByAgent, ByCustomer) = (statesOutcome, byAgent, byCustomer);
        Version++;
    }
}

internal sealed class PlaybookActConfiguration : IEntityTypeConfiguration<PlaybookAct>
{
    public void Configure(EntityTypeBuilder<PlaybookAct> act)
    {
        act.HasKey(a => new { a.PlaybookKey, a.Key });
        act.Property(a => a.Key).HasMaxLength(64);
        act.Property(a => a.Version).IsConcurrencyToken();
    }
}
