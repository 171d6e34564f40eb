using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Components.Conversations;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Decisions;

/// <summary>What a slot of the encoded context measures, in words.</summary>
public static class SlotName
{
    public static string Of(EncoderSlot slot, IStringLocalizer<ConversationTexts> texts) => slot.Source switch
    {
        SlotSource.FactWord => texts["SlotFactWord", Readable.Of(slot.Key), Readable.Of(slot.Word)],
        _ => texts[$"Slot{slot.Source}", Readable.Of(slot.Key)],
    };
}
