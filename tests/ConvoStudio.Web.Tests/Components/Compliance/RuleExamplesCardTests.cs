using Bunit;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Components.Compliance;

namespace ConvoStudio.Web.Tests.Components.Compliance;

public sealed class RuleExamplesCardTests : ComponentTest
{
    private static readonly RuleVocabulary Vocabulary = new() { Acts = ["offer", "disclose-cost"], Products = ["gold", "silver"] };

    private static readonly SentenceRule CostFirst = new("k", 1, new RequireBeforeRule(ActionPattern.OfActs("offer"), ["disclose-cost"], Speaker.Agent, true, null));

    private IRenderedComponent<RuleExamplesCard> Card(SentenceRule? rule) => Render<RuleExamplesCard>(p => p.Add(c => c.Rule, rule).Add(c => c.Vocabulary, Vocabulary));

    [Fact]
    public void Rule_ShowsBothKinds_TheBreachMarkedWithItsReason()
    {
        var card = Card(CostFirst);
        card.WaitForElement("[data-examples=found]");
        Assert.Contains("disclose cost: gold", card.Find("[data-passes]").TextContent, StringComparison.Ordinal);
        var marked = card.FindAll("[data-stops] li.hit");
        Assert.Equal(2, marked.Count);
        Assert.Contains("another product", marked[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherRule_ReplacesTheExamples()
    {
        var card = Card(CostFirst);
        card.WaitForElement("[data-examples=found]");
        card.Render(p => p.Add(c => c.Rule, CostFirst with { Body = new SayWithRule(["offer"], ["disclose-cost"]) }));
        card.WaitForAssertion(() => Assert.Contains("offer, disclose cost", card.Find("[data-passes]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void RuleThatOnlyRecords_IsNoticed()
    {
        var card = Card(CostFirst with { Effect = new(BreachEffectKind.RecordOnly) });
        card.WaitForAssertion(() => Assert.Contains("Noticed", card.Find("[data-stops]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void NoRule_SaysThatExamplesFollow() => Assert.NotNull(Card(null).Find("[data-examples=open]"));
}
