using System.Text;
using ConvoStudio.Engine.Compliance;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Engine.Tests.Compliance.Sentences;

public sealed class RuleLanguageTests
{
    // Names that are also words of the grammar, look like numbers, or hold signs of the grammar.
    private static readonly RuleVocabulary Odd = new()
    {
        Acts = ["recommend-card", "the", "not", "anything", "or", "and", "17", "a \"b\"", "Ärger", "say", "x.", "again", "is", "before", "in"],
        Products = ["gold", "on", "2026-01-01"],
        Stages = ["closing", "tagged"],
        Tags = ["risky", "when", "only"],
        Channels = ["web", "given"],
        Jurisdictions = ["de", "until"],
        Segments = ["new", "else"],
        Numbers = ["price", "changes", "above"],
        Purposes = ["marketing", "on"],
        Roles = ["compliance", "Chef, 1.", "a\\b"],
        Facts =
        [
            new("age", FactType.Number, FactUsages.Rules, []), new("not", FactType.Category, FactUsages.Policy, ["known", "true", "-1", "", "at", "hand"]),
            new("the", FactType.Flag, FactUsages.Policy, []), new("(", FactType.Number, FactUsages.Policy, []),
        ],
    };

    [Fact]
    public void TextAndJson_GeneratedRules_RoundTrip()
    {
        var random = new Random(7);
        var generator = new RuleGenerator(random, Odd);
        for (var i = 0; i < 1500; i++)
        {
            var rule = generator.Rule($"r{i}", i % RuleGenerator.Kinds);
            Assert.Empty(RuleSetCheck.Check(rule, Odd));
            var sentence = RuleText.Render(rule);
            Assert.Equal(rule, RuleText.Parse(rule.Key, rule.Version, sentence));
            var bytes = RuleJson.Write(rule);
            Assert.Equal(rule, RuleJson.Read(bytes));
            Assert.Equal(bytes, RuleJson.Write(RuleJson.Read(bytes)));
        }
    }

    [Fact]
    public void Parse_GeneratedSentencesDamaged_RefuseOrReadAsWritten()
    {
        var random = new Random(8);
        var generator = new RuleGenerator(random, Odd);
        for (var i = 0; i < 750; i++)
        {
            var text = new StringBuilder(RuleText.Render(generator.Rule("r", i % RuleGenerator.Kinds)));
            var at = random.Next(text.Length);
            if (random.Next(2) == 0)
                text.Remove(at, 1);
            else
                text.Insert(at, "\".,( x7"[random.Next(7)]);
            try
            {
                // Whatever is accepted means exactly what its canonical sentence says.
                var rule = RuleText.Parse("r", 1, text.ToString());
                Assert.Equal(rule, RuleText.Parse("r", 1, RuleText.Render(rule)));
            }
            catch (RuleFormatException refused)
            {
                Assert.StartsWith("character ", refused.Place);
            }
        }
    }

    [Fact]
    public void Render_EachForm_IsTheCanonicalSentence()
    {
        AssertSentence("Never say recommend or offer in stage closing tagged risky when age is at most 17 and not (segment is known).", new ForbidRule(
            new(["recommend", "offer"], ["closing"], ["risky"]), new AllOf([new FactIs("age", FactComparison.AtMost, FactValue.Of(17)), new NotOf(new FactKnown("segment"))])));
        AssertSentence("Before offer the agent must have said cost about the same product again when price changes.",
            new RequireBeforeRule(ActionPattern.OfActs("offer"), ["cost"], Speaker.Agent, true, "price"));
        AssertSentence("Whenever offer is said say cost in the same turn.", new SayWithRule(["offer"], ["cost"]));
        AssertSentence("After the customer has said objection say answer before the end and within 3 turns.", new RequireAfterRule(["objection"], Speaker.Customer, ["answer"], 3));
        AssertSentence("The first 2 agent turns include greet.", new AtStartRule(2, ["greet"]));
        AssertSentence("Say discount at most 1 times per customer within 30 days.", new CapRule(1, ActionPattern.OfActs("discount"), CapUnit.Customer, TimeSpan.FromDays(30)));
        AssertSentence("After 2 times refuse by the customer never say offer for 7 days until the customer has said ask.",
            new StopAfterNoRule(2, ["refuse"], ActionPattern.OfActs("offer"), TimeSpan.FromDays(7), ["ask"]));
        AssertSentence("Say anything only between 08:00 and 20:00 in the customer's local time on weekdays except on holidays.",
            new QuietHoursRule(ActionPattern.OfActs(), new(8, 0), new(20, 0), true, true));
        AssertSentence("Say offer only with consent for marketing on channel phone given within the last 365 days.",
            new ConsentGateRule(ActionPattern.OfActs("offer"), "marketing", "phone", TimeSpan.FromDays(365)));
        AssertSentence("Wait at least 1 day between cost and close.", new WaitingTimeRule(TimeSpan.FromHours(24), ["cost"], ActionPattern.OfActs("close")));
        AssertSentence("Say discount with rate above 0.15 only with approval of manager.", new CeilingRule(ActionPattern.OfActs("discount"), "rate", 0.15, "manager"));
        AssertSentence("Offer gold by recommend only if income is at least 2000.",
            new EligibilityRule(["gold"], ActionPattern.OfActs("recommend"), new FactIs("income", FactComparison.AtLeast, FactValue.Of(2000))));
        AssertSentence("When the number of complaint by the customer in the last 4 turns is at least 2 hand over and stop saying offer until cleared.",
            new HandOverRule(new SaidCount(Speaker.Customer, "complaint", FactComparison.AtLeast, 2, new(4, null)), ActionPattern.OfActs("offer")));
        AssertSentence("The policy must not use sex.", new DoNotUseRule("sex"));
        AssertSentence("The rate of offer between groups of sex differs by at most 0.1 with confidence 0.95 and at least 50 conversations per group.",
            new ParityRule(["offer"], "sex", 0.1, 0.95, 50));
    }

