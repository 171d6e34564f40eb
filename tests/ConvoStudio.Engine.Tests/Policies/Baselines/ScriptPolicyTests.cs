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
}
