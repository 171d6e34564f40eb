using System.Diagnostics;
using ConvoStudio.Engine.Compliance.Filtering;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Tests.Compliance.Monitors;
using ConvoStudio.Engine.Tests.Compliance.Sentences;
using Xunit;

namespace ConvoStudio.Engine.Tests.Compliance.Filtering;

public sealed class RuleFilterTests
{
    private static readonly RuleAction[] Actions =
    [
        new(0, new(["ask"])), new(1, new(["offer"]) { Product = "gold" }), new(2, new(["offer"]) { Product = "silver" }), new(3, new(["cost"]) { Product = "gold" }),
        new(4, new(["cost", "offer"]) { Product = "gold" }), new(5, new(["close"])), new(6, new(["stop"])), new(9, new(["hand"])),
    ];

    [Fact]
    public void Filter_RequireBeforeSaidForAnotherProduct_NamesTheTurns()
    {
        var (filter, set) = Of("Before offer the agent must have said cost about the same product.");
        var state = Said(set, Agent("cost", "silver"), Agent("ask"), Agent("ask"));
        var answer = Filter(filter, state);
        Assert.Equal([0, 2, 3, 4, 5, 6, 9], answer.Eligible.ToArray());
        Assert.Equal(
            new RuleReason("r0", 3, "Before offer the agent must have said cost about the same product. At turn 4 cost had last been said at turn 1 for another product."),
            filter.WhyBlocked(answer, 1, state));
        Assert.Null(filter.WhyBlocked(answer, 2, state));
    }

    [Fact]
    public void Filter_OpenDuty_ForcesTheActionsThatDoIt()
    {
        var (filter, set) = Of("After the agent has said offer say cost before the end and within 1 turns.");
        var state = Said(set, Agent("offer", "gold"));
        // What stops stands outside all rules.
        Assert.Equal([3, 4, 6], Filter(filter, state).Eligible.ToArray());
        var without = Filter(filter, state, [0, 1, 5]);
        Assert.Equal([9], without.Eligible.ToArray());
        Assert.True(without.Forced);
    }

    [Fact]
    public void Filter_Effects_TakeOutWarnOrWaitForApproval()
    {
        var (filter, set) = Of("Never say ask, else warn.", "Never say cost, else needs approval of role boss.", "Never say close, else hand over.", "Never say hand.");
        var answer = Filter(filter, set.Open());
        // The fallback stays when a rule with "hand over" takes something out, though another rule is against it.
        Assert.Equal([0, 1, 2, 6, 9], answer.Eligible.ToArray());
        Assert.Equal("r0", filter.WhyNoted(answer, 0, set.Open())?.Rule);
        filter.Filter(null, set.Open(), new RuleSituation(0) { Approvals = new HashSet<RuleApproval> { new("boss", "r1", 3) } }, answer);
        Assert.Equal([0, 1, 2, 3, 4, 6, 9], answer.Eligible.ToArray());
    }

    [Theory, InlineData("boss", "r9", 3), InlineData("boss", "r1", 2), InlineData("clerk", "r1", 3)]
    public void Filter_ApprovalOfAnotherRuleVersionOrRole_FreesNothing(string role, string rule, int version)
    {
        var (filter, set) = Of("Never say ask, else warn.", "Never say cost, else needs approval of role boss.");
        var (with, without) = (filter.NewAnswer(), filter.NewAnswer());
        filter.Filter(null, set.Open(), new RuleSituation(0) { Approvals = new HashSet<RuleApproval> { new(role, rule, version) } }, with);
        filter.Filter(null, set.Open(), new RuleSituation(0), without);
        Assert.Equal(without.Eligible.ToArray(), with.Eligible.ToArray());
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(", if unknown hand-over", false)]
    [InlineData(", if unknown warn", true)]
    [InlineData(", if unknown allow", true)]
    [InlineData(", else warn", true)]
    public void Filter_UnknownFact_FollowsTheSlot(string clause, bool eligible)
    {
        var (filter, set) = Of($"Never say ask when kind is a{clause}.");
        Assert.Equal(eligible, Filter(filter, set.Open()).Eligible.Contains(0));
    }

