using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Engine.Tests.Contexts;

public sealed class ContextEncoderTests
{
    private static readonly EncoderSchema Schema = new(
    [
        new(SlotSource.Bias),
        new(SlotSource.CustomerSilent),
        new(SlotSource.AgentTurns, Shift: 1, Scale: 0.5),
        new(SlotSource.Sentiment),
        new(SlotSource.FactKnown, "age"),
        new(SlotSource.FactNumber, "age", Shift: 40, Scale: 0.05),
        new(SlotSource.FactLogNumber, "income", Shift: 2, Scale: 0.5),
        new(SlotSource.FactWord, "segment", "new"),
        new(SlotSource.FactWord, "segment", "loyal"),
        new(SlotSource.FactFlag, "travels"),
        new(SlotSource.LastCustomerAct, "ask"),
        new(SlotSource.CustomerActCount, "ask"),
        new(SlotSource.LastAgentAct, "greet"),
        new(SlotSource.AgentActCount, "greet"),
        new(SlotSource.Retired),
    ]);

    [Fact]
    public void Encode_EmptyState_BiasAndSilenceOnly()
    {
        var values = new ContextEncoder(Schema).Encode(ConversationState.Empty).Span.ToArray();
        Assert.Equal([1, 1, -0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], values);
    }

    [Fact]
    public void Encode_KnownState_EqualsHandComputedRow()
    {
        var state = ConversationState.Empty
            .WithFacts(new Dictionary<string, FactValue>
            {
                ["age"] = FactValue.Of(50),
                ["income"] = FactValue.Of(Math.E - 1),
                ["segment"] = FactValue.Of("loyal"),
                ["travels"] = FactValue.Of(true),
            })
            .Append(Turn(0, Speaker.Agent, ["greet"]))
            .Append(Turn(1, Speaker.Customer, ["ask", "ask"], 0.5))
            .Append(Turn(2, Speaker.Agent, ["greet"]))
            .Append(Turn(3, Speaker.Customer, ["other"], -0.1));
        var values = new ContextEncoder(Schema).Encode(state).Span.ToArray();
        double[] expected =
            [1, 0, (Math.Log(3) - 1) * 0.5, 0.2, 1, 0.5, (1 - 2) * 0.5, 0, 1, 1, 0, Math.Log(3), 1, Math.Log(3), 0];
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], values[i], 1e-15);
    }

    [Theory]
    [InlineData(1e300, 4)]
    [InlineData(double.MaxValue, 4)]
    [InlineData(-double.MaxValue, -4)]
    public void Encode_ExtremeNumber_IsClamped(double age, double expected)
    {
        var state = ConversationState.Empty.WithFacts(new Dictionary<string, FactValue> { ["age"] = FactValue.Of(age), ["income"] = FactValue.Of(age) });
        var values = new ContextEncoder(Schema).Encode(state).Span.ToArray();
        Assert.Equal(expected, values[5]);
        Assert.All(values, v => Assert.True(double.IsFinite(v) && Math.Abs(v) <= ContextEncoder.Bound));
    }

    [Fact]
    public void Encode_SentimentNotFinite_ReadsAsZero()
    {
        var state = ConversationState.Empty.Append(Turn(0, Speaker.Customer, ["ask"], double.NaN));
        Assert.Equal(0, new ContextEncoder(Schema).Encode(state).Span[3]);
    }

    [Fact]
    public void Encode_WithheldOrOfAnotherType_LeavesSlotsAtZero()
    {
        var state = ConversationState.Empty.WithFacts(new Dictionary<string, FactValue>
        {
            ["age"] = FactValue.Withheld,
            ["segment"] = FactValue.Of("never-heard"),
            ["travels"] = FactValue.Of(1.0),
        });
        Assert.All(new ContextEncoder(Schema).Encode(state).Span[4..10].ToArray(), v => Assert.Equal(0, v));
    }

    [Fact]
    public void Encode_UndeclaredFact_ChangesNothing()
    {
        var encoder = new ContextEncoder(Schema);
        var with = ConversationState.Empty.WithFacts(new Dictionary<string, FactValue> { ["religion"] = FactValue.Of("x") });
        Assert.Equal(encoder.Encode(ConversationState.Empty).Span.ToArray(), encoder.Encode(with).Span.ToArray());
    }

    [Fact]
    public void Encode_DirtyBuffer_IsOverwritten()
    {
        var encoder = new ContextEncoder(Schema);
        var buffer = Enumerable.Repeat(7.0, Schema.Length).ToArray();
        encoder.Encode(ConversationState.Empty, buffer);
        Assert.Equal(encoder.Encode(ConversationState.Empty).Span.ToArray(), buffer);
    }

    [Fact]
    public void Encode_WrongBufferLength_Throws() =>
        Assert.Throws<ArgumentException>(() => new ContextEncoder(Schema).Encode(ConversationState.Empty, new double[3]));

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(0, 0)]
    [InlineData(0, double.PositiveInfinity)]
    public void Create_BadScale_Throws(double shift, double scale) =>
        Assert.Throws<ArgumentException>(() => new ContextEncoder(new([new(SlotSource.FactNumber, "age", "", shift, scale)])));

    [Fact]
    public void Create_SlotTwice_Throws() =>
        Assert.Throws<ArgumentException>(() => new ContextEncoder(new([new(SlotSource.Bias), new(SlotSource.Bias)])));

    [Fact]
    public void Sparse_ThereAndBack_SameBits()
    {
        var encoder = new ContextEncoder(Schema);
        var state = ConversationState.Empty.WithFacts(new Dictionary<string, FactValue> { ["age"] = FactValue.Of(-0.0), ["income"] = FactValue.Of(Math.Exp(2) - 1) })
            .Append(Turn(0, Speaker.Customer, ["ask"], -0.0));
        var dense = encoder.Encode(state);
        var sparse = SparseContext.From(dense);
        Assert.DoesNotContain(0.0, sparse.Values);
        Assert.Equal(
            dense.Span.ToArray().Select(BitConverter.DoubleToInt64Bits), sparse.ToDense(Schema.Length).Span.ToArray().Select(BitConverter.DoubleToInt64Bits));
    }

    [Theory]
    [InlineData(new[] { 1, 1 }, new[] { 1.0, 2.0 })]
    [InlineData(new[] { 0, 5 }, new[] { 1.0, 2.0 })]
    [InlineData(new[] { 0 }, new[] { 1.0, 2.0 })]
    [InlineData(new[] { -1 }, new[] { 1.0 })]
    public void Sparse_Malformed_Throws(int[] slots, double[] values) =>
        Assert.Throws<ArgumentException>(() => new SparseContext(slots, values).ToDense(5));

    [Fact]
    public void Encode_HotPath_AllocatesNothing()
    {
        var encoder = new ContextEncoder(Schema);
        var state = ConversationState.Empty.WithFacts(new Dictionary<string, FactValue> { ["age"] = FactValue.Of(50), ["segment"] = FactValue.Of("new") })
            .Append(Turn(0, Speaker.Agent, ["greet"])).Append(Turn(1, Speaker.Customer, ["ask"], 0.1));
        var buffer = new double[Schema.Length];
        encoder.Encode(state, buffer);
        var allocated = AllocatedBytes.Of(() =>
        {
            for (var i = 0; i < 1000; i++)
                encoder.Encode(state, buffer);
        });
        Assert.Equal(0, allocated);
    }

    private static ConversationTurn Turn(int turn, Speaker speaker, string[] acts, double? sentiment = null) =>
        new(turn, speaker, acts, turn, turn, Sentiment: sentiment);
}
