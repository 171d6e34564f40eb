using ConvoStudio.Engine.Compliance;
using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Engine.Tests.Compliance;

public sealed class EligibleActionFilterTests
{
    private static readonly TalkTrackAction[] Actions =
    [
        new(3, "recommend", ["recommend-card"]),
        new(0, "greet", ["greet"]),
        new(7, "disclose-and-recommend", ["disclose-cost", "recommend-card"]),
        new(5, "recommend-and-disclose", ["recommend-card", "disclose-cost"]),
        new(9, "hand-over", ["hand-over"]),
        new(4, "old", ["greet"], Archived: true),
    ];

    private static readonly ActionRule Adults = new(
        "adults", ActionRuleForm.ForbidWhenFact, ["recommend-card"], "age", FactComparison.AtMost, FactValue.Of(17));

    private static readonly ActionRule CostFirst = new(
        "cost-first", ActionRuleForm.RequireBefore, ["recommend-card"], Prerequisite: "disclose-cost", PrerequisiteSpeaker: Speaker.Agent);

    private static readonly HashSet<string> PolicyFacts = ["age"];

    [Fact]
    public void Filter_NoRules_AllStandingActionsAscending()
    {
        var result = Filter([], null, Age(30));
        Assert.Equal([0, 3, 5, 7, 9], result.Eligible);
        Assert.Empty(result.Blocked);
        Assert.False(result.Forced);
    }

    [Fact]
    public void Filter_Offered_KeepsKnownStandingOnesOnce() => Assert.Equal([3, 7], Filter([], [7, 3, 4, 99, 7], Age(30)).Eligible);

    [Fact]
    public void Filter_ConditionTrue_BlocksEveryActionWithTheAct()
    {
        var result = Filter([Adults], null, Age(17));
        Assert.Equal([0, 9], result.Eligible);
        Assert.Equal([3, 5, 7], result.Blocked.Select(b => b.Action));
        Assert.All(result.Blocked, b => Assert.Equal("Never recommend-card when age is at most 17.", b.Sentence));
    }

    [Fact]
    public void Filter_ConditionFalse_BlocksNothing() => Assert.Equal([0, 3, 5, 7, 9], Filter([Adults], null, Age(18)).Eligible);

    [Fact]
    public void Filter_FactUnknownWithheldOrOfAnotherType_Blocks()
    {
        foreach (var facts in new[] { [], new Dictionary<string, FactValue> { ["age"] = FactValue.Withheld }, new() { ["age"] = FactValue.Of("old") } })
        {
            var result = Filter([Adults], null, facts);
            Assert.Equal([0, 9], result.Eligible);
            Assert.EndsWith("age is not known.", result.Blocked[0].Sentence);
        }
    }

    [Fact]
    public void Filter_ProtectedFact_SentenceShowsNeitherValueNorLimit()
    {
        foreach (var age in new[] { FactValue.Of(16), FactValue.Unknown })
        {
            var result = EligibleActionFilter.Filter(
                Actions, [Adults], null, ConversationState.Empty, new Dictionary<string, FactValue> { ["age"] = age }, 9);
            Assert.Equal("Blocked by rule adults: condition true.", Assert.Single(result.Blocked, b => b.Action == 3).Sentence);
        }
    }

    [Fact]
    public void Filter_ProtectedFactKnownAndHarmless_Grants() => Assert.Equal([0, 3, 5, 7, 9], EligibleActionFilter.Filter(
        Actions, [Adults], null, ConversationState.Empty, new Dictionary<string, FactValue> { ["age"] = FactValue.Of(40) }, 9).Eligible);

    [Fact]
    public void Filter_RequireBefore_BlocksUntilDone()
    {
        var state = ConversationState.Empty;
        var result = EligibleActionFilter.Filter(Actions, [CostFirst], null, state, None, 9);
        // The move that discloses before it recommends keeps the rule by itself; the one the other way round does not.
        Assert.Equal([0, 7, 9], result.Eligible);
        Assert.Equal("Before recommend-card, the agent must have done disclose-cost.", result.Blocked[0].Sentence);
        var byCustomer = state.Append(new(0, Speaker.Customer, ["disclose-cost"], 1, 1));
        Assert.Equal([0, 7, 9], EligibleActionFilter.Filter(Actions, [CostFirst], null, byCustomer, None, 9).Eligible);
        var byAgent = state.Append(new(0, Speaker.Agent, ["disclose-cost"], 1, 1));
        Assert.Equal([0, 3, 5, 7, 9], EligibleActionFilter.Filter(Actions, [CostFirst], null, byAgent, None, 9).Eligible);
    }

