using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Decisions;
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
    /// <param name="explanation">What the scores were made of, once it is computed; the sentence then names the reasons.</param>
    public static (string Say, string Reason) Of(
        DecisionPayload decision, ActiveConfiguration configuration, IStringLocalizer<ConversationTexts> texts, DecisionExplanation? explanation = null)
    {
        var choices = Choices(decision, configuration);
        var drawn = choices.First(choice => choice.Drawn);
        var policy = configuration.Configuration.Policies.First(one => one.Id == decision.Policy);
        if (decision.Forced) return (texts["SayForced", drawn.Name], texts["ReasonForced"]);
        if (choices.Count == 1) return (texts["SayOnly", drawn.Name], texts["ReasonOnly"]);
        return policy.Kind switch
        {
            PolicyKind.LinearBandit or PolicyKind.AdaptiveBandit => Learned(policy, choices, drawn, texts, explanation),
            PolicyKind.BetaThompson or PolicyKind.GaussianThompson => Averaged(policy, choices, drawn, texts),
            PolicyKind.BehaviorClone => (texts["SayClone", policy.Name, drawn.Name, Numbers.Rate(drawn.Chance)], texts["ReasonClone"]),
            PolicyKind.Script => choices[0].Drawn
                ? (texts["SayScript", policy.Name, drawn.Name], texts["ReasonScript"])
                : (texts["SayScriptAside", policy.Name, drawn.Name], texts["ReasonScriptAside", choices[0].Name]),
            PolicyKind.FixedAction => (texts["SayFixed", policy.Name, drawn.Name], texts["ReasonFixed"]),
            _ => (texts["SayUniform", policy.Name, drawn.Name], texts["ReasonUniform", Numbers.Count(choices.Count)]),
        };
    }

    /// <summary>The action the drawn one is set against: the best when it was explored, else the next best; null when there is none.</summary>
    public static Choice? Other(IReadOnlyList<Choice> choices)
    {
        var drawn = choices.First(choice => choice.Drawn);
        var best = Best(choices);
        return best.Action == drawn.Action ? choices.Where(choice => choice.Action != best.Action).MaxBy(choice => choice.Score) : best;
    }

    // Ties go to the drawn action: it is not explored when nothing was expected to be better.
    private static Choice Best(IReadOnlyList<Choice> choices) => choices.OrderByDescending(choice => choice.Score).ThenByDescending(choice => choice.Drawn).First();

    private static (string, string) Learned(
        PolicyPart policy, IReadOnlyList<Choice> choices, Choice drawn, IStringLocalizer<ConversationTexts> texts, DecisionExplanation? explanation)
    {
        var best = Best(choices);
        var next = choices.Where(choice => choice.Action != best.Action).MaxBy(choice => choice.Score)!;
        if (best.Score == next.Score)
            return (texts["SayLevel", policy.Name, drawn.Name], texts["ReasonLevel"]);
        // Optimism gives nearly everything to one action, which need not be the one expected to earn the most.
        if (!best.Drawn && choices[0].Drawn && explanation?.Find(drawn.Action) is { Bonus: > 0 } mine)
            return (texts["SayOptimistic", policy.Name, drawn.Name], texts["ReasonOptimistic", best.Name, Numbers.Reward(best.Score), Numbers.Reward(drawn.Score), Numbers.Reward(mine.Bonus)]);
        if (best.Drawn && Because(explanation, best.Action, next.Action, texts) is { } because)
            return (texts["SayBecause", policy.Name, drawn.Name, because, next.Name, Numbers.Reward(best.Score - next.Score)], texts["ReasonExpected", Numbers.Reward(drawn.Score)]);
        return best.Drawn
            ? (texts["SayBest", policy.Name, drawn.Name, Numbers.Reward(drawn.Score)], texts["ReasonBest", Numbers.Reward(best.Score - next.Score), next.Name])
            : (texts["SayExplored", policy.Name, drawn.Name, Numbers.Rate(drawn.Chance)], texts["ReasonExplored", best.Name, Numbers.Reward(best.Score), Numbers.Reward(drawn.Score)]);
    }

    private static (string, string) Averaged(PolicyPart policy, IReadOnlyList<Choice> choices, Choice drawn, IStringLocalizer<ConversationTexts> texts) => (
        Best(choices).Drawn
            ? texts["SayAverage", policy.Name, drawn.Name, Numbers.Reward(drawn.Score)]
            : texts["SayExplored", policy.Name, drawn.Name, Numbers.Rate(drawn.Chance)],
        texts["ReasonAverage"]);

    private static string? Because(DecisionExplanation? explanation, int best, int next, IStringLocalizer<ConversationTexts> texts)
    {
        if (explanation?.Find(best) is not { } one || explanation.Find(next) is not { } other) return null;
        var named = DecisionExplanation.Against(one, other).Where(reason => reason.Part >= 0.0005 && reason.Subject != ReasonSubject.Other).Take(2).Select(reason => ReasonWords.Of(reason, texts)).ToList();
        return named.Count switch
        {
            0 => null,
            1 => named[0],
            _ => texts["AndBoth", named[0], named[1]],
        };
    }
}
