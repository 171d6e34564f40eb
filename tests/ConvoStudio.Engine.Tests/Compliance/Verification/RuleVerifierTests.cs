using System.Diagnostics;
using System.Globalization;
using ConvoStudio.Engine.Compliance.Filtering;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Verification;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Tests.Compliance.Monitors;
using ConvoStudio.Engine.Tests.Compliance.Sentences;
using Xunit;

namespace ConvoStudio.Engine.Tests.Compliance.Verification;

public sealed class RuleVerifierTests
{
    private const string Free = "m ask m; m cost m; m offer@gold m; m offer@silver m; m close e; m hand m";
    private const string Line = "a ask b; b cost c; c offer d; d close e";
    private const string Late = "a ask b; b offer c; c cost d; d close e";
    private const string Branch = "a ask b; a ask c; b cost d; c cost+offer d; c ask d; d offer e; e close f";
    private const string Priced = "m cost@gold#2 n; n offer@gold#2 e; n offer@gold#4 e";
    private const string Quiet = "a ask b; b close c";

    private static readonly RuleVocabulary Vocabulary = TraceGenerator.Vocabulary with { Acts = ["ask", "cost", "offer", "close", "hand", "no", "stop", "yes", "complain", "sorry", "more"] };

    // Sentence, graph, who, verdict, turns of the shortest conversation. Each known by hand.
    public static TheoryData<string, string, char, char, int> Fixture => new()
    {
        { "Never say offer.", Free, 'R', 'B', 1 },
        { "Never say offer.", Line, 'R', 'B', 3 },
        { "Never say no.", Line, 'R', 'P', 0 },
        { "Never say offer, for product silver.", Free, 'R', 'B', 1 },
        { "Never say offer, for product silver.", Priced, 'R', 'P', 0 },
        { "Never say offer when age is at most 17.", Line, 'R', 'B', 3 },
        { "Never say offer when age is at most 17, if unknown allow.", Line, 'R', 'B', 4 },
        { "Never say offer when age is at most 17 and age is at least 18, if unknown allow.", Line, 'R', 'P', 0 },
        { "Never say offer when age is at most 17.5 and age is at least 17, if unknown allow.", Line, 'R', 'B', 4 },
        { "Never say offer when kind is not a and kind is not b, if unknown allow.", Line, 'R', 'B', 4 },
        { "Never say offer when not (age is known).", Line, 'R', 'B', 3 },
        { "Never say offer when the agent has not yet said cost.", Line, 'R', 'P', 0 },
        { "Never say offer when the agent has not yet said cost.", Late, 'R', 'B', 2 },
        { "Never say offer when the agent has not yet said cost.", Branch, 'R', 'B', 2 },
        { "Never say close when the number of offer by the agent is at least 2.", Branch, 'R', 'B', 4 },
        { "Never say close when the number of offer by the agent is at least 2.", Line, 'R', 'P', 0 },
        { "Never say close when the number of offer by the agent in the last 1 turns is 0.", Line, 'R', 'B', 5 },
        { "Never say close when the number of offer by the agent within 2 minutes is 0.", Line, 'R', 'G', 0 },
        { "Before offer the agent must have said cost.", Line, 'R', 'P', 0 },
        { "Before offer the agent must have said cost.", Late, 'R', 'B', 2 },
        { "Before offer the agent must have said cost.", Branch, 'R', 'B', 3 },
        { "Before offer the agent must have said cost.", "a offer+cost b", 'R', 'B', 1 },
        { "Before offer the agent must have said cost.", "a cost+offer b", 'R', 'P', 0 },
        { "Before offer the agent must have said cost about the same product.", "a cost@gold b; b offer@gold c; c offer@silver d", 'R', 'B', 3 },
        { "Before offer the agent must have said cost about the same product.", "a cost@gold b; b offer@gold c; c offer@gold d", 'R', 'P', 0 },
        { "Before offer the agent must have said cost about the same product again when price changes.", Priced, 'R', 'B', 2 },
        { "Before offer the agent must have said cost about the same product again when price changes.", "m cost@gold#2 n; n offer@gold#2 m; n offer@gold m", 'R', 'P', 0 },
        { "Before offer the customer must have said yes.", Line, 'R', 'B', 3 },
        { "Before offer the customer must have said yes.", Quiet, 'R', 'P', 0 },
        { "Whenever offer is said say cost in the same turn.", Branch, 'R', 'B', 3 },
        { "Whenever offer is said say cost in the same turn.", "a cost+offer b; b offer+cost c", 'R', 'P', 0 },
        { "After the agent has said offer say cost before the end.", Line, 'R', 'B', 4 },
        { "After the agent has said offer say cost before the end.", Late, 'R', 'P', 0 },
        { "After the agent has said offer say cost before the end.", "a offer+cost b; b close c", 'R', 'P', 0 },
        { "After the agent has said offer say cost before the end.", "a cost+offer b; b close c", 'R', 'B', 2 },
        { "After the agent has said offer say cost before the end and within 1 turns.", "a offer b; b ask c; c cost d", 'R', 'B', 2 },
        { "After the agent has said offer say cost before the end and within 2 turns.", "a offer b; b ask c; c cost d; d close e", 'R', 'P', 0 },
        { "After the customer has said complain say sorry before the end and within 1 turns.", Line, 'R', 'B', 2 },
        { "After the customer has said complain say sorry before the end and within 1 turns.", "a sorry a", 'R', 'P', 0 },
        { "The first 1 agent turns include ask.", Line, 'R', 'P', 0 },
        { "The first 1 agent turns include ask.", Free, 'R', 'B', 1 },
        { "The first 2 agent turns include cost.", Late, 'R', 'B', 2 },
        { "The first 3 agent turns include cost.", Late, 'R', 'P', 0 },
        { "The first 3 agent turns include ask.", "a close b", 'R', 'B', 1 },
        { "Say offer at most 1 times per conversation.", Line, 'R', 'P', 0 },
        { "Say offer at most 1 times per conversation.", Free, 'R', 'B', 2 },
        { "Say offer at most 1 times per conversation.", "a offer+offer b", 'R', 'B', 1 },
        { "Say offer at most 3 times per conversation.", Free, 'R', 'B', 4 },
        { "Say offer at most 1 times per customer.", Line, 'R', 'G', 0 },
        { "Say offer at most 1 times per customer.", Quiet, 'R', 'P', 0 },
        { "After 1 times no by the customer never say offer.", Line, 'R', 'B', 4 },
        { "After 2 times no by the customer never say offer until the customer has said more.", Line, 'R', 'B', 5 },
        { "After 1 times no by the customer never say offer.", Quiet, 'R', 'P', 0 },
        { "After 1 times no by the customer never say offer for 7 days.", Line, 'R', 'G', 0 },
        { "Say offer only between 08:00 and 20:00 in the customer's local time.", Line, 'R', 'G', 0 },
        { "Say offer only with consent for marketing.", Line, 'S', 'G', 0 },
        { "Wait at least 1 hour between cost and offer.", Line, 'S', 'G', 0 },
        { "Say offer with price above 3 only with approval of boss.", Priced, 'R', 'B', 2 },
        { "Say offer with price above 5 only with approval of boss.", Priced, 'R', 'P', 0 },
        { "Say offer with price above 3 only with approval of boss.", Line, 'R', 'B', 3 },
        { "Offer gold by offer only if age is at least 18.", Priced, 'R', 'B', 2 },
        { "Offer silver by offer only if age is at least 18.", Priced, 'R', 'P', 0 },
        { "Offer gold by offer only if the agent has said cost.", Priced, 'R', 'P', 0 },
        { "When the customer has said complain hand over and stop saying offer until cleared.", Line, 'R', 'B', 2 },
        { "When the customer has said complain hand over and stop saying offer until cleared.", "a hand b; b ask c", 'R', 'B', 3 },
        { "When the customer has said complain hand over and stop saying offer until cleared.", "a hand b; b hand c", 'R', 'P', 0 },
        { "When vip is true hand over and stop saying offer until cleared.", Line, 'R', 'B', 1 },
        { "The policy must not use kind.", Line, 'R', 'B', 1 },
        { "The policy must not use kind.", Line, 'S', 'B', 1 },
        { "The policy must not use age.", Line, 'R', 'P', 0 },
        { "The rate of offer between groups of kind differs by at most 0.1 with confidence 0.95 and at least 50 conversations per group.", Line, 'R', 'G', 0 },
        { "The rate of offer between groups of kind differs by at most 0.1 with confidence 0.95 and at least 50 conversations per group.", Quiet, 'R', 'P', 0 },
        { "Never say offer.", Line, 'S', 'P', 0 },
        { "Never say offer, else warn.", Line, 'S', 'B', 3 },
        { "Before offer the agent must have said cost.", Free, 'S', 'P', 0 },
        { "Before offer the agent must have said cost, else record only.", Free, 'S', 'B', 1 },
    };

