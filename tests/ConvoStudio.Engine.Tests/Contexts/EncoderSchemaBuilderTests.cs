using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Engine.Tests.Contexts;

public sealed class EncoderSchemaBuilderTests
{
    private static readonly FactDefinition Segment = new("segment", FactType.Category, FactUsages.Policy, ["new", "loyal"]);
    private static readonly FactDefinition Spend = new("spend", FactType.Number, FactUsages.Policy | FactUsages.Rules, []);
    private static readonly FactDefinition Age = new("age", FactType.Number, FactUsages.Rules | FactUsages.Audit, []);

    [Fact]
    public void Build_NewPlaybook_HasExpectedSlots()
    {
        var ranges = new Dictionary<string, NumberRange> { ["spend"] = new(10, 0.2, Logarithmic: false) };
        var schema = EncoderSchemaBuilder.Build(null, [Segment, Spend, Age], ["ask"], ["greet", "close"], ranges, new HashSet<string> { "close" });
        EncoderSlot[] expected =
        [
            new(SlotSource.Bias), new(SlotSource.CustomerSilent), new(SlotSource.AgentTurns, "", "", 1.2, 1 / 1.2), new(SlotSource.Sentiment),
            new(SlotSource.FactKnown, "segment"), new(SlotSource.FactWord, "segment", "new"), new(SlotSource.FactWord, "segment", "loyal"),
            new(SlotSource.FactKnown, "spend"), new(SlotSource.FactNumber, "spend", "", 10, 0.2),
            new(SlotSource.LastCustomerAct, "ask"), new(SlotSource.CustomerActCount, "ask"),
            new(SlotSource.LastAgentAct, "greet"), new(SlotSource.AgentActCount, "greet"),
        ];
        Assert.Equal(expected, schema.Slots);
    }

    [Fact]
    public void Build_RulesOnlyFact_ChangesNothing() => Assert.Equal(
        EncoderSchemaBuilder.Build(null, [Segment], ["ask"], []).Slots, EncoderSchemaBuilder.Build(null, [Age, Segment], ["ask"], []).Slots);

    [Fact]
    public void Build_Again_ChangesNothing()
    {
        var first = EncoderSchemaBuilder.Build(null, [Segment, Spend], ["ask"], ["greet"]);
        Assert.Equal(first.Slots, EncoderSchemaBuilder.Build(first, [Segment, Spend], ["ask"], ["greet"]).Slots);
    }

    [Fact]
    public void Build_AfterEveryKindOfChange_OldNumbersStay()
    {
        var random = new Random(7);
        string[] pool = [.. Enumerable.Range(0, 12).Select(i => $"k{i}")];
        EncoderSchema? schema = null;
        for (var round = 0; round < 200; round++)
        {
            FactDefinition[] facts = [.. pool.Where(_ => random.Next(2) == 0).Select((key, i) => new FactDefinition(
                key, (FactType)random.Next(3), FactUsages.Policy, [.. pool.Where(_ => random.Next(3) == 0)], random.Next(4) == 0))];
            var ranges = facts.ToDictionary(f => f.Key, f => new NumberRange(random.NextDouble(), 1, random.Next(2) == 0));
            random.Shuffle(facts);
            var next = EncoderSchemaBuilder.Build(schema, facts, [.. pool.Where(_ => random.Next(2) == 0)], [.. pool.Where(_ => random.Next(2) == 0)], ranges);
            Assert.Equal(schema?.Slots ?? [], next.Slots.Take(schema?.Length ?? 0));
            _ = new ContextEncoder(next);
            schema = next;
        }
        Assert.All(pool, key => Assert.True(schema!.Slots.Count(s => s.Key == key && s.Source is SlotSource.FactNumber or SlotSource.FactLogNumber) <= 1));
    }

    [Fact]
    public void Build_NewWord_IsAppended()
    {
        var first = EncoderSchemaBuilder.Build(null, [Segment], ["ask"], []);
        var second = EncoderSchemaBuilder.Build(first, [Segment with { Words = ["new", "loyal", "lost"] }], ["ask"], []);
        Assert.Equal([.. first.Slots, new EncoderSlot(SlotSource.FactWord, "segment", "lost")], second.Slots);
    }

    [Fact]
    public void Build_FactArchived_KeepsItsSlots()
    {
        var first = EncoderSchemaBuilder.Build(null, [Segment, Spend], ["ask"], []);
        Assert.Equal(first.Slots, EncoderSchemaBuilder.Build(first, [Segment, Spend with { Archived = true }], ["ask"], []).Slots);
    }

    [Fact]
    public void Build_FactLosesPolicyUsage_ItsSlotsAreRetiredInPlace()
    {
        var first = EncoderSchemaBuilder.Build(null, [Segment, Spend], ["ask"], []);
        var second = EncoderSchemaBuilder.Build(first, [Segment with { Usages = FactUsages.Audit }, Spend], ["ask"], []);
        Assert.Equal(first.Slots.Select(s => s.Key == "segment" ? new EncoderSlot(SlotSource.Retired) : s), second.Slots);
        var state = ConversationState.Empty.WithFacts(new Dictionary<string, FactValue> { ["segment"] = FactValue.Of("new") });
        Assert.Equal(
            new ContextEncoder(second).Encode(ConversationState.Empty).Span.ToArray(), new ContextEncoder(second).Encode(state).Span.ToArray());
        var third = EncoderSchemaBuilder.Build(second, [Segment, Spend], ["ask"], []);
        Assert.Equal(second.Slots, third.Slots.Take(second.Length));
        Assert.Equal(3, third.Length - second.Length);
    }

    [Fact]
    public void Range_Symmetric_MapsQuantilesToOne()
    {
        // 0..100: the 5 % and 95 % quantiles are 5 and 95.
        var range = NumberRange.From(Enumerable.Range(0, 101).Select(i => (double)i));
        Assert.False(range.Logarithmic);
        Assert.Equal(-1, (5 - range.Shift) * range.Scale, 1e-12);
        Assert.Equal(1, (95 - range.Shift) * range.Scale, 1e-12);
    }

    [Theory]
    [InlineData(new[] { 10.0, 10, 10, 201 }, true)]
    [InlineData(new[] { 10.0, 10, 10, 200 }, false)]
    [InlineData(new[] { 0.0, 10, 10, 2000 }, false)]
    [InlineData(new[] { -5.0, 10, 10, 2000 }, false)]
    public void Range_Skew_ChoosesLogarithm(double[] numbers, bool logarithmic) =>
        Assert.Equal(logarithmic, NumberRange.From(numbers).Logarithmic);

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { double.NaN, double.PositiveInfinity })]
    public void Range_NoNumbers_IsUnseen(double[] numbers) => Assert.Equal(NumberRange.Unseen, NumberRange.From(numbers));

    [Theory]
    [InlineData(new[] { 5.0, 5, 5 })]
    [InlineData(new[] { 5.0 })]
    [InlineData(new[] { -double.MaxValue, double.MaxValue })]
    [InlineData(new[] { double.Epsilon, 0.0 })]
    public void Range_Degenerate_IsUsable(double[] numbers)
    {
        var range = NumberRange.From(numbers);
        Assert.True(double.IsFinite(range.Shift) && double.IsFinite(range.Scale) && range.Scale != 0);
    }
}
