using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Baselines;
using Xunit;

namespace ConvoStudio.Engine.Tests.Policies.Baselines;

public sealed class ScriptPolicyTests
{
    private static readonly EncoderSchema Schema = new(
    [
        new(SlotSource.Bias), new(SlotSource.LastCustomerAct, "object"), new(SlotSource.AgentActCount, "greet"), new(SlotSource.LastAgentAct, "offer"),
        new(SlotSource.FactKnown, "vip"), new(SlotSource.FactFlag, "vip"),
    ]);

    private static readonly TalkScript Script = new(
        [new(0, Act: "greet", Most: 2), new(1, After: ["object"]), new(2, Following: ["offer"]), new(3, When: [new("vip", Is: false)])], Fallback: 4);

    [Fact]
    public void Probabilities_EveryContext_FollowTheFirstLineThatHolds()
    {
        var policy = new ScriptPolicy(TalkScript.Load(Script.Save()), Schema, 0.1);
        for (var bits = 0; bits < 64; bits++)
        {
            var (objected, offered, known, vip, greeted) = ((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, bits >> 4);
            int[] eligible = greeted == 3 ? [1, 2, 4] : [0, 1, 2, 3, 4];
            var expected = greeted < 2 ? 0 : objected ? 1 : offered ? 2 : known && !vip && greeted != 3 ? 3 : 4;
            var context = new EncodedContext(new[] { 1, objected ? 1.0 : 0, Math.Log(1.0 + greeted), offered ? 1.0 : 0, known ? 1.0 : 0, vip ? 1.0 : 0 });
            var weights = new ulong[eligible.Length];
            policy.Probabilities(context, eligible, weights, new double[eligible.Length], new double[eligible.Length]);
            Assert.Equal(WeightRounding.Total, weights.Aggregate(0UL, (a, b) => a + b));
            Assert.Equal(expected, eligible[Array.IndexOf(weights, weights.Max())]);
            Assert.All(weights, w => Assert.True(w >= 0.1 / eligible.Length * 4294967296.0));
        }
    }

    /// <remarks>A conversation written by hand with the line each turn must get, read from its turns through the encoder as a decision reads them.</remarks>
    [Fact]
    public void LineOf_ConversationByHand_SaysTheWrittenLineEachTurn()
    {
        // 0 greet · 1 ask-budget · 2 offer · 3 answer-price · 4 hand-over
        EncoderSchema schema = new(
        [
            new(SlotSource.Bias), new(SlotSource.LastCustomerAct, "object-price"), new(SlotSource.LastCustomerAct, "state-budget"), new(SlotSource.LastAgentAct, "offer"),
            new(SlotSource.AgentActCount, "greet"), new(SlotSource.AgentActCount, "ask-budget"), new(SlotSource.AgentActCount, "answer-price"),
            new(SlotSource.FactKnown, "segment"), new(SlotSource.FactWord, "segment", "loyal"),
        ]);
        TalkScript script = new(
            [
                new(0, Act: "greet"),
                new(3, After: ["object-price"], Act: "answer-price", Most: 2),
                new(2, After: ["state-budget"]),
                new(2, Following: ["offer"], When: [new("segment", "loyal")]),
                new(1, Act: "ask-budget", Most: 2),
            ],
            Fallback: 4);
        var policy = new ScriptPolicy(script, schema, 0);
        var encoder = new ContextEncoder(schema);
        int[] all = [0, 1, 2, 3, 4];
        var state = ConversationState.Empty.WithFacts(new Dictionary<string, FactValue> { ["segment"] = FactValue.Of("loyal") });
        (int? Line, string? Agent, string? Customer)[] talk =
        [
            (0, "greet", "greet"),
            // Greeted once is enough; nothing is known of the budget.
            (4, "ask-budget", null),
            // Silence: the same question a second time, and no third.
            (4, "ask-budget", "state-budget"),
            (2, "offer", "object-price"),
            (1, "answer-price", "object-price"),
            (1, "answer-price", "object-price"),
            // Twice answered; the agent's last turn was no offer, every question is asked: the fallback.
            (null, "offer", "wonder"),
            // A loyal customer hears the offer again.
            (3, "offer", "wonder"),
        ];
        foreach (var (line, agent, customer) in talk)
        {
            Assert.Equal(line, policy.LineOf(encoder.Encode(state), all));
            if (agent is not null)
                state = state.Append(Turn(Speaker.Agent, agent));
            if (customer is not null)
                state = state.Append(Turn(Speaker.Customer, customer));
        }

        // What a rule takes away goes to the next line that holds.
        Assert.Equal(3, policy.LineOf(encoder.Encode(state), all));
        Assert.Null(policy.LineOf(encoder.Encode(state), [0, 1, 3, 4]));
        // A customer of whom nothing is known is neither loyal nor its opposite.
        Assert.Null(policy.LineOf(encoder.Encode(state with { Facts = state.Facts.Clear() }), all));
    }

    private static ConversationTurn Turn(Speaker speaker, string act) => new(0, speaker, [act], 0, 0);
}
