using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.Policies;

/// <summary>What a reward definition and a rough guess of conversions say of the reward of a decision before there are any.</summary>
internal static class RewardExpectation
{
    /// <summary>What is not known lies in its middle: an engagement of ½, a conversion worth half its cap, and without a guess half of the conversations convert.</summary>
    /// <remarks>The parts are taken for independent, so their variances add: engagement uniform on [0, 1] (1/12), conversion a yes or no of the guessed rate.</remarks>
    /// <param name="reward">The definition.</param>
    /// <param name="conversion">Expected share of conversions, in (0, 1), or null.</param>
    /// <returns>Mean and standard deviation of a reward, and the greatest one.</returns>
    public static (double Expected, double Noise, double Highest) Of(RewardDefinition reward, double? conversion)
    {
        var rate = conversion ?? 0.5;
        var expected = reward.Compose(0.5, rate, reward.ValueCap * rate / 2);
        var variance = (reward.EngagementWeight * reward.EngagementWeight / 12)
            + (((reward.ConversionWeight * reward.ConversionWeight) + (reward.ValueWeight * reward.ValueWeight / 4)) * rate * (1 - rate));
        return (expected, Math.Sqrt(variance), reward.EngagementWeight + reward.ConversionWeight + reward.ValueWeight);
    }
}
