namespace ConvoStudio.Engine.Contexts;

/// <summary>What a slot of the encoded context measures.</summary>
public enum SlotSource
{
    /// <summary>Always 1.</summary>
    Bias = 0,

    /// <summary>1 when a number fact is known (or a word or flag is), else 0.</summary>
    FactKnown = 1,

    /// <summary>A number fact, shifted and scaled; 0 when unknown.</summary>
    FactNumber = 2,

    /// <summary>A number fact as sign(x) ln(1 + |x|), shifted and scaled; 0 when unknown.</summary>
    FactLogNumber = 3,

    /// <summary>1 when a category fact has this word.</summary>
    FactWord = 4,

    /// <summary>1 when a flag fact is true.</summary>
    FactFlag = 5,

    /// <summary>1 when the last customer turn held this act.</summary>
    LastCustomerAct = 6,

    /// <summary>1 when the last agent turn held this act.</summary>
    LastAgentAct = 7,

    /// <summary>ln(1 + times the customer did this act).</summary>
    CustomerActCount = 8,

    /// <summary>ln(1 + times the agent did this act).</summary>
    AgentActCount = 9,

    /// <summary>ln(1 + agent turns), shifted and scaled.</summary>
    AgentTurns = 10,

    /// <summary>Mean customer sentiment so far, 0 when none is known.</summary>
    Sentiment = 11,

    /// <summary>1 before the customer has said anything.</summary>
    CustomerSilent = 12,

    /// <summary>Always 0: the fact may no longer be used by policies, or the act states the outcome. The number is never given away again.</summary>
    Retired = 13,
}

/// <summary>One slot. Value = (raw − Shift) · Scale for the scaled sources; others ignore both.</summary>
/// <param name="Source">What it measures.</param>
/// <param name="Key">Fact or act key; empty where the source needs none.</param>
/// <param name="Word">The word of a category slot; empty otherwise.</param>
/// <param name="Shift">Subtracted from the raw number; finite.</param>
/// <param name="Scale">Factor after the shift; finite, not 0.</param>
public sealed record EncoderSlot(SlotSource Source, string Key = "", string Word = "", double Shift = 0, double Scale = 1);

/// <summary>The fixed layout of an encoded context. Slots are only ever appended: a slot keeps its number for good, so what was learnt on it stays.</summary>
/// <param name="Slots">Slots in their numbering.</param>
public sealed record EncoderSchema(IReadOnlyList<EncoderSlot> Slots)
{
    /// <summary>Length d of every context encoded with it.</summary>
    public int Length => Slots.Count;
}
