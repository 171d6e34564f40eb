using ConvoStudio.Engine.Compliance.Sentences;

namespace ConvoStudio.Engine.Compliance.Examples;

/// <summary>Shortest conversations that a rule lets through and that it stops, made from the rule itself.</summary>
/// <remarks>The same rule and vocabulary give the same examples. Of a rule over many conversations (parity, do not use) there are none.</remarks>
public static class RuleExamples
{
    /// <summary>Up to three of each. A rule that speaks of long histories may have fewer: examples have at most 13 steps.</summary>
    /// <exception cref="RuleFormatException">The rule does not pass its checks.</exception>
    public static RuleExampleSet Of(SentenceRule rule, RuleVocabulary vocabulary) => new ExampleSearch(rule, vocabulary).Run();
}
