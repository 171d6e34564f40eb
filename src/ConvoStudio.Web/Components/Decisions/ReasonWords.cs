using ConvoStudio.Application.Decisions;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Conversations;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Decisions;

/// <summary>A reason as a person says it: "budget is unknown", "travels = often", "already 4 agent turns".</summary>
public static class ReasonWords
{
    public static string Of(Reason reason, IStringLocalizer<ConversationTexts> texts) => reason.Subject switch
    {
        ReasonSubject.Fact when reason.Value.Kind == FactValueKind.Unknown => texts["ReasonFactUnknown", Readable.Of(reason.Key)],
        ReasonSubject.Fact when reason.Value.Kind == FactValueKind.Withheld => texts["ReasonFactWithheld", Readable.Of(reason.Key)],
        ReasonSubject.Fact => $"{Readable.Of(reason.Key)} = {Readable.Of(reason.Value)}",
        ReasonSubject.LastCustomerActs => reason.Acts.Count == 0 ? texts["ReasonNoCustomerAct"] : texts["ReasonLastCustomerActs", Acts(reason)],
        ReasonSubject.LastAgentActs => reason.Acts.Count == 0 ? texts["ReasonNoAgentAct"] : texts["ReasonLastAgentActs", Acts(reason)],
        ReasonSubject.CustomerActCount => Times("ReasonCustomer", reason, texts),
        ReasonSubject.AgentActCount => Times("ReasonAgent", reason, texts),
        ReasonSubject.AgentTurns => reason.Number is > 0 ? texts[reason.Number == 1 ? "ReasonOneTurn" : "ReasonTurns", Numbers.Count(reason.Number.Value)] : texts["ReasonFirstTurn"],
        ReasonSubject.Mood => reason.Number is { } mood ? texts["ReasonMood", Numbers.RewardChange(mood)] : texts["ReasonNoMood"],
        ReasonSubject.CustomerSilent => texts[reason.Number > 0 ? "ReasonHasSpoken" : "ReasonSilent"],
        _ => texts["ReasonOther"],
    };

    private static string Times(string key, Reason reason, IStringLocalizer<ConversationTexts> texts) => reason.Number switch
    {
        null or 0 => texts[$"{key}Never", Readable.Of(reason.Key)],
        1 => texts[$"{key}Once", Readable.Of(reason.Key)],
        { } times => texts[$"{key}Times", Readable.Of(reason.Key), Numbers.Count(times)],
    };

    private static string Acts(Reason reason) => string.Join(", ", reason.Acts.Select(Readable.Of));
}
