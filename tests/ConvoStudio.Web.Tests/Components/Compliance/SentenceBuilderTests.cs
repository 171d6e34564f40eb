using Bunit;
using ConvoStudio.Engine.Compliance;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Components.Compliance;

namespace ConvoStudio.Web.Tests.Components.Compliance;

public sealed class SentenceBuilderTests : ComponentTest
{
    private static readonly RuleVocabulary Vocabulary = new()
    {
        Acts = ["offer", "disclose-cost", "hand-over"],
        Products = ["gold", "silver"],
        Channels = ["web", "phone"],
        Purposes = ["marketing"],
        Roles = ["compliance-officer"],
        Facts = [new("age", FactType.Number, FactUsages.Rules, []), new("kind", FactType.Category, FactUsages.Policy, ["new", "old"]), new("vip", FactType.Flag, FactUsages.Policy, [])],
    };

    private SentenceRule _rule = new("k", 1, new ForbidRule(ActionPattern.OfActs("offer"), null));

    private IRenderedComponent<SentenceBuilder> Builder() => Render<SentenceBuilder>(p => p.Add(b => b.Rule, _rule).Add(b => b.Vocabulary, Vocabulary)
        .Add(b => b.Problems, RuleSetCheck.Check(_rule, Vocabulary)).Add(b => b.OnChange, rule => _rule = rule));

    private string Sentence => RuleText.Render(_rule);

    [Fact]
    public void ActionChip_TakesActsOneByOne()
    {
        var builder = Builder();
        builder.Find("[data-slot=actions]").Click();
        builder.Find("[data-chooser=actions] [data-name=hand-over]").Change(true);
        Assert.Equal("Never say offer or hand-over.", Sentence);
    }

    [Fact]
    public void OnlyWhen_ANumberFact_IsComparedWithANumber()
    {
        var builder = Builder();
        builder.Find("[data-slot=when]").Click();
        builder.Find("[data-fact]").Change("age");
        builder.Find("[data-comparison]").Change(nameof(FactComparison.AtMost));
        builder.Find("[data-operand]").Input("17");
        builder.Find(".cs-condition").Submit();
        Assert.Equal("Never say offer when age is at most 17.", Sentence);
    }

    [Fact]
    public void OnlyWhen_WithoutItsParts_SaysSoAndChangesNothing()
    {
        var builder = Builder();
        builder.Find("[data-slot=when]").Click();
        builder.Find("[data-fact]").Change("kind");
        builder.Find(".cs-condition").Submit();
        Assert.Equal("Choose every part first.", builder.Find("[role=alert]").TextContent);
        Assert.Equal("Never say offer.", Sentence);
    }

    [Fact]
    public void SecondCondition_IsJoined_AndTheJointCanBeTurned()
    {
        _rule = SentencePieces.With(_rule, "when", new FactKnown("age"));
        var builder = Builder();
        builder.Find("[data-slot='when[+]']").Click();
        builder.Find("[data-kind]").Change("said");
        builder.Find("[data-act]").Change("offer");
        builder.Find(".cs-condition").Submit();
        Assert.Equal("Never say offer when age is known and the customer has said offer.", Sentence);
        builder.Render(p => p.Add(b => b.Rule, _rule));
        builder.Find("[data-slot='when.all']").Click();
        builder.FindAll("[data-chooser] [role=option]")[1].Click();
        Assert.Equal("Never say offer when age is known or the customer has said offer.", Sentence);
        builder.Render(p => p.Add(b => b.Rule, _rule));
        builder.Find("[data-slot='when.any[0]']").Click();
        builder.Find("[data-leave-out]").Click();
        Assert.Equal("Never say offer when the customer has said offer.", Sentence);
    }

    [Fact]
    public void Clauses_SayWhatHoldsWithoutThem_AndTakeValues()
    {
        var builder = Builder();
        Assert.Contains("all channels", builder.Find("[data-clause=applies]").TextContent, StringComparison.Ordinal);
        builder.Find("[data-slot=effect]").Click();
        builder.Find("[data-option='needs approval of compliance officer']").Click();
        Assert.Equal("Never say offer, else needs approval of role compliance-officer.", Sentence);
        builder.Render(p => p.Add(b => b.Rule, _rule));
        builder.Find("[data-slot=effectiveFrom]").Click();
        builder.Find("[data-value]").Input("2026-12-01");
        builder.Find(".cs-valuefield").Submit();
        Assert.Equal(new DateOnly(2026, 12, 1), _rule.From);
    }

    [Fact]
    public void Duration_TakesANumberAndAUnit_AndRefusesWords()
    {
        _rule = _rule with { Body = new CapRule(2, ActionPattern.OfActs("offer"), CapUnit.Customer, null) };
        var builder = Builder();
        builder.Find("[data-slot=windowSeconds]").Click();
        builder.Find("[data-value]").Input("some");
        builder.Find(".cs-valuefield").Submit();
        Assert.NotNull(builder.Find("[role=alert]"));
        builder.Find("[data-value]").Input("7");
        builder.Find("[data-unit]").Change("days");
        builder.Find(".cs-valuefield").Submit();
        Assert.Equal("Say offer at most 2 times per customer within 7 days.", Sentence);
    }

    [Fact]
    public void Flag_IsTurnedByOneClick()
    {
        _rule = _rule with { Body = new RequireBeforeRule(ActionPattern.OfActs("offer"), ["disclose-cost"], Speaker.Agent, false, null) };
        var builder = Builder();
        builder.Find("[data-slot=sameProduct]").Click();
        Assert.Equal("Before offer the agent must have said disclose-cost about the same product.", Sentence);
    }

    [Fact]
    public void OpenSlot_OfABeginning_AsksToChoose_AndSaysWhatIsMissing()
    {
        _rule = _rule with { Body = RuleStart.Of("require-before") };
        var chip = Builder().Find("[data-slot=prerequisite]");
        Assert.Contains("choose an act", chip.TextContent, StringComparison.Ordinal);
        Assert.Equal("Needs at least one act.", chip.GetAttribute("title"));
    }

    [Fact]
    public void Escape_ClosesTheChooser()
    {
        var builder = Builder();
        builder.Find("[data-slot=actions]").Click();
        builder.Find(".cs-slotplace:has([data-slot=actions])").KeyDown("Escape");
        Assert.Empty(builder.FindAll("[data-chooser]"));
    }

    [Fact]
    public void ReadOnly_ShowsTheSentenceAndNoButtons()
    {
        var builder = Render<SentenceBuilder>(p => p.Add(b => b.Rule, _rule).Add(b => b.Vocabulary, Vocabulary).Add(b => b.ReadOnly, true));
        Assert.Empty(builder.FindAll("button"));
        Assert.Contains("Never say", builder.Find("[data-sentence]").TextContent, StringComparison.Ordinal);
    }
}
