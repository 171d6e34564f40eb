using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Engine.Tests.Contexts;

public sealed class ConversationFoldTests
{
    // Event times collide (2, 2) and run against sequence, sentiments do not add up alike in every order, and a fact changes.
    private static readonly ConversationTurn[] Turns =
    [
        new(0, Speaker.Agent, ["greet"], 1, 10),
        new(1, Speaker.Customer, ["ask"], 2, 12, Sentiment: 0.1),
        new(2, Speaker.Customer, ["object", "ask"], 2, 11, Sentiment: 0.7, Facts: new Dictionary<string, FactValue> { ["spend"] = FactValue.Of(1) }),
        new(3, Speaker.Agent, ["offer"], 5, 13),
        new(4, Speaker.Customer, ["agree"], 4, 14, Sentiment: -0.3, Facts: new Dictionary<string, FactValue> { ["spend"] = FactValue.Of(2) }),
    ];

    [Fact]
    public void Add_AnyArrivalOrder_SameState()
    {
        var expected = Describe(Turns.OrderBy(t => t.OccurredAtTicks).ThenBy(t => t.Sequence).Aggregate(ConversationState.Empty, (s, t) => s.Append(t)));
        var orders = 0;
        foreach (var order in Permutations([.. Turns]))
        {
            var fold = new ConversationFold();
            foreach (var turn in order)
                fold.Add(turn);
            Assert.Equal(expected, Describe(fold.State));
            orders++;
        }
        Assert.Equal(120, orders);
        Assert.Equal(expected, Describe(ConversationFold.Of(null, Turns.Reverse())));
    }

    [Fact]
    public void Add_Turns_EndsWithTheLatestEvent()
    {
        var state = ConversationFold.Of(null, Turns);
        Assert.Equal(["agree"], state.LastCustomerActs);
        Assert.Equal(Speaker.Agent, state.LastSpeaker);
        Assert.Equal(FactValue.Of(2), state.Facts["spend"]);
        Assert.Equal(2, state.CustomerActs["ask"]);
        Assert.Equal(5, state.LastTurnAtTicks);
    }

    [Fact]
    public void StateAt_LateEventAfterwards_IsWhatWasKnownThen()
    {
        var fold = new ConversationFold(new Dictionary<string, FactValue> { ["segment"] = FactValue.Of("new") });
        fold.Add(Turns[0]);
        fold.Add(Turns[3]);
        var before = Describe(fold.State);
        fold.Add(Turns[4]);
        Assert.NotEqual(before, Describe(fold.State));
        Assert.Equal(before, Describe(fold.StateAt(13)));
    }

    [Fact]
    public void Add_SameTurnTwice_Throws()
    {
        var fold = new ConversationFold();
        fold.Add(Turns[0]);
        Assert.Throws<ArgumentException>(() => fold.Add(Turns[0]));
    }

    private static string Describe(ConversationState s) => string.Join('|',
        s.TurnCount, s.AgentTurnCount, s.CustomerTurnCount, string.Join(',', s.Facts), string.Join(',', s.AgentActs), string.Join(',', s.CustomerActs),
        string.Join(',', s.LastAgentActs), string.Join(',', s.LastCustomerActs), s.LastSpeaker, BitConverter.DoubleToInt64Bits(s.SentimentSum),
        s.SentimentCount, s.LastTurnAtTicks);

    private static IEnumerable<List<ConversationTurn>> Permutations(List<ConversationTurn> turns)
    {
        if (turns.Count == 0)
            yield return [];
        for (var i = 0; i < turns.Count; i++)
            foreach (var rest in Permutations([.. turns.Where((_, j) => j != i)]))
                yield return [turns[i], .. rest];
    }
}
