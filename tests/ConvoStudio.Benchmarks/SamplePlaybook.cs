using ConvoStudio.Application.Configurations;
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
}
