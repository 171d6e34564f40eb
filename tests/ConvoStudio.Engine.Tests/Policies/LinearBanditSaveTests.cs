using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Exploration;
using Xunit;

namespace ConvoStudio.Engine.Tests.Policies;

public sealed class LinearBanditSaveTests
{
    [Theory, InlineData(true), InlineData(false)]
    public void Load_MidwayThrough_ContinuesBitForBit(bool shared)
    {
        var settings = new LinearBanditSettings(0.05, 1.5, shared, 0.03) { Exploration = ExplorationSettings.SquareCb(12, 0.4) };
        var decisions = new SyntheticBandit(13, 6, 1).Decisions(1000, actionStep: 3);
        var whole = new LinearBanditLearner(10, settings);
        Fold(whole, decisions[..500], 10);
        var resumed = LinearBanditLearner.Load(Saved(whole));
        Assert.Equal(Saved(whole), Saved(resumed));
        Assert.Equal((settings, 500L, 256L), (resumed.Settings, resumed.LearntCount, resumed.LastResolveAt));

        foreach (var learner in (LinearBanditLearner[])[whole, resumed])
        {
            learner.Amend(new(decisions[3].Values.AsMemory(0, 10)), decisions[3].Action, 0.75);
            Fold(learner, decisions[500..505], 10);
            learner.Grow(13);
            Fold(learner, decisions[505..], 13);
        }
        Assert.Equal(Saved(whole), Saved(resumed));
    }

    [Fact]
    public void Save_SnapshotsTakenInBetween_ChangeNoBit()
    {
        var decisions = new SyntheticBandit(9, 4, 2).Decisions(300);
        var (plain, watched) = (new LinearBanditLearner(9, new()), new LinearBanditLearner(9, new()));
        Fold(plain, decisions, 9);
        foreach (var decision in decisions)
        {
            Fold(watched, [decision], 9);
            watched.Snapshot();
            Saved(watched);
        }
        Assert.Equal(Saved(plain), Saved(watched));
    }

    [Fact]
    public void Load_AnyByteChanged_IsNoticed()
    {
        var bytes = Sample();
        for (var i = 0; i < bytes.Length; i += 7)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => LinearBanditLearner.Load(damaged));
        }
    }

    [Fact]
    public void Load_AnyLength_IsNoticed()
    {
        var bytes = Sample();
        for (var length = 0; length < bytes.Length; length += 11)
            Assert.Contains("truncated", Message(bytes[..length]), StringComparison.Ordinal);
        Assert.Contains("should have", Message([.. bytes, 0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WhatIsWrong_IsSaid()
    {
        Assert.Contains("magic", Message(Edited(bytes => bytes[0] = 0)), StringComparison.Ordinal);
        Assert.Contains("version 99", Message(Edited(bytes => bytes[4] = 99)), StringComparison.Ordinal);
        Assert.Contains("SHA-256", Message(Edited(bytes => bytes[^1] ^= 1)), StringComparison.Ordinal);

        // Behind a valid hash: floor 7, a context longer than the bytes, a negative count.
        Assert.Contains("Floor", Message(Rehashed(bytes => BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(16), 7))), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("context length", Message(Rehashed(bytes => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(72), int.MaxValue))), StringComparison.Ordinal);
        Assert.Contains("impossible counts", Message(Rehashed(bytes => BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(76), -1))), StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => LinearBanditLearner.Load(Rehashed(bytes => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(72), 2))));
    }

    internal static byte[] Saved(ILearner learner)
    {
        var buffer = new ArrayBufferWriter<byte>();
        learner.Save(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Sample()
    {
        var learner = new LinearBanditLearner(5, new());
        Fold(learner, new SyntheticBandit(5, 2, 3).Decisions(70), 5);
        return Saved(learner);
    }

    private static byte[] Edited(Action<byte[]> edit)
    {
        var bytes = Sample();
        edit(bytes);
        return bytes;
    }

    private static byte[] Rehashed(Action<byte[]> edit)
    {
        var bytes = Edited(edit);
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32)).CopyTo(bytes.AsSpan(bytes.Length - 32));
        return bytes;
    }

    private static string Message(byte[] bytes) => Assert.Throws<InvalidDataException>(() => LinearBanditLearner.Load(bytes)).Message;

    private static void Fold(LinearBanditLearner learner, TestDecision[] decisions, int length)
    {
        foreach (var decision in decisions)
            learner.Learn(new(decision.Values.AsMemory(0, length)), decision.Action, decision.Reward);
    }
}
