using ConvoStudio.Engine.Policies;
using Xunit;

namespace ConvoStudio.Engine.Tests.Policies;

/// <summary>Runs of the linear bandit that several tests make.</summary>
internal static class LinearBanditRuns
{
    public static LinearBanditLearner Learnt(TestDecision[] decisions, int length, bool shared)
    {
        var learner = new LinearBanditLearner(length, new LinearBanditSettings(SharedBlock: shared));
        LearnAll(learner, decisions);
        return learner;
    }

    public static void LearnAll(LinearBanditLearner learner, TestDecision[] decisions)
    {
        foreach (var decision in decisions)
            learner.Learn(decision.Context, decision.Action, decision.Reward);
    }

    public static void AssertAgrees(DenseRidge dense, LinearBanditLearner learner, SyntheticBandit bandit, int[] eligible, double tolerance)
    {
        for (var probe = 0; probe < 20; probe++)
        {
            var x = bandit.NextContext();
            var answer = Ask(learner.Snapshot(), x, eligible);
            for (var i = 0; i < eligible.Length; i++)
            {
                var (score, width) = dense.Predict(x, eligible[i]);
                Assert.True(Math.Abs(answer.Scores[i] - score) <= tolerance * Math.Max(Math.Abs(score), 0.01), $"score {answer.Scores[i]} is not {score}");
                Assert.True(Math.Abs(answer.Widths[i] - width) <= tolerance * width, $"width {answer.Widths[i]} is not {width}");
            }
        }
    }

    public static (ulong[] Weights, double[] Scores, double[] Widths) Ask(LinearBanditSnapshot snapshot, double[] x, int[] eligible)
    {
        var answer = (Weights: new ulong[eligible.Length], Scores: new double[eligible.Length], Widths: new double[eligible.Length]);
        snapshot.Probabilities(new(x), eligible, answer.Weights, answer.Scores, answer.Widths);
        return answer;
    }
}
