using ConvoStudio.Application.Configurations;
using ConvoStudio.Engine.Compliance.Filtering;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Verification;

namespace ConvoStudio.Application.Compliance;

/// <summary>Everything the agent of a playbook could ever do: any action at any time. What is proved of it holds for every policy and every talk track.</summary>
internal static class PlaybookGraph
{
    private const string Talk = "talk";
    private const string Over = "over";

    public static TalkGraph Of(PlaybookPart playbook, RuleTerms? terms, RuleVocabulary vocabulary)
    {
        var actions = playbook.Actions.Where(a => !a.Archived).OrderBy(a => a.Number).Select(a => new RuleAction(a.Number, PlaybookVocabulary.MoveOf(a, playbook, terms))).ToList();
        return new(Talk, [.. actions.Select(a => new TalkStep(Talk, a.Number, Ends(a, vocabulary) ? Over : Talk))], actions);
    }

    private static bool Ends(RuleAction action, RuleVocabulary vocabulary) =>
        action.Move.Acts.Any(act => vocabulary.EndingActs.Contains(act) || vocabulary.HandOverActs.Contains(act) || vocabulary.StopActs.Contains(act));
}