    [Fact]
    public void WhyBlocked_ProtectedFact_TellsNeitherValueNorLimitNorThatItIsUnknown()
    {
        var (filter, set) = Of("Never say ask when age is at most 17.", "Offer gold by offer only if vip is true.");
        foreach (var state in new[] { set.Open(), Said(set, new TraceEvent(TraceEventKind.Facts, 0, 0) { Facts = new Dictionary<string, FactValue> { ["age"] = FactValue.Of(16) } }) })
        {
            var answer = Filter(filter, state);
            Assert.Equal("Blocked by rule r0: condition true.", filter.WhyBlocked(answer, 0, state)?.Sentence);
            Assert.Equal("Blocked by rule r1: condition true.", filter.WhyBlocked(answer, 1, state)?.Sentence);
        }
    }

    [Fact]
    public void WhyBlocked_EligibilityUnknown_NamesTheQuestion()
    {
        var (filter, set) = Of("Offer gold by offer only if kind is b.");
        Assert.EndsWith("Asking for kind would decide it.", filter.WhyBlocked(Filter(filter, set.Open()), 1, set.Open())?.Sentence);
    }

    [Fact]
    public void Filter_RuleThatFails_BlocksAndAlarms()
    {
        var set = new RuleSet([RuleText.Parse("r0", 1, "Never say ask."), RuleText.Parse("r1", 1, "Never say cost.")], TraceGenerator.Vocabulary,
            (rule, layout) => rule.Key == "r0" ? new Failing(rule, layout) : MonitorTable.Of(rule, layout));
        var filter = new RuleFilter(set, Actions, 9);
        var answer = Filter(filter, set.Open());
        Assert.True(answer.Alarm);
        Assert.Equal([1, 2, 5, 6, 9], answer.Eligible.ToArray());
        Assert.Equal("Rule r0 could not be evaluated, so it blocks.", filter.WhyBlocked(answer, 0, set.Open())?.Sentence);
    }

    [Fact]
    public void Filter_OfferedNothingOrUnknown_ForcesTheFallback()
    {
        var (filter, set) = Of("Never say ask.");
        Assert.Equal([9], Filter(filter, set.Open(), []).Eligible.ToArray());
        Assert.True(Filter(filter, set.Open(), [77]).Forced);
        Assert.Equal([1, 5], Filter(filter, set.Open(), [5, 1, 0, 77]).Eligible.ToArray());
    }

