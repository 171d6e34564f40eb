using ConvoStudio.Engine.Compliance;
using ConvoStudio.Engine.Compliance.Examples;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Tests.Compliance.Monitors;
using ConvoStudio.Engine.Tests.Compliance.Sentences;
using Xunit;

namespace ConvoStudio.Engine.Tests.Compliance.Examples;

public sealed class RuleExamplesTests
{
    private static readonly RuleVocabulary Vocabulary = TraceGenerator.Vocabulary;
    private static readonly ActionPattern Offer = ActionPattern.OfActs("offer");

    public static TheoryData<string> Bodies => [.. Usual.Keys];

    private static readonly Dictionary<string, RuleBody> Usual = new(StringComparer.Ordinal)
    {
        ["forbid"] = new ForbidRule(Offer, new FactIs("age", FactComparison.AtMost, FactValue.Of(17))),
        ["forbid when said often"] = new ForbidRule(Offer, new SaidCount(Speaker.Customer, "no", FactComparison.AtLeast, 2, new(null, TimeSpan.FromHours(1)))),
        ["before"] = new RequireBeforeRule(Offer, ["cost"], Speaker.Agent, true, "price"),
        ["with"] = new SayWithRule(["offer"], ["cost"]),
        ["after"] = new RequireAfterRule(["no"], Speaker.Customer, ["ask"], 1),
        ["start"] = new AtStartRule(2, ["ask"]),
        ["cap"] = new CapRule(2, Offer, CapUnit.Conversation, null),
        ["cap per product"] = new CapRule(1, Offer, CapUnit.Product, TimeSpan.FromDays(7)),
        ["no"] = new StopAfterNoRule(1, ["no"], Offer, TimeSpan.FromDays(30), []),
        ["hours"] = new QuietHoursRule(Offer, new(8, 0), new(20, 0), true, true),
        ["consent"] = new ConsentGateRule(Offer, "marketing", "phone", TimeSpan.FromDays(365)),
        ["wait"] = new WaitingTimeRule(TimeSpan.FromDays(1), ["cost"], Offer),
        ["ceiling"] = new CeilingRule(Offer, "price", 50, "boss"),
        ["eligibility"] = new EligibilityRule(["gold"], Offer, new FactIs("age", FactComparison.AtLeast, FactValue.Of(18))),
        ["hand over"] = new HandOverRule(new FactIs("vip", FactComparison.Equal, FactValue.Of(true)), Offer),
    };

    [Theory, MemberData(nameof(Bodies))]
    public void Of_UsualRuleOfEachForm_HasBothKinds(string name)
    {
        var found = RuleExamples.Of(new("k", 1, Usual[name]), Vocabulary);
        Assert.NotEmpty(found.Passes);
        Assert.NotEmpty(found.Stops);
    }

    [Fact]
    public void Of_GeneratedRules_AgreeWithTheReference()
    {
        var generator = new RuleGenerator(new Random(21), Vocabulary);
        var (passes, stops, rules) = (0, 0, 0);
        for (var i = 0; i < 450; i++)
        {
            var rule = generator.Rule($"r{i}", i % RuleGenerator.Kinds);
            if (RuleSetCheck.Check(rule, Vocabulary).Count > 0)
                continue;
            rules++;
            var found = RuleExamples.Of(rule, Vocabulary);
            Assert.True(found.Passes.Count <= 3 && found.Stops.Count <= 3);
            foreach (var example in found.Passes.Concat(found.Stops))
                AssertReference(rule with { From = null, Until = null }, example);
            Assert.All(found.Passes, e => Assert.False(Breaks(rule, e.Answer)));
            Assert.All(found.Stops, e => Assert.True(Breaks(rule, e.Answer)));
            (passes, stops) = (passes + found.Passes.Count, stops + found.Stops.Count);
        }
        // Rules over many conversations have none, and few others should have none.
        Assert.True(passes > 1.5 * rules && stops > 1.5 * rules, $"{passes} and {stops} of {rules} rules");
    }

    [Fact]
    public void Of_SameRule_GivesTheSame()
    {
        var rule = new SentenceRule("k", 1, Usual["before"]);
        Assert.Equal(Lines(RuleExamples.Of(rule, Vocabulary).Stops), Lines(RuleExamples.Of(rule, Vocabulary).Stops));
    }

    [Fact]
    public void Of_RequireBefore_ShowsNeverSaidAnotherProductAndAChange()
    {
        var found = RuleExamples.Of(new("k", 1, new RequireBeforeRule(Offer, ["cost"], Speaker.Agent, true, null)), Vocabulary);
        Assert.Equal(["offer gold", "cost gold, offer silver"], Lines(found.Stops));
        Assert.Equal(["cost+offer gold", "cost gold, offer gold"], Lines(found.Passes).Take(2));
        Assert.Equal("At turn 2 cost had last been said at turn 1 for another product.", found.Stops[1].Reason);
    }

    [Fact]
    public void Of_Cap_StopsTheOneTooMany()
    {
        var found = RuleExamples.Of(new("k", 1, Usual["cap"]), Vocabulary);
        Assert.Equal(["offer", "offer, offer"], Lines(found.Passes));
        Assert.Equal(["offer, offer, offer"], Lines(found.Stops));
    }

    [Fact]
    public void Of_RulesOverManyConversations_HasNone()
    {
        var found = RuleExamples.Of(new("k", 1, new ParityRule(["offer"], "age", 0.1, 0.95, 50)), Vocabulary);
        Assert.Empty(found.Passes);
        Assert.Empty(found.Stops);
    }

    [Fact]
    public void Of_RuleThatFailsItsChecks_Throws() =>
        Assert.Throws<RuleFormatException>(() => RuleExamples.Of(new("k", 1, new SayWithRule([], ["cost"])), Vocabulary));

    /// <summary>The last move is judged as the reference judges it, and every earlier move of the agent keeps the rule.</summary>
    private static void AssertReference(SentenceRule rule, RuleExample example)
    {
        TraceEvent[] before = [.. example.Before];
        Assert.Equal(example.Answer, new ReferenceEvaluator(rule, Vocabulary, before, example.Situation).Judge(example.Move));
        for (var i = 0; i < before.Length; i++)
            if (before[i] is { Kind: TraceEventKind.Agent, Move: { } move } e)
                Assert.Equal(RuleAnswer.Kept, new ReferenceEvaluator(rule, Vocabulary, before[..i], example.Situation with { NowTicks = e.AtTicks }).Judge(move));
    }

    private static bool Breaks(SentenceRule rule, RuleAnswer answer) =>
        answer == RuleAnswer.Broken || (answer == RuleAnswer.Unknown && rule.OnUnknown is UnknownAnswer.Block or UnknownAnswer.HandOver);

    private static IEnumerable<string> Lines(IEnumerable<RuleExample> examples) => examples.Select(e => string.Join(
        ", ", e.Steps.Select(s => s.Event is { Move: { } move } ? $"{string.Join('+', move.Acts)} {move.Product}".TrimEnd() : s.Kind.ToString())));
}
