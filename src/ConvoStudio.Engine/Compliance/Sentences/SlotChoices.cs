namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>The names a slot may be filled with.</summary>
public static class SlotChoices
{
    /// <summary>The playbook's names for the slot; empty for slots of numbers, times, words and conditions. An action slot takes acts, and stages and tags beside them.</summary>
    /// <param name="type">The slot's type.</param>
    /// <param name="vocabulary">The playbook's names.</param>
    public static ValueList<string> Of(RuleSlotType type, RuleVocabulary vocabulary) => type switch
    {
        RuleSlotType.Actions or RuleSlotType.Acts => vocabulary.Acts,
        RuleSlotType.Products => vocabulary.Products,
        RuleSlotType.Channels or RuleSlotType.Channel => vocabulary.Channels,
        RuleSlotType.Jurisdictions => vocabulary.Jurisdictions,
        RuleSlotType.Segments => vocabulary.Segments,
        RuleSlotType.Fact => [.. vocabulary.Facts.Select(f => f.Key)],
        RuleSlotType.NumberName => vocabulary.Numbers,
        RuleSlotType.Purpose => vocabulary.Purposes,
        RuleSlotType.Role => vocabulary.Roles,
        RuleSlotType.Joint => ["and", "or"],
        _ => [],
    };
}