    [Fact]
    public void Filter_TwoRulesOnOneAction_NamesBoth()
    {
        var result = Filter([Adults, CostFirst], null, Age(10));
        Assert.Equal(["adults", "cost-first"], result.Blocked.Where(b => b.Action == 3).Select(b => b.Rule.Key));
        Assert.Equal([0, 9], result.Eligible);
    }

    [Theory]
    [InlineData(new[] { 3, 5 })]
    [InlineData(new[] { 4 })]
    [InlineData(new int[0])]
    public void Filter_NothingLeft_ForcesTheFallback(int[] offered)
    {
        var result = Filter([Adults], offered, Age(10));
        Assert.Equal([9], result.Eligible);
        Assert.True(result.Forced);
        Assert.DoesNotContain(result.Blocked, b => b.Action == 4);
    }

    [Fact]
    public void Filter_FallbackBlockedItself_IsStillAnswered()
    {
        var never = new ActionRule("never", ActionRuleForm.RequireBefore, ["greet", "recommend-card", "hand-over"], Prerequisite: "miracle");
        var result = Filter([never], null, Age(30));
        Assert.Equal([9], result.Eligible);
        Assert.True(result.Forced);
        Assert.Equal([0, 3, 5, 7, 9], result.Blocked.Select(b => b.Action));
    }

    [Fact]
    public void Filter_RandomRules_EqualsBruteForce()
    {
        var random = new Random(11);
        for (var round = 0; round < 500; round++)
        {
            TalkTrackAction[] actions = [.. Enumerable.Range(0, 6).Select(i => new TalkTrackAction(i * 2, $"a{i}", Some(random), Archived: i > 0 && random.Next(5) == 0))];
            ActionRule[] rules = [.. Enumerable.Range(0, random.Next(4)).Select(i => new ActionRule(
                $"r{i}", ActionRuleForm.ForbidWhenFact, Some(random), "age", (FactComparison)random.Next(4), FactValue.Of(random.Next(3))))];
            int[]? offered = random.Next(2) == 0 ? null : [.. Enumerable.Range(0, 6).Where(_ => random.Next(2) == 0).Select(i => i * 2)];
            var age = random.Next(3);
            var result = EligibleActionFilter.Filter(actions, rules, offered, ConversationState.Empty.WithFacts(Age(age)), None, 0, PolicyFacts);
            int[] expected = [.. actions.Where(a => !a.Archived && (offered is null || offered.Contains(a.Number))
                && !rules.Any(r => r.Acts.Intersect(a.Acts).Any() && Holds(r, age))).Select(a => a.Number)];
            Assert.Equal(expected.Length == 0, result.Forced);
            Assert.Equal(expected.Length == 0 ? [0] : expected, result.Eligible);
        }
    }

    [Fact]
    public void Compile_NegativeOrDoubleNumberOrUnknownFallback_Throws()
    {
        Assert.Throws<ArgumentException>(() => new CompiledRules([new(-1, "a", ["x"])], [], PolicyFacts, -1));
        Assert.Throws<ArgumentException>(() => new CompiledRules([new(1, "a", ["x"]), new(1, "b", ["x"])], [], PolicyFacts, 1));
        Assert.Throws<ArgumentException>(() => new CompiledRules(Actions, [], PolicyFacts, 8));
    }

    [Fact]
    public void Filter_NothingBlockedNothingOffered_AllocatesTheResultOnly()
    {
        var compiled = new CompiledRules(Actions, [Adults, CostFirst], PolicyFacts, 9);
        var state = ConversationState.Empty.WithFacts(Age(30)).Append(new(0, Speaker.Agent, ["disclose-cost"], 1, 1));
        var none = None;
        compiled.Filter(null, state, none);
        var allocated = AllocatedBytes.Of(() =>
        {
            for (var i = 0; i < 100; i++)
                compiled.Filter(null, state, none);
        });
        Assert.True(allocated <= 100 * 48);
    }

    private static Dictionary<string, FactValue> None => [];

    private static FilterResult Filter(ActionRule[] rules, int[]? offered, Dictionary<string, FactValue> facts) =>
        EligibleActionFilter.Filter(Actions, rules, offered, ConversationState.Empty.WithFacts(facts), None, 9, PolicyFacts);

    private static Dictionary<string, FactValue> Age(double age) => new() { ["age"] = FactValue.Of(age) };

    private static string[] Some(Random random) => [.. new[] { "x", "y", "z" }.Where((_, i) => i == random.Next(3) || random.Next(3) == 0).DefaultIfEmpty("x")];

    private static bool Holds(ActionRule rule, double age) => rule.Comparison switch
    {
        FactComparison.Equal => age == rule.Operand.Number,
        FactComparison.NotEqual => age != rule.Operand.Number,
        FactComparison.AtLeast => age >= rule.Operand.Number,
        _ => age <= rule.Operand.Number,
    };
}
