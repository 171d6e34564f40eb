using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Conversations;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Decisions;

/// <summary>An action that could have been drawn.</summary>
public sealed record Choice(int Action, string Name, ulong Weight, double Chance, double Score, double Width, bool Drawn);

/// <summary>Why an action was given, as far as the row and the kind of policy tell it.</summary>
public static class Explanation
{
    private const double Total = 4294967296.0;

    /// <summary>Everything that could have been drawn, likeliest first.</summary>
    public static IReadOnlyList<Choice> Choices(DecisionPayload decision, ActiveConfiguration configuration)
    {
        var compiled = CompiledConfiguration.Of(configuration);
        return [.. Enumerable.Range(0, decision.Eligible.Count)
            .Select(i => new Choice(
                decision.Eligible[i], Readable.Of(compiled.Action(decision.Eligible[i])), decision.Weights[i], decision.Weights[i] / Total, decision.Scores[i], decision.Widths[i],
                decision.Eligible[i] == decision.Drawn))
            .OrderByDescending(choice => choice.Weight).ThenBy(choice => choice.Action)];
    }

    /// <summary>One sentence, then what it rests on.</summary>
    public static (string Say, string Reason) Of(DecisionPayload decision, ActiveConfiguration configuration, IStringLocalizer<ConversationTexts> texts)
    {
        var choices = Choices(decision, configuration);
        var drawn = choices.First(choice => choice.Drawn);
        var policy = configuration.Configuration.Policies.First(one => one.Id == decision.Policy);
        if (decision.Forced) return (texts["SayForced", drawn.Name], texts["ReasonForced"]);
        if (choices.Count == 1) return (texts["SayOnly", drawn.Name], texts["ReasonOnly"]);
        return policy.Kind switch
        {
            PolicyKind.LinearBandit => Learned(policy, choices, drawn, texts),
            PolicyKind.BehaviorClone => (texts["SayClone", policy.Name, drawn.Name, Numbers.Rate(drawn.Chance)], texts["ReasonClone"]),
            PolicyKind.Script => choices[0].Drawn
                ? (texts["SayScript", policy.Name, drawn.Name], texts["ReasonScript"])
                : (texts["SayScriptAside", policy.Name, drawn.Name], texts["ReasonScriptAside", choices[0].Name]),
            PolicyKind.FixedAction => (texts["SayFixed", policy.Name, drawn.Name], texts["ReasonFixed"]),
            _ => (texts["SayUniform", policy.Name, drawn.Name], texts["ReasonUniform", Numbers.Count(choices.Count)]),
        };
    }

    private static (string, string) Learned(PolicyPart policy, IReadOnlyList<Choice> choices, Choice drawn, IStringLocalizer<ConversationTexts> texts)
    {
        // Ties go to the drawn action: it is not explored when nothing was expected to be better.
        var best = choices.OrderByDescending(choice => choice.Score).ThenByDescending(choice => choice.Drawn).First();
        var next = choices.Where(choice => choice.Action != best.Action).MaxBy(choice => choice.Score)!;
        if (best.Score == next.Score)
            return (texts["SayLevel", policy.Name, drawn.Name], texts["ReasonLevel"]);
        return best.Drawn
            ? (texts["SayBest", policy.Name, drawn.Name, Numbers.Reward(drawn.Score)], texts["ReasonBest", Numbers.Reward(best.Score - next.Score), next.Name])
            : (texts["SayExplored", policy.Name, drawn.Name, Numbers.Rate(drawn.Chance)], texts["ReasonExplored", best.Name, Numbers.Reward(best.Score), Numbers.Reward(drawn.Score)]);
    }
}
