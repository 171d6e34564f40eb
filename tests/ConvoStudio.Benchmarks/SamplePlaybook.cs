using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Benchmarks;

/// <summary>Ten actions and a context of 32 numbers: the size of a real playbook. The learner answers.</summary>
internal static class SamplePlaybook
{
    public const string Key = "benchmark";

    public static PlaybookConfiguration Configuration() => new(
        Key, 1,
        new PlaybookPart(
            "Benchmark", "en", [new("ask"), new("answer"), new("recommend")], [new FactDefinition("spend", FactType.Number, FactUsages.Policy, [])],
            [.. Enumerable.Range(0, 10).Select(i => new TalkTrackAction(i, $"action-{i}", ["recommend"]))], Fallback: 0),
        new EncoderSchema(
        [
            new EncoderSlot(SlotSource.Bias), new EncoderSlot(SlotSource.AgentTurns), new EncoderSlot(SlotSource.Sentiment),
            new EncoderSlot(SlotSource.FactNumber, "spend", "", 500, 0.002), new EncoderSlot(SlotSource.LastCustomerAct, "answer"),
            .. Enumerable.Range(0, 27).Select(i => new EncoderSlot(SlotSource.CustomerActCount, $"act-{i}")),
        ]),
        new RulesPart([]), new RewardDefinition(),
        [new PolicyPart("learner", "Learner", PolicyKind.LinearBandit)],
        [new ExperimentPart("first", "First", 1, true, [new ArmPart("control", "Control", "learner", 1, true), new ArmPart("treatment", "Treatment", "learner", 1, false)])],
        new RoutingPart("learner"));

    /// <summary>With rules that each look at a fact and at what was said, and stop nothing.</summary>
    /// <param name="more">Sentences that come before them.</param>
    public static PlaybookConfiguration Ruled(int rules, params string[] more)
    {
        var sentences = more.Concat(Enumerable.Range(0, rules).Select(i => $"Never say recommend when spend is at most {-i} and the customer has not yet said answer, if unknown allow."));
        return Configuration() with { Rules = new([], [.. sentences.Select((s, i) => RuleDocument.PartOf(RuleText.Parse($"r{i}", 1, s)))]) };
    }
}
