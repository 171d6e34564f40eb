using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Baselines;
using Xunit;

namespace ConvoStudio.Engine.Tests.Policies.Baselines;

public sealed class BehaviorClonePolicyTests
{
    // Logits at x = (1): ln 1, ln 2, ln 5 for the actions 2, 4 and 9.
    private static readonly BehaviorClone Clone = new(1, [2, 4, 9], [Math.Log(2), Math.Log(4), Math.Log(10), -Math.Log(2), -Math.Log(2), -Math.Log(2)], 1, 10, 0, 0);

    [Fact]
    public void Probabilities_AllKnown_AreTheSoftmaxMixedWithTheFloor()
    {
        var answer = Ask(0.08, [2, 4, 9]);
        double[] expected = [(0.92 / 8) + (0.08 / 3), (0.92 * 2 / 8) + (0.08 / 3), (0.92 * 5 / 8) + (0.08 / 3)];
        Assert.Equal(expected, answer.Weights.Select(w => w / 4294967296.0), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(expected.Select(p => Math.Log(p)), answer.Scores, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0.0, 0, 0], answer.Widths);
    }

    [Fact]
    public void Probabilities_SomeKnown_RenormalizesAndGivesTheUnknownTheFloorOnly()
    {
        var answer = Ask(0.04, [1, 2, 4, 7]);
        double[] expected = [0.01, (0.96 / 3) + 0.01, (0.96 * 2 / 3) + 0.01, 0.01];
        Assert.Equal(expected, answer.Weights.Select(w => w / 4294967296.0), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Probabilities_NoneKnown_AreUniform() => Assert.Equal([1UL << 31, 1UL << 31], Ask(0.02, [0, 3]).Weights);

    [Fact]
    public void Probabilities_NoFloor_UnknownHasNoneAndAFiniteScore()
    {
        var answer = Ask(0, [3, 9]);
        Assert.Equal([0UL, 1UL << 32], answer.Weights);
        Assert.Equal([-745.0, 0], answer.Scores);
    }

    [Fact]
    public void Construct_BrokenClone_Throws()
    {
        Assert.Throws<ArgumentException>(() => new BehaviorClonePolicy(Clone with { ContextLength = 2 }, 0.02));
        Assert.Throws<ArgumentException>(() => new BehaviorClonePolicy(Clone with { Actions = [4, 2, 9] }, 0.02));
        Assert.Throws<ArgumentException>(() => new BehaviorClonePolicy(Clone with { Weights = [double.NaN, 0, 0, 0, 0, 0] }, 0.02));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BehaviorClonePolicy(Clone, -0.1));
    }

    [Fact]
    public void Probabilities_Decisions_AllocateNothing()
    {
        var policy = new BehaviorClonePolicy(Clone, 0.02);
        int[] eligible = [1, 2, 4, 9];
        var (weights, scores, widths) = (new ulong[4], new double[4], new double[4]);
        var context = new ConvoStudio.Engine.Contexts.EncodedContext(new double[] { 1, 3 });
        policy.Probabilities(context, eligible, weights, scores, widths);
        var allocated = AllocatedBytes.Of(() =>
        {
            for (var i = 0; i < 1000; i++)
                policy.Probabilities(context, eligible, weights, scores, widths);
        });
        Assert.Equal(0, allocated);
    }

    private static (ulong[] Weights, double[] Scores, double[] Widths) Ask(double floor, int[] eligible)
    {
        var answer = (Weights: new ulong[eligible.Length], Scores: new double[eligible.Length], Widths: new double[eligible.Length]);
        new BehaviorClonePolicy(Clone, floor).Probabilities(new(new double[] { 1 }), eligible, answer.Weights, answer.Scores, answer.Widths);
        return answer;
    }
}