    [Fact]
    public void Render_Clauses_FollowInOrder() => Assert.Equal(
        "Never say offer, for product gold or silver, on channel web, in jurisdiction de, for segment new, from 2026-01-01, until 2027-01-01, as in \"BGB 312\", "
        + "else needs approval of role compliance, if unknown warn.",
        RuleText.Render(new("k", 1, new ForbidRule(ActionPattern.OfActs("offer"), null))
        {
            Scope = new(["gold", "silver"], ["web"], ["de"], ["new"]),
            From = new(2026, 1, 1),
            Until = new(2027, 1, 1),
            Citation = "BGB 312",
            Effect = new(BreachEffectKind.NeedsApproval, "compliance"),
            OnUnknown = UnknownAnswer.Warn,
        }));

    [Theory]
    [InlineData("", "character 1", "beginnings")]
    [InlineData("Please be nice.", "character 1", "beginnings")]
    [InlineData("Never say offer when age is at most seventeen", "character 46", "Expected \".\"")]
    [InlineData("Never say offer when age is at most 17. And more.", "character 41", "one sentence")]
    [InlineData("Say offer at most many times per customer.", "character 19", "whole number")]
    [InlineData("Say offer at most 2 times per lifetime.", "character 31", "\"conversation\" or \"customer\"")]
    [InlineData("Never say \"offer", "character 11", "never closed")]
    [InlineData("Never say offer; now.", "character 16", "';'")]
    [InlineData("Never say offer, from 2026-02-30.", "character 23", "date")]
    public void Parse_NoRule_NamesPlaceAndReason(string sentence, string place, string reason)
    {
        var refused = Assert.Throws<RuleFormatException>(() => RuleText.Parse("k", 1, sentence));
        Assert.Equal(place, refused.Place);
        Assert.Contains(reason, refused.Reason);
    }

    [Fact]
    public void Parse_NestedWithoutEnd_RefusesInsteadOfOverflowing()
    {
        var deep = string.Concat(Enumerable.Repeat("not (", 1500));
        Assert.Contains("nested", Assert.Throws<RuleFormatException>(() => RuleText.Parse("k", 1, $"Never say x when {deep}")).Reason);
    }

