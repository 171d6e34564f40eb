using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Baselines;
using ConvoStudio.Engine.Policies.ContextFree;
using ConvoStudio.Engine.Policies.Exploration;
using ConvoStudio.Engine.Policies.LeastSquares;
using ConvoStudio.Engine.Tests.Policies.Exploration;
using ConvoStudio.Engine.Tests.Policies.LeastSquares;

namespace ConvoStudio.Engine.Tests.Policies;

/// <summary>SHA-256 over everything seeded runs of the learning policies answer and save, and over a fitted clone.</summary>
internal static class PolicyDigest
{
    public static string Compute()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var shared in (bool[])[true, false])
            Run(shared, hash);
        foreach (var kind in Enum.GetValues<ExplorationKind>())
            Explore(kind, hash);
        foreach (var model in Enum.GetValues<ContextFreeModel>())
            ContextFree(model, hash);
        foreach (var shared in (bool[])[true, false])
            RunAdaptive(shared, hash);
        hash.AppendData(Clone());
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static void Explore(ExplorationKind kind, IncrementalHash hash)
    {
        var (random, scores, widths, probabilities) = (new SplitMix64(21), new double[30], new double[30], new double[30]);
        for (var round = 0; round < 50; round++)
        {
            for (var i = 0; i < scores.Length; i++)
                (scores[i], widths[i]) = (random.NextDouble(), random.NextDouble() < 0.1 ? 0 : random.NextDouble() * random.NextDouble());
            ActionProbabilities.Fill(ActionProbabilitiesTests.Default(kind), round, scores, widths, 0.02, probabilities);
            hash.AppendData(MemoryMarshal.AsBytes<double>(probabilities));
        }
    }

    private static void ContextFree(ContextFreeModel model, IncrementalHash hash)
    {
        var (random, learner) = (new SplitMix64(22), new ContextFreeLearner(new(model)));
        var (weights, scores, widths) = (new ulong[6], new double[6], new double[6]);
        for (var i = 0; i < 200; i++)
        {
            learner.Learn(default, random.NextInt32(6), random.NextDouble() < 0.3 ? 1 : 0);
            learner.Snapshot().Probabilities(default, [0, 1, 2, 3, 4, 5], weights, scores, widths);
            hash.AppendData(MemoryMarshal.AsBytes<ulong>(weights));
            hash.AppendData(MemoryMarshal.AsBytes<double>(widths));
        }
    }

    private static void RunAdaptive(bool shared, IncrementalHash hash)
    {
        const int actions = 4, length = 12;
        var learner = new AdaptiveBanditLearner(length, AdaptiveBanditSettings.Default with { SharedBlock = shared });
        var bandit = new SyntheticBandit(length, actions, 78);
        int[] eligible = [.. Enumerable.Range(0, actions)];
        var (weights, scores, widths) = (new ulong[actions], new double[actions], new double[actions]);
        for (var i = 0; i < 1100; i++)
        {
            var x = bandit.NextContext();
            learner.Probabilities(new(x), eligible, weights, scores, widths);
            hash.AppendData(MemoryMarshal.AsBytes<ulong>(weights));
            hash.AppendData(MemoryMarshal.AsBytes<double>(scores));
            hash.AppendData(MemoryMarshal.AsBytes<double>(widths));
            var action = Array.IndexOf(weights, weights.Max());
            learner.Learn(new(x), action, bandit.NextReward(x, action));
            if (i % 97 == 0)
                learner.Amend(new(x), action, 0.25);
        }
        hash.AppendData(AdaptiveBanditRuns.Saved(learner));
    }

    private static byte[] Clone()
    {
        var bandit = new SyntheticBandit(13, 7, 5);
        var samples = bandit.Decisions(300).Select(decision => (decision.Context, decision.Action)).ToList();
        var buffer = new ArrayBufferWriter<byte>();
        BehaviorCloneFitter.Fit(samples, new() { L2Candidates = [1, 10], MaxIterations = 40 }, default).Save(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Run(bool shared, IncrementalHash hash)
    {
        const int actions = 8, length = 24;
        // An exponent other than a half, so that power, exponential and logarithm are in the digest as well.
        var learner = new LinearBanditLearner(length - 3, new LinearBanditSettings(SharedBlock: shared) { Exploration = ExplorationSettings.SquareCb(exponent: 0.37) });
        var bandit = new SyntheticBandit(length, actions, 77);
        int[] eligible = [.. Enumerable.Range(0, actions)];
        var (weights, scores, widths) = (new ulong[actions], new double[actions], new double[actions]);
        for (var i = 0; i < 2000; i++)
        {
            if (i == 700)
                learner.Grow(length);
            var x = bandit.NextContext()[..learner.ContextLength];
            learner.Snapshot().Probabilities(new(x), eligible, weights, scores, widths);
            hash.AppendData(MemoryMarshal.AsBytes<ulong>(weights));
            hash.AppendData(MemoryMarshal.AsBytes<double>(scores));
            hash.AppendData(MemoryMarshal.AsBytes<double>(widths));
            ulong draw = bandit.NextDraw(), sum = 0;
            var action = 0;
            while (draw >= (sum += weights[action]))
                action++;
            var reward = bandit.NextReward([.. x, .. new double[length - x.Length]], action);
            learner.Learn(new(x), action, reward);
            if (i % 97 == 0)
                learner.Amend(new(x), action, 0.25);
        }
        hash.AppendData(LinearBanditSaveTests.Saved(learner));
    }
}