    [Fact]
    public void Filter_RandomRules_EqualsJudgingEachActionByEachRule()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var (filter, set, actions, state, now) = Random(seed, 1 + (seed % 20), 70);
            var answer = filter.NewAnswer();
            filter.Filter(null, state, now, answer);
            var left = actions.Where(a => !Enumerable.Range(0, set.Rules.Count).Any(r => Out(set.Rules[r], set.Judge(r, state, now, a.Move), now))).Select(a => a.Number).ToHashSet();
            var handOver = actions.Any(a => Enumerable.Range(0, set.Rules.Count).Any(r => HandsOver(set.Rules[r], set.Judge(r, state, now, a.Move), now)));
            if (handOver || left.Count == 0)
                left.Add(0);
            Assert.Equal(left.Order(), answer.Eligible.ToArray());
        }
    }

    [Fact]
    public void Filter_HundredRulesFiftyActions_AllocatesNothing()
    {
        var (filter, _, _, state, now) = Random(5, 100, 50);
        var answer = filter.NewAnswer();
        Assert.Equal(0, AllocatedBytes.Of(() =>
        {
            for (var i = 0; i < 100; i++)
                filter.Filter(null, state, now, answer);
        }));
    }

    [Fact(Explicit = true)]
    public void Measure_HundredRulesFiftyActions()
    {
        for (var seed = 5; seed < 8; seed++)
        {
            var (filter, _, _, state, now) = Random(seed, 100, 50, everywhere: true);
            var answer = filter.NewAnswer();
            var batches = new List<double>();
            for (var batch = 0; batch < 300; batch++)
            {
                var watch = Stopwatch.StartNew();
                for (var i = 0; i < 200; i++)
                    filter.Filter(null, state, now, answer);
                batches.Add(watch.Elapsed.TotalMicroseconds / 200);
            }
            batches.Sort();
            Console.WriteLine($$"""{"benchmark":"rules","metric":"filter-100-rules-50-actions-seed-{{seed}}","median":{{batches[150]:0.00}},"least":{{batches[0]:0.00}},"unit":"us"}""");
        }
    }

    private static bool Out(SentenceRule rule, RuleAnswer answer, RuleSituation now) => Takes(rule, answer, now) is BreachEffectKind.Block or BreachEffectKind.HandOver or BreachEffectKind.NeedsApproval;

    private static bool HandsOver(SentenceRule rule, RuleAnswer answer, RuleSituation now) => Takes(rule, answer, now) == BreachEffectKind.HandOver;

    private static BreachEffectKind? Takes(SentenceRule rule, RuleAnswer answer, RuleSituation now)
    {
        if (answer == RuleAnswer.Kept || rule.Effect.Kind is BreachEffectKind.Warn or BreachEffectKind.RecordOnly)
            return null;
        if (rule.Effect.Kind == BreachEffectKind.NeedsApproval && (now.Approvals?.Contains(new(rule.Effect.Role!, rule.Key, rule.Version)) ?? false))
            return null;
        if (answer == RuleAnswer.Broken)
            return rule.Effect.Kind;
        return rule.OnUnknown switch { UnknownAnswer.Block => BreachEffectKind.Block, UnknownAnswer.HandOver => BreachEffectKind.HandOver, _ => null };
    }

    private static (RuleFilter, RuleSet, RuleAction[], RuleState, RuleSituation) Random(int seed, int rules, int actions, bool everywhere = false)
    {
        var random = new Random(seed);
        var generator = new RuleGenerator(random, TraceGenerator.Vocabulary);
        var traces = new TraceGenerator(random);
        // No require-before among them: random ones wait for each other.
        var set = new RuleSet([.. Enumerable.Range(0, rules).Select(i => generator.Rule($"r{i}", i % RuleGenerator.Kinds == 1 ? 0 : i % RuleGenerator.Kinds))
            .Select(r => everywhere ? r with { Scope = RuleScope.Everywhere, From = null, Until = null } : r)], TraceGenerator.Vocabulary);
        RuleAction[] moves = [.. Enumerable.Range(0, actions).Select(i => new RuleAction(i * 3, traces.Move()))];
        var trace = traces.Trace(8);
        return (new RuleFilter(set, moves, 0), set, moves, Said(set, [.. trace]), traces.Situation(trace[^1].AtTicks));
    }

    private static (RuleFilter Filter, RuleSet Set) Of(params string[] sentences)
    {
        var set = new RuleSet([.. sentences.Select((s, i) => RuleText.Parse($"r{i}", 3, s))], TraceGenerator.Vocabulary);
        return (new(set, Actions, 9), set);
    }

    private static FilterAnswer Filter(RuleFilter filter, RuleState state, int[]? offered = null)
    {
        var answer = filter.NewAnswer();
        filter.Filter(offered, state, new RuleSituation(0), answer);
        return answer;
    }

    private static RuleState Said(RuleSet set, params TraceEvent[] events)
    {
        var fold = new RuleFold(set);
        for (var i = 0; i < events.Length; i++)
            fold.Add(events[i] with { Sequence = i });
        return fold.State;
    }

    private static TraceEvent Agent(string act, string? product = null) => new(TraceEventKind.Agent, 0, 0) { Move = new([act]) { Product = product } };

    private sealed class Failing(SentenceRule rule, StateLayout layout) : RuleMonitor(rule, layout)
    {
        public override RuleAnswer Judge(RuleState state, in SituationShape now, in MoveView view) => throw new InvalidOperationException("broken");

        protected override MoveView? See(MoveShape move) => move.Acts[0] == 0 ? new MoveView() : null;
    }
}
