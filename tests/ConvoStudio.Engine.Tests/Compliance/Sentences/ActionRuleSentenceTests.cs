using ConvoStudio.Engine.Compliance;
using ConvoStudio.Engine.Compliance.Filtering;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Tests.Compliance.Monitors;
using Xunit;

namespace ConvoStudio.Engine.Tests.Compliance.Sentences;

public sealed class ActionRuleSentenceTests
{
    private static readonly string[] Acts = ["ask", "cost", "offer"];

    [Fact]
    public void Of_RandomEarlierRules_LeaveTheSameActions()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            ActionRule[] rules = [.. Enumerable.Range(0, 1 + random.Next(2)).Select(i => random.Next(2) == 0
                ? new ActionRule($"r{i}", ActionRuleForm.ForbidWhenFact, Some(random), "age", (FactComparison)random.Next(4), FactValue.Of(random.Next(3)))
                : new ActionRule($"r{i}", ActionRuleForm.RequireBefore, Some(random), Prerequisite: Acts[random.Next(3)], PrerequisiteSpeaker: (Speaker)random.Next(2)))];
            SentenceRule[] sentences = [.. rules.Select(ActionRuleSentence.Of)];
            if (RuleSetCheck.Check(sentences, TraceGenerator.Vocabulary).Count > 0)
                continue;
            TalkTrackAction[] actions = [.. Enumerable.Range(0, 8).Select(i => new TalkTrackAction(i, $"a{i}", [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Acts[random.Next(3)])]))];
            var said = new ConversationTurn(0, (Speaker)random.Next(2), [Acts[random.Next(3)]], 1, 1);
            var facts = random.Next(3) == 0 ? [] : new Dictionary<string, FactValue> { ["age"] = FactValue.Of(random.Next(3)) };
            var old = EligibleActionFilter.Filter(actions, rules, null, ConversationState.Empty.WithFacts(facts).Append(said), new Dictionary<string, FactValue>(), 0);
            var set = new RuleSet(sentences, TraceGenerator.Vocabulary);
            var state = set.Open();
            set.Step(state, new TraceEvent(TraceEventKind.Facts, 0, 0) { Facts = facts });
            set.Step(state, new TraceEvent(said.Speaker == Speaker.Agent ? TraceEventKind.Agent : TraceEventKind.Customer, 1, 1) { Move = new(ValueList.Of<string>(said.Acts.ToArray())) });
            var filter = new RuleFilter(set, [.. actions.Select(a => new RuleAction(a.Number, new(ValueList.Of<string>(a.Acts.ToArray()))))], 0);
            var answer = filter.NewAnswer();
            filter.Filter(null, state, new RuleSituation(2), answer);
            Assert.Equal(old.Eligible, answer.Eligible.ToArray());
            Assert.Equal(old.Forced, answer.Forced);
        }
    }

    private static string[] Some(Random random) => [.. Acts.Where(_ => random.Next(2) == 0).DefaultIfEmpty("offer")];
}
