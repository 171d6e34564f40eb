using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Baselines;
using Xunit;

namespace ConvoStudio.Engine.Tests.Policies.Baselines;

public sealed class FixedActionPolicyTests
{
    [Fact]
    public void Probabilities_NoFloor_AreCertain() => Assert.Equal([0UL, 1UL << 32, 0UL], Weights(new FixedActionPolicy(4, 0), [1, 4, 9]));

    [Fact]
    public void Probabilities_WithFloor_GiveTheOthersTheirShare() => Assert.Equal([429496730UL, 3865470566UL], Weights(new FixedActionPolicy(7, 0.2), [2, 7]));

    [Fact]
    public void Probabilities_ActionNotEligible_AreUniform() => Assert.Equal([1UL << 31, 1UL << 31], Weights(new FixedActionPolicy(3, 0), [2, 7]));

    [Fact]
    public void Uniform_AnyNumber_SumsTo2To32() => Assert.Equal([1431655766UL, 1431655765UL, 1431655765UL], Weights(new UniformPolicy(), [0, 5, 6]));

    [Fact]
    public void Construct_OutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedActionPolicy(-1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedActionPolicy(1, 1.5));
    }

    [Theory, InlineData(new int[0]), InlineData(new[] { 2, 2 }), InlineData(new[] { 3, 1 }), InlineData(new[] { -1, 1 })]
    public void Probabilities_EligibleNotAscending_Throws(int[] eligible)
    {
        Assert.Throws<ArgumentException>(() => Weights(new UniformPolicy(), eligible));
        Assert.Throws<ArgumentException>(() => Weights(new FixedActionPolicy(1, 0), eligible));
    }

    private static ulong[] Weights(IPolicySnapshot policy, int[] eligible)
    {
        var weights = new ulong[eligible.Length];
        policy.Probabilities(new(new double[] { 1, 2 }), eligible, weights, new double[eligible.Length], new double[eligible.Length]);
        return weights;
    }
}
