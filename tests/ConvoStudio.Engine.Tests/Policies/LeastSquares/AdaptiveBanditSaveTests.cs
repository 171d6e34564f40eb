using System.Buffers.Binary;
using System.Security.Cryptography;
using ConvoStudio.Engine.Policies.LeastSquares;
using Xunit;
using static ConvoStudio.Engine.Tests.Policies.LeastSquares.AdaptiveBanditRuns;

namespace ConvoStudio.Engine.Tests.Policies.LeastSquares;

/// <summary>Saved state: whole, to the bit, and never taken on trust.</summary>
public sealed class AdaptiveBanditSaveTests
{
    private const int Length = 30;

    // 30 slots make more pairs than there is room for, so the screen is part of the state.
    [Theory]
    [InlineData(0, false)]
    [InlineData(100, false)]
    [InlineData(300, true)]
    [InlineData(1100, true)]
    public void Load_Saved_GoesOnToTheBit(int before, bool shared)
    {
        var settings = AdaptiveBanditSettings.Default with { SharedBlock = shared, PriorMean = 0.1 };
        var bandit = new SyntheticBandit(Length, 3, 21);
        var whole = Learnt(AdaptiveBanditLearnerTests.Within(bandit, before), Length, settings);
        var resumed = AdaptiveBanditLearner.Load(Saved(whole));
        Assert.Equal(Saved(whole), Saved(resumed));
        var later = AdaptiveBanditLearnerTests.Within(bandit, 500);
        Assert.Equal(Saved(AdaptiveBanditLearnerTests.Continue(whole, later)), Saved(AdaptiveBanditLearnerTests.Continue(resumed, later)));
        var x = bandit.NextContext();
        var (left, right) = (Ask(whole, x, 0, 1, 2, 3), Ask(resumed, x, 0, 1, 2, 3));
        Assert.Equal(left.Weights, right.Weights);
        Assert.Equal(left.Scores, right.Scores);
        Assert.Equal(left.Widths, right.Widths);
    }

    [Fact]
    public void Save_SnapshotsTakenMeanwhile_ChangeNothing()
    {
        var decisions = new SyntheticBandit(5, 2, 22).Decisions(200);
        var (plain, watched) = (new AdaptiveBanditLearner(5, AdaptiveBanditSettings.Default), new AdaptiveBanditLearner(5, AdaptiveBanditSettings.Default));
        foreach (var decision in decisions)
        {
            plain.Learn(decision.Context, decision.Action, decision.Reward);
            watched.Learn(decision.Context, decision.Action, decision.Reward);
            var (x, weights, scores, widths) = (decision.Context, new ulong[2], new double[2], new double[2]);
            var snapshot = watched.Snapshot();
            snapshot.Probabilities(x, [0, 1], weights, scores, widths);
            watched.Probabilities(x, [0, 1], weights, new double[2], new double[2]);
            var later = new double[2];
            plain.Probabilities(x, [0, 1], weights, later, widths);
            Assert.Equal(scores, later);
        }
        Assert.Equal(Saved(plain), Saved(watched));
    }

    [Fact]
    public void Snapshot_LearnerGoesOn_StaysAsItWas()
    {
        var bandit = new SyntheticBandit(5, 2, 23);
        var learner = Learnt(bandit.Decisions(100), 5, AdaptiveBanditSettings.Default);
        var snapshot = learner.Snapshot();
        var (context, weights, before, after, widths) = (bandit.NextDecision().Context, new ulong[2], new double[2], new double[2], new double[2]);
        snapshot.Probabilities(context, [0, 1], weights, before, widths);
        AdaptiveBanditLearnerTests.Continue(learner, bandit.Decisions(300));
        snapshot.Probabilities(context, [0, 1], weights, after, widths);
        Assert.Equal(before, after);
        Assert.Equal(100, snapshot.LearntCount);
    }

    [Fact]
    public void Load_DamagedOrCutAnywhere_SaysSo()
    {
        var bytes = Saved(Learnt(new SyntheticBandit(4, 2, 24).Decisions(80), 4, AdaptiveBanditSettings.Default));
        for (var i = 0; i < bytes.Length; i += 37)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => AdaptiveBanditLearner.Load(damaged));
            Assert.Throws<InvalidDataException>(() => AdaptiveBanditLearner.Load(bytes.AsSpan(0, i)));
        }
    }

    [Theory]
    [InlineData(16, double.NaN)]
    [InlineData(40, -1.0)]
    public void Load_SettingOutOfRange_SaysSo(int place, double value)
    {
        var bytes = Saved(Learnt(new SyntheticBandit(4, 2, 25).Decisions(20), 4, AdaptiveBanditSettings.Default));
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(place), value);
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32), bytes.AsSpan(bytes.Length - 32));
        Assert.Throws<InvalidDataException>(() => AdaptiveBanditLearner.Load(bytes));
    }
}
