using ConvoStudio.Application.Configurations;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Decisions;

/// <summary>The next action for an agent.</summary>
/// <param name="Turn">Number of the turn the action is for.</param>
/// <param name="Propensity">Chance the drawn action had within the arm: weight / 2³².</param>
/// <param name="Experiment">Experiment that routed the conversation, or null.</param>
/// <param name="Warnings">Rules that warn of the drawn action; null for none.</param>
/// <param name="PolicyVersion">Policy id and the log sequence it had learnt up to.</param>
public sealed record DecisionAnswer(
    Guid DecisionId, Guid ConversationId, int Turn, ActionAnswer Action, double Propensity, string? Experiment, string? Arm, string PolicyVersion, bool Forced,
    IReadOnlyList<EligibleAnswer> Eligible, IReadOnlyList<BlockedAnswer> Blocked, IReadOnlyList<WarningAnswer>? Warnings = null);

/// <summary>An action to carry out.</summary>
/// <param name="Utterance">The words to say, filled in; null when there are none or a value was missing.</param>
/// <param name="Locale">Locale of the words, where the action has more than one.</param>
/// <param name="Template">The words before they were filled in, where there was something to fill in.</param>
/// <param name="UtteranceMissing">Name of the placeholder without a value, because of which nothing is said.</param>
/// <param name="Note">A hint for the agent that is not said.</param>
public sealed record ActionAnswer(
    string Key, IReadOnlyList<string> Acts, string? Product, string? Stage, string? Utterance,
    string? Locale = null, string? Template = null, string? UtteranceMissing = null, string? Note = null)
{
    /// <summary>The action as it is answered to a conversation.</summary>
    internal static ActionAnswer Of(int number, CompiledConfiguration compiled, string? locale, IReadOnlyDictionary<string, FactValue> facts)
    {
        var action = compiled.Action(number);
        var utterances = compiled.Utterances(number);
        if (utterances.IsEmpty || utterances.Always is not null)
            return new(action.Key, action.Acts, action.Product, action.Stage, utterances.Always, Note: action.Note);
        var (chosen, template) = utterances.Choose(locale);
        var said = utterances.Say(chosen, facts);
        return new(
            action.Key, action.Acts, action.Product, action.Stage, said.Text, utterances.HasChoice ? chosen : null,
            template.Plain is null ? template.Source : null, said.Missing, action.Note);
    }
}

/// <summary>An action that could have been drawn; the weights of all sum to 2³².</summary>
public sealed record EligibleAnswer(string Action, ulong Weight, double Probability, double Score);

/// <summary>An action taken out before the policy chose.</summary>
/// <param name="Version">Version of the rule; null for a rule of the earlier forms.</param>
public sealed record BlockedAnswer(string Action, string Rule, string Sentence, int? Version = null);

/// <summary>A rule that warns of the drawn action.</summary>
public sealed record WarningAnswer(string Rule, int Version, string Sentence);
