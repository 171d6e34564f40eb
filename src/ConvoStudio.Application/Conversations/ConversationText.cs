using ConvoStudio.Application.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConvoStudio.Application.Conversations;

/// <summary>Free text of a turn: optional, apart from the log, erasable.</summary>
[NotAudited]
public sealed class ConversationText
{
    private ConversationText()
    {
    }

    /// <summary>Public id of the conversation.</summary>
    public Guid ConversationId { get; private set; }

    public int Turn { get; private set; }

    public string Text { get; private set; } = "";

    public static ConversationText Create(Guid conversation, int turn, string text) => new() { ConversationId = conversation, Turn = turn, Text = text };

    public void Set(string text) => Text = text;
}

internal sealed class ConversationTextConfiguration : IEntityTypeConfiguration<ConversationText>
{
    public void Configure(EntityTypeBuilder<ConversationText> text)
    {
        text.HasKey(t => new { t.ConversationId, t.Turn });
        text.Property(t => t.Text).HasMaxLength(10_000);
    }
}
