using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Tests.Compliance.Monitors;
using Xunit;

namespace ConvoStudio.Engine.Tests.Compliance.Sentences;

public sealed class SentencePiecesTests
{
    private static readonly RuleVocabulary Vocabulary = TraceGenerator.Vocabulary;

    private static SentenceRule Offer(Condition? when = null) => new("k", 1, new ForbidRule(ActionPattern.OfActs("offer"), when));

    [Fact]
    public void Of_GeneratedRules_JoinToTheSentenceAndSetToThemselves()
    {
        var generator = new RuleGenerator(new Random(11), Vocabulary);
        for (var i = 0; i < 1500; i++)
        {
            var rule = generator.Rule($"r{i}", i % RuleGenerator.Kinds);
            var parts = SentencePieces.Of(rule);
            Assert.Equal(RuleText.Render(rule), string.Concat(parts.Select(p => p.Text)));
            var slots = parts.Select(p => p.Slot).OfType<RuleSlot>().ToList();
            Assert.All(slots.Where(s => s.Present), s => Assert.Equal(rule, SentencePieces.With(rule, s.Place, s.Value)));
            Assert.Equal(parts.SkipWhile(p => !p.Clause), parts.Where(p => p.Clause));
            // A slot stands once, but for the word that joins several conditions.
            Assert.Equal(slots.Count(s => s.Type != RuleSlotType.Joint), slots.Where(s => s.Type != RuleSlotType.Joint).Select(s => s.Place).Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Fact]
    public void With_SlotsOfAnotherRuleOfTheForm_ChangeNothingElse()
    {
        var generator = new RuleGenerator(new Random(12), Vocabulary);
        for (var i = 0; i < 1500; i++)
        {
            var (rule, other) = (generator.Rule("r", i % RuleGenerator.Kinds), generator.Rule("r", i % RuleGenerator.Kinds));
            foreach (var slot in Slots(other).Where(s => s is { Present: true, Type: not (RuleSlotType.Condition or RuleSlotType.Joint) }))
            {
                var changed = SentencePieces.With(rule, slot.Place, slot.Value);
                Assert.Equal(slot.Value, Slots(changed).Single(s => s.Place == slot.Place).Value);
                Assert.Equal(changed, RuleText.Parse("r", rule.Version, RuleText.Render(changed)));
                Assert.Equal(Others(rule, slot.Place), Others(changed, slot.Place));
            }
        }
    }

    [Fact]
    public void With_NothingInOptionalSlots_LeavesThemOut()
    {
        var generator = new RuleGenerator(new Random(13), Vocabulary);
        for (var i = 0; i < 300; i++)
        {
            var rule = generator.Rule("r", i % RuleGenerator.Kinds);
            foreach (var slot in Slots(rule).Where(s => s is { Present: true, Optional: true, Type: not RuleSlotType.Condition }))
                Assert.False(Slots(SentencePieces.With(rule, slot.Place, null)).Single(s => s.Place == slot.Place).Present);
        }
    }

    [Fact]
    public void With_Conditions_AddJoinReplaceAndTakeAway()
    {
        var known = new FactKnown("age");
        var once = new OnceSaid(Speaker.Agent, "cost");
        var rule = SentencePieces.With(Offer(), "when", known);
        Assert.Equal(Offer(known), rule);
        rule = SentencePieces.With(rule, "when[+]", once);
        Assert.Equal(Offer(new AllOf([known, once])), rule);
        rule = SentencePieces.With(rule, "when.all", "or");
        Assert.Equal(Offer(new AnyOf([known, once])), rule);
        rule = SentencePieces.With(rule, "when[+]", new NotOf(new AllOf([once, known])));
        rule = SentencePieces.With(rule, "when.any[2].not.all[0]", null);
        Assert.Equal(Offer(new AnyOf([known, once, new NotOf(known)])), rule);
        rule = SentencePieces.With(rule, "when.any[2].not", null);
        rule = SentencePieces.With(rule, "when.any[0]", null);
        Assert.Equal(Offer(once), rule);
        Assert.Equal(Offer(), SentencePieces.With(rule, "when", null));
    }

    [Theory]
    [InlineData("nothing", 1)]
    [InlineData("actions", null)]
    [InlineData("actions", "offer")]
    [InlineData("actions.acts", 1)]
    [InlineData("when.all[7]", null)]
    [InlineData("when.not", null)]
    [InlineData("when.all", "nor")]
    [InlineData("effectiveFrom", "soon")]
    public void With_NoSuchSlotOrAnotherType_Throws(string place, object? value) =>
        Assert.Throws<ArgumentException>(() => SentencePieces.With(Offer(new AllOf([new FactKnown("age"), new FactKnown("age")])), place, value));

    [Fact]
    public void Of_EachForm_SaysItsTypesAndWhatMayBeAdded()
    {
        var parts = SentencePieces.Of(new("k", 1, new RequireBeforeRule(ActionPattern.OfActs("offer"), ["cost"], Speaker.Agent, true, null)));
        Assert.Equal(
            ["Before ", "[actions:Actions:offer]", " the ", "[by:Speaker:agent]", " must have said ", "[prerequisite:Acts:cost]", " ", "[sameProduct:Flag:about the same product]",
                "[againWhenChanged:NumberName:]"],
            parts.Where(p => !p.Clause).Select(p => p.Slot is { } slot ? $"[{slot.Place}:{slot.Type}:{p.Text}]" : p.Text));
        Assert.Equal("again when", parts.Single(p => p.Slot?.Place == "againWhenChanged").Slot!.Words);
        Assert.Equal(
            ["products", "channels", "jurisdictions", "segments", "effectiveFrom", "effectiveUntil", "citation", "effect", "onUnknown"],
            parts.Where(p => p is { Clause: true, Slot: not null }).Select(p => p.Slot!.Place));
    }

    [Fact]
    public void Start_EachForm_HasPartsAndItsErrorsBelongToSlots()
    {
        Assert.Equal(15, RuleStart.Forms.Count);
        foreach (var form in RuleStart.Forms)
        {
            var rule = new SentenceRule("k", 1, RuleStart.Of(form));
            Assert.Equal(form, rule.Body.Form);
            Assert.Equal(RuleText.Render(rule), string.Concat(SentencePieces.Of(rule).Select(p => p.Text)));
            Assert.All(RuleSetCheck.Check(rule, Vocabulary), e => Assert.Contains(Slots(rule), s => s.Holds(e.Field)));
        }
    }

    [Fact]
    public void Choices_EverySlotOfNames_AreTheVocabularys()
    {
        Assert.Equal(Vocabulary.Acts, SlotChoices.Of(RuleSlotType.Acts, Vocabulary));
        Assert.Equal(Vocabulary.Facts.Select(f => f.Key), SlotChoices.Of(RuleSlotType.Fact, Vocabulary));
        Assert.Equal(["and", "or"], SlotChoices.Of(RuleSlotType.Joint, Vocabulary));
        Assert.Empty(SlotChoices.Of(RuleSlotType.Duration, Vocabulary));
    }

    private static IEnumerable<RuleSlot> Slots(SentenceRule rule) => SentencePieces.Of(rule).Select(p => p.Slot).OfType<RuleSlot>();

    private static IEnumerable<RuleSlot> Others(SentenceRule rule, string place) => Slots(rule).Where(s => s.Place != place);
}