    [Theory, MemberData(nameof(Fixture))]
    public void Verify_KnownByHand_IsFound(string sentence, string graph, char who, char verdict, int turns)
    {
        var report = new RuleVerifier(Vocabulary).Verify([RuleText.Parse("r", 1, sentence)], Graph(graph), who == 'S' ? VerificationMode.Shielded : VerificationMode.RawPolicy);
        var found = Assert.Single(report.Rules);
        Assert.Equal(verdict switch { 'P' => Verdict.Proved, 'B' => Verdict.Breached, _ => Verdict.GuardedAtRunTime }, found.Verdict);
        Assert.Equal(turns, found.Conversation.Count);
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

    [Fact(Explicit = true)]
    public void Measure_ThirtyByTwelveBySixAndThreeHundredBySixty()
    {
        foreach (var (rules, actions, stages, facts) in new[] { (30, 12, 6, 1), (30, 12, 6, 3), (300, 60, 6, 3) })
        {
            var random = new Random(1);
            var vocabulary = Vocabulary with { Facts = [.. Vocabulary.Facts.Take(facts)] };
            var generator = new RuleGenerator(random, vocabulary);
            SentenceRule[] set = [.. Enumerable.Range(0, rules).Select(i => generator.Rule($"r{i}", i % RuleGenerator.Kinds == 1 ? 0 : i % RuleGenerator.Kinds))];
            var (graph, _) = RandomGraph(random, stages, actions);
            foreach (var mode in Enum.GetValues<VerificationMode>())
            {
                var watch = Stopwatch.StartNew();
                var report = new RuleVerifier(vocabulary).Verify(set, graph, mode);
                Console.WriteLine($$"""{"benchmark":"rules","metric":"verify-{{rules}}x{{actions}}x{{stages}}-{{facts}}-facts-{{mode}}","value":{{watch.ElapsedMilliseconds}},"unit":"ms","states":{{report.States}},"complete":{{(report.Complete ? "true" : "false")}},"verdicts":"{{string.Join(' ', report.Rules.GroupBy(r => r.Verdict).Select(g => $"{g.Key}:{g.Count()}"))}}"}""");
            }
        }
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

    /// <summary>"a cost+offer@gold#2 b": at a, the move leads to b.</summary>
    private static TalkGraph Graph(string text)
    {
        var parts = text.Split("; ").Select(s => s.Split(' ')).ToList();
        var words = parts.Select(p => p[1]).Distinct().ToList();
        return new(parts[0][0], [.. parts.Select(p => new TalkStep(p[0], words.IndexOf(p[1]), p[2]))], [.. words.Select((w, i) => new RuleAction(i, Move(w)))]);
    }

    private static RuleMove Move(string word)
    {
        var price = word.Split('#');
        var product = price[0].Split('@');
        return new(ValueList.Of<string>(product[0].Split('+')))
        {
            Product = product.Length > 1 ? product[1] : null,
            Numbers = price.Length > 1 ? new Dictionary<string, double> { ["price"] = double.Parse(price[1], CultureInfo.InvariantCulture) } : null,
        };
    }
}