    [Theory]
    [InlineData("{", "line 1, byte 2", "no JSON")]
    [InlineData("[]", "$", "object")]
    [InlineData("""{"schema":2,"key":"k","version":1,"form":"forbid","actions":{}}""", "$.schema", "schema 1")]
    [InlineData("""{"schema":1,"key":"k","version":1,"form":"command","actions":{}}""", "$.form", "no form command")]
    [InlineData("""{"schema":1,"key":"k","version":1,"form":"forbid"}""", "$", "actions")]
    [InlineData("""{"schema":1,"key":"k","version":1,"form":"forbid","actions":{},"wen":{}}""", "$", "\"wen\"")]
    [InlineData("""{"schema":1,"key":"k","version":1,"form":"forbid","actions":{},"actions":{}}""", "$", "twice")]
    [InlineData("""{"schema":1,"key":"k","version":1,"form":"forbid","actions":{"acts":["a",3]}}""", "$.actions.acts[1]", "text")]
    [InlineData("""{"schema":1,"key":"k","version":1,"form":"forbid","actions":{},"when":{"all":[{"known":"f"},{"fact":"f","is":"near","value":1}]}}""", "$.when.all[1].is", "equal")]
    [InlineData("""{"schema":1,"key":"k","version":1,"form":"forbid","actions":{},"effectiveFrom":"soon"}""", "$.effectiveFrom", "date")]
    [InlineData("""{"schema":1,"key":"k","version":1.5,"form":"forbid","actions":{}}""", "$.version", "whole")]
    public void ReadJson_NoRule_NamesPlaceAndReason(string json, string place, string reason)
    {
        var refused = Assert.Throws<RuleFormatException>(() => RuleJson.Read(Encoding.UTF8.GetBytes(json)));
        Assert.Equal(place, refused.Place);
        Assert.Contains(reason, refused.Reason);
    }

    [Fact]
    public void ReadMany_TenThousandRulesOrAKeyTwice_Refuses()
    {
        const string Rule = """{"schema":1,"key":"k","version":1,"form":"forbid","actions":{}}""";
        Assert.Contains("10000 rules", Assert.Throws<RuleFormatException>(() => RuleJson.ReadMany(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat(Rule, 10_000))}]"))).Reason);
        Assert.Equal("$[1].key", Assert.Throws<RuleFormatException>(() => RuleJson.ReadMany(Encoding.UTF8.GetBytes($"[{Rule},{Rule}]"))).Place);
    }

    [Fact]
    public void Check_BadRules_NamePlaces()
    {
        var offer = ActionPattern.OfActs("say");
        AssertPlaces(new ForbidRule(ActionPattern.OfActs("dance"), null), "rule.actions.acts[0]");
        AssertPlaces(new ForbidRule(offer, new AllOf([new FactKnown("age"), new FactIs("height", FactComparison.Equal, FactValue.Of(1))])), "rule.when.all[1].fact");
        AssertPlaces(new ForbidRule(offer, new AnyOf([new FactKnown("age")])), "rule.when.any");
        AssertPlaces(new ForbidRule(offer, new FactIs("the", FactComparison.AtLeast, FactValue.Of(true))), "rule.when.is");
        AssertPlaces(new SayWithRule([], ["say"]), "rule.trigger");
        AssertPlaces(new CapRule(-1, offer, CapUnit.Customer, TimeSpan.Zero), "rule.count", "rule.windowSeconds");
        AssertPlaces(new QuietHoursRule(offer, new(8, 0), new(8, 0), false, false), "rule.to");
        Assert.Equal(["rule.effectiveUntil"], Places(new("k", 1, new SayWithRule(["say"], ["say"])) { From = new(2026, 5, 1), Until = new(2026, 5, 1) }));
        Assert.Equal(["rule.onUnknown"], Places(new("k", 1, new EligibilityRule(["gold"], offer, new FactKnown("age"))) { OnUnknown = UnknownAnswer.Allow }));
        Assert.Equal(["rule.key", "rule.version"], Places(new("", 0, new SayWithRule(["say"], ["say"]))));
    }

    [Fact]
    public void Check_CyclicWaits_AreRefusedAndAWayOutIsNot()
    {
        SentenceRule Before(string act, params string[] needed) =>
            new($"{act}-{needed[0]}", 1, new RequireBeforeRule(ActionPattern.OfActs(act), ValueList.Of<string>(needed), Speaker.Agent, false, null));
        var cycle = RuleSetCheck.Check([Before("say", "or"), Before("or", "and"), Before("and", "say")], Odd);
        Assert.Equal(["rules[0].prerequisite", "rules[1].prerequisite", "rules[2].prerequisite"], cycle.Select(e => e.Field));
        Assert.Empty(RuleSetCheck.Check([Before("say", "or"), Before("or", "and"), Before("and", "say", "17")], Odd));
    }

    private static void AssertSentence(string expected, RuleBody body) => Assert.Equal(expected, RuleText.Render(new("k", 1, body)));

    private static void AssertPlaces(RuleBody body, params string[] places) => Assert.Equal(places, Places(new("k", 1, body)));

    private static IEnumerable<string> Places(SentenceRule rule) => RuleSetCheck.Check(rule, Odd).Select(e => e.Field);
}
