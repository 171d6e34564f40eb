using ConvoStudio.Engine.Compliance.Sentences.Grammar;
using ConvoStudio.Engine.Compliance.Sentences.Rules;

namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>The fifteen sentences.</summary>
internal static class RuleForms
{
    public static IReadOnlyList<RuleForm> All { get; } =
    [
        ForbidRule.Sentence, RequireBeforeRule.Sentence, SayWithRule.Sentence, RequireAfterRule.Sentence, AtStartRule.Sentence, CapRule.Sentence,
        StopAfterNoRule.Sentence, QuietHoursRule.Sentence, ConsentGateRule.Sentence, WaitingTimeRule.Sentence, CeilingRule.Sentence,
        EligibilityRule.Sentence, HandOverRule.Sentence, DoNotUseRule.Sentence, ParityRule.Sentence,
    ];

    public static RuleForm? Find(string name) => All.FirstOrDefault(f => f.Name == name);
}
