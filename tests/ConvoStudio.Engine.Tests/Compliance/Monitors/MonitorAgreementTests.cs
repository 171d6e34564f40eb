using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Tests.Compliance.Sentences;
using Xunit;

namespace ConvoStudio.Engine.Tests.Compliance.Monitors;

public sealed class MonitorAgreementTests
{
    // CONVOSTUDIO_RULE_PAIRS=100000 runs the whole comparison; the gate's share is small.
    private static readonly int Pairs = int.TryParse(Environment.GetEnvironmentVariable("CONVOSTUDIO_RULE_PAIRS"), out var pairs) ? pairs : 1000;

    public static TheoryData<string> Mutants => [.. Mutations.Select(m => m.Name)];

    private static readonly (string Name, int Kind, Func<SentenceRule, StateLayout, RuleMonitor> Build)[] Mutations =
    [
        ("forbid without its condition", 0, Changed<ForbidRule>(b => b with { When = null })),
        ("require-before for any product", 1, Changed<RequireBeforeRule>(b => b with { SameProduct = false })),
        ("require-before deaf to changes", 1, Changed<RequireBeforeRule>(b => b with { AgainWhenChanged = null })),
        ("say-with turned round", 2, Changed<SayWithRule>(b => b with { Trigger = b.Companion, Companion = b.Trigger })),
        ("require-after one turn late", 3, Changed<RequireAfterRule>(b => b with { WithinTurns = b.WithinTurns + 1 })),
        ("at-start one turn late", 4, Changed<AtStartRule>(b => b with { Turns = b.Turns + 1 })),
        ("cap one too many", 5, Changed<CapRule>(b => b with { Count = b.Count + 1 })),
        ("cap without window", 5, Changed<CapRule>(b => b with { Window = null })),
        ("cap per customer instead of product", 5, Changed<CapRule>(b => b with { Per = b.Per == CapUnit.Product ? CapUnit.Customer : b.Per })),
        ("stop-after-no deaf to requests", 6, Changed<StopAfterNoRule>(b => b with { Request = [] })),
        ("quiet hours include their end", 7, Changed<QuietHoursRule>(b => b with { To = b.To.AddMinutes(60) })),
        ("consent that cannot be revoked", 8, (rule, layout) => new Deaf(MonitorTable.Of(rule, layout), layout, e => e is { Kind: TraceEventKind.Consent, Granted: false })),
        ("waiting time of this conversation only", 9, (rule, layout) => new Deaf(MonitorTable.Of(rule, layout), layout, e => e.Earlier)),
        ("ceiling strict at the limit", 10, Changed<CeilingRule>(b => b with { Limit = Math.BitDecrement(b.Limit) })),
        ("hand-over that cannot be cleared", 12, (rule, layout) => new Deaf(MonitorTable.Of(rule, layout), layout, e => e.Kind == TraceEventKind.Cleared)),
        ("rule of any product", 5, (rule, layout) => MonitorTable.Of(rule with { Scope = rule.Scope with { Products = [] } }, layout)),
    ];

    [Fact]
    public void Judge_RandomRulesAndTraces_AgreesWithTheReference()
    {
        var judged = new int[3];
        for (var (pair, seed) = (0, 1_000); pair < Pairs; seed++)
        {
            var random = new Random(seed);
            var generator = new RuleGenerator(random, TraceGenerator.Vocabulary);
            SentenceRule[] rules = [.. Enumerable.Range(0, 1 + random.Next(4)).Select(i => generator.Rule($"r{i}", (seed + i) % RuleGenerator.Kinds))];
            if (RuleSetCheck.Check(rules, TraceGenerator.Vocabulary).Count > 0)
                continue;
            pair++;
            if (Differs(new RuleSet(rules, TraceGenerator.Vocabulary), random, judged) is { } difference)
                Assert.Fail($"seed {seed}: {difference}");
        }
        // All three answers must be frequent, or the comparison says little.
        Assert.True(judged.Min() > Pairs / 10, string.Join(" ", judged));
    }

    [Theory, MemberData(nameof(Mutants))]
    public void Judge_Mutant_IsCaught(string name)
    {
        var (_, kind, build) = Mutations.Single(m => m.Name == name);
        for (var seed = 0; seed < 1500; seed++)
        {
            var random = new Random(seed);
            var rule = new RuleGenerator(random, TraceGenerator.Vocabulary).Rule("r", kind);
            if (Differs(new RuleSet([rule], TraceGenerator.Vocabulary, build), random, new int[3]) is not null)
                return;
        }
        Assert.Fail("The comparison does not see this mutant.");
    }

    [Fact]
    public void Add_LateEvents_GiveTheStateOfTheOrderedTrace()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var generator = new RuleGenerator(random, TraceGenerator.Vocabulary);
            var rules = new RuleSet([.. Enumerable.Range(0, RuleGenerator.Kinds).Where(k => k != 1).Select(k => generator.Rule($"r{k}", k))], TraceGenerator.Vocabulary);
            var trace = new TraceGenerator(random).Trace(12);
            var state = rules.Open();
            foreach (var e in trace)
                rules.Step(state, e);
            var fold = new RuleFold(rules);
            foreach (var e in trace.OrderBy(_ => random.Next()))
                fold.Add(e);
            Assert.Equal(state, fold.State);
            Assert.Throws<ArgumentException>(() => fold.Add(trace[3]));
        }
    }

    private static string? Differs(RuleSet set, Random random, int[] judged)
    {
        var traces = new TraceGenerator(random);
        var trace = traces.Trace(3 + random.Next(10));
        var state = set.Open();
        for (var length = 0; length <= trace.Count; length++)
        {
            var past = trace.Take(length).ToList();
            var now = traces.Situation(length == 0 ? trace[0].AtTicks : trace[length - 1].AtTicks);
            var move = length < trace.Count && trace[length] is { Kind: TraceEventKind.Agent, Move: { } said } ? said : traces.Move();
            for (var i = 0; i < set.Rules.Count; i++)
            {
                var expected = new ReferenceEvaluator(set.Rules[i], TraceGenerator.Vocabulary, past, now).Judge(move);
                var actual = set.Judge(i, state, now, move);
                judged[(int)expected]++;
                if (actual != expected)
                    return $"after {length} events {RuleText.Render(set.Rules[i])} says {actual} instead of {expected} of {move} at {now}; trace {string.Join('\n', past)}";
            }
            if (length < trace.Count)
                set.Step(state, trace[length]);
        }
        return null;
    }

    private static Func<SentenceRule, StateLayout, RuleMonitor> Changed<T>(Func<T, T> change)
        where T : RuleBody => (rule, layout) => MonitorTable.Of(rule with { Body = change((T)rule.Body) }, layout);

    /// <summary>A monitor that misses some events.</summary>
    private sealed class Deaf(RuleMonitor inner, StateLayout layout, Predicate<EventShape> misses) : RuleMonitor(inner.Rule, layout)
    {
        public override void Reset(RuleState state) => inner.Reset(state);

        public override void Step(RuleState state, EventShape e)
        {
            if (!misses(e))
                inner.Step(state, e);
        }

        public override RuleAnswer Judge(RuleState state, in SituationShape now, in MoveView view) => inner.Judge(state, now, view);

        protected override MoveView? See(MoveShape move) => inner.View(move);
    }
}
