using ConvoStudio.Engine.Compliance.Filtering;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Verification;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Tests.Compliance.Monitors;
using ConvoStudio.Engine.Tests.Compliance.Sentences;
using Xunit;
using static ConvoStudio.Engine.Tests.Compliance.Verification.VerifierFixture;

namespace ConvoStudio.Engine.Tests.Compliance.Verification;

public sealed class RuleVerifierTests
{
    public static TheoryData<int> Fixture => [.. Enumerable.Range(0, VerifierFixture.Cases.Count)];

    [Theory, MemberData(nameof(Fixture))]
    public void Verify_KnownByHand_IsFound(int number)
    {
        var known = VerifierFixture.Cases[number];
        var report = new RuleVerifier(VerifierFixture.Vocabulary).Verify([known.Rule], known.Talk, known.Mode);
        var found = Assert.Single(report.Rules);
        Assert.Equal((known.Verdict, known.Turns), (found.Verdict, found.Conversation.Count));
        Assert.NotEmpty(report.Assumptions);
    }

    [Fact]
    public void Verify_Breached_ShowsTheConversation() => Assert.Equal(
        ["Customer: no", "Agent: ask", "Agent: cost", "Agent: offer"],
        Verify(Line, VerificationMode.RawPolicy, "After 1 times no by the customer never say offer.").Rules[0].Conversation);

    [Fact]
    public void Verify_ContradictionAndUnmeetableDuty_AreDeadEnds()
    {
        var contradiction = Assert.Single(Verify("a offer b; a ask b", VerificationMode.Shielded, "Never say offer.", "The first 1 agent turns include offer.").DeadEnds);
        Assert.Equal(["r0", "r1"], contradiction.Rules);
        Assert.Equal(["r1"], contradiction.Duties);
        var unmeetable = Verify("a offer b; b ask c; c close d", VerificationMode.Shielded, "After the agent has said offer say cost before the end and within 2 turns.").DeadEnds;
        Assert.Equal(["r0"], Assert.Single(unmeetable).Duties);
        Assert.Equal(["Agent: offer", "Agent: ask"], unmeetable[0].Conversation);
        var together = Assert.Single(Verify("a offer b; a ask c", VerificationMode.Shielded, "Never say offer.", "Never say ask.").DeadEnds);
        Assert.Equal(["r0", "r1"], together.Rules);
        Assert.Empty(Verify("a offer b; a ask c", VerificationMode.Shielded, "Never say offer.").DeadEnds);
    }

    [Fact]
    public void Verify_DeadRedundantAndUnofferable_AreNamed()
    {
        var report = Verify(
            Free, VerificationMode.Shielded, "Never say offer, for product silver.", "Never say offer, for product silver, as in \"again\".", "Never say no.",
            "Before offer the agent must have said cost.");
        Assert.Equal(["r2"], report.NeverFire);
        Assert.Equal(["r0", "r1"], report.Redundant);
        Assert.Equal(["silver"], report.NeverOffered);
        Assert.True(report.Complete);
    }

    [Fact]
    public void Verify_LimitOfStates_SaysNotProved()
    {
        var report = new RuleVerifier(Vocabulary, 3).Verify([RuleText.Parse("r", 1, "Say offer at most 9 times per conversation.")], Graph(Free), VerificationMode.RawPolicy);
        Assert.Equal((Verdict.NotProved, 3), (report.Rules[0].Verdict, report.Rules[0].States));
        Assert.False(report.Complete);
    }

    [Fact]
    public void Verify_UnknownActionOrBadRule_Refuses()
    {
        var graph = Graph(Line) with { Steps = [new("a", 77, "b")] };
        Assert.Equal("steps[0].action", Assert.Throws<RuleFormatException>(() => new RuleVerifier(Vocabulary).Verify([], graph, VerificationMode.RawPolicy)).Place);
        Assert.Equal(
            "rules[0].actions.acts[0]",
            Assert.Throws<RuleFormatException>(() => Verify(Line, VerificationMode.RawPolicy, "Never say dance.")).Place);
    }

    [Fact]
    public void Verify_RandomRulesProved_AreBrokenOnNoRandomWalk()
    {
        var proved = 0;
        for (var seed = 0; seed < 90; seed++)
        {
            var random = new Random(seed);
            var rule = new RuleGenerator(random, Vocabulary).Rule("r", seed % RuleGenerator.Kinds) with { From = null, Until = null, Scope = RuleScope.Everywhere };
            var (graph, moves) = RandomGraph(random, 4, 6);
            var report = new RuleVerifier(Vocabulary, 20_000).Verify([rule], graph, VerificationMode.RawPolicy);
            if (report.Rules[0].Verdict != Verdict.Proved)
                continue;
            proved++;
            Assert.False(BreaksSomewhere(rule, graph, moves, random), RuleText.Render(rule));
        }
        Assert.True(proved > 10, $"{proved} proved");
    }

    /// <summary>Walks at random and asks the reference, which shares nothing with monitors or search.</summary>
    private static bool BreaksSomewhere(SentenceRule rule, TalkGraph graph, Dictionary<int, RuleMove> moves, Random random)
    {
        for (var walk = 0; walk < 20; walk++)
        {
            var (stage, past) = (graph.Start, new List<TraceEvent>());
            for (var turn = 0; turn < 8; turn++)
            {
                var steps = graph.Steps.Where(s => s.From == stage).ToList();
                if (steps.Count == 0)
                    break;
                if (random.Next(2) == 0)
                {
                    past.Add(random.Next(3) == 0
                        ? new(TraceEventKind.Facts, 0, turn) { Facts = new Dictionary<string, FactValue> { ["age"] = FactValue.Of(random.Next(9) - 3), ["kind"] = FactValue.Of("a"), ["vip"] = FactValue.Of(true) } }
                        : new(TraceEventKind.Customer, 0, turn) { Move = new([Vocabulary.Acts[random.Next(11)]]) { Product = random.Next(2) == 0 ? "gold" : null } });
                    continue;
                }
                var step = steps[random.Next(steps.Count)];
                var answer = new ReferenceEvaluator(rule, Vocabulary, past, new RuleSituation(0)).Judge(moves[step.Action]);
                if (answer == RuleAnswer.Broken || (answer == RuleAnswer.Unknown && rule.OnUnknown <= UnknownAnswer.HandOver))
                    return true;
                past.Add(new(TraceEventKind.Agent, 0, turn) { Move = moves[step.Action] });
                stage = step.To;
            }
        }
        return false;
    }

    private static (TalkGraph Graph, Dictionary<int, RuleMove> Moves) RandomGraph(Random random, int stages, int actions)
    {
        var traces = new TraceGenerator(random);
        var moves = Enumerable.Range(0, actions).ToDictionary(i => i, _ => traces.Move());
        var steps = Enumerable.Range(0, actions * 2).Select(i => new TalkStep($"s{i % stages}", random.Next(actions), $"s{random.Next(stages)}")).ToList();
        return (new("s0", steps, [.. moves.Select(m => new RuleAction(m.Key, m.Value))]), moves);
    }

    private static VerificationReport Verify(string graph, VerificationMode mode, params string[] sentences) =>
        new RuleVerifier(Vocabulary).Verify([.. sentences.Select((s, i) => RuleText.Parse($"r{i}", 1, s))], Graph(graph), mode);
}
