using System.Security.Cryptography;
using System.Text;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Policies;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Rewards;
using Xunit;

namespace ConvoStudio.Application.Tests.Policies;

public sealed class WarmStartTests
{
    private const int Imported = 30;

    [Fact]
    public async Task Start_FromImported_IsALearnerTaughtBesideIt_ToTheByte()
    {
        await using var harness = await StartedAsync();
        var learnt = LinearBanditLearner.Load(harness.Studio.Learner.Save(StudioHarness.Playbook, "warm")!);
        // Of two moves a conversation; the agent's recommendation alone converts.
        var expected = new LinearBanditLearner(6, new LearnerSettings().ToLinear(0.02));
        for (var i = 0; i < Imported; i++)
        {
            var converted = i % 2 == 1;
            expected.Learn(Context(i), 1, Reward(answered: true, converted), 0.25);
            expected.Learn(Context(i), converted ? 2 : 0, Reward(answered: false, converted), 0.25);
        }
        Assert.Equal(Bytes(expected), Bytes(learnt));
    }

    [Fact]
    public async Task Start_FirstDecision_LeansToWhatConverted()
    {
        await using var harness = await StartedAsync();
        var decision = await harness.DecideAsync(await harness.OpenConversationAsync());
        var row = harness.Studio.Reader.Find(decision.DecisionId).Decision;
        Assert.Equal("warm", row.Policy);
        Assert.Equal(2, row.Eligible[Enumerable.Range(0, row.Eligible.Count).MaxBy(i => row.Weights[i])]);
    }

    [Fact]
    public async Task Replay_AfterMoreImportsAWithdrawalAndARestart_IsIdentical()
    {
        await using var harness = await StartedAsync();
        for (var i = 0; i < 20; i++)
            await harness.PlayAsync(i);
        await ImportAsync(harness, Imported, 5);
        var last = harness.Studio.Log.ListConversations(StudioHarness.Playbook, LogSource.Imported)[0].No;
        await harness.Studio.Log.AppendAsync(new LogAppend(
            LogSource.Live, [new NewLogEntry(LogKind.Withdrawn, null, harness.Time.GetUtcNow(), LogPayloads.Write(new WithdrawnPayload(StudioHarness.Playbook, Guid.NewGuid(), last, Imported + 5, "Ana")))]));
        Assert.Null(WarmStart.Find(harness.Studio.Log, StudioHarness.Playbook));
        await harness.Studio.Learner.AdvanceAsync();
        var live = harness.Studio.Learner.Save(StudioHarness.Playbook, "warm");
        await harness.ReopenAsync();
        Assert.Equal(live, harness.Studio.Learner.Save(StudioHarness.Playbook, "warm"));
        var rows = harness.Studio.Log.Read(0, 10_000).Where(e => e.Kind == LogKind.Decision).Select(e => LogPayloads.Read<DecisionPayload>(e)).ToList();
        Assert.Equal(40, rows.Count);
        foreach (var row in rows)
        {
            var result = await harness.Studio.Replay.ReplayAsync(row.DecisionId);
            Assert.True(result.Identical, result.FirstDifference);
        }
    }

    private static async Task<StudioHarness> StartedAsync()
    {
        var harness = await StudioHarness.StartAsync();
        await ImportAsync(harness, 0, Imported);
        var start = WarmStart.Find(harness.Studio.Log, StudioHarness.Playbook);
        Assert.Equal((Imported, 0.25), (start!.Conversations, start.Weight));
        var settings = new LearnerSettings(WarmStart: start).Save();
        Assert.Equal(start, LearnerSettings.Load(settings).WarmStart);
        var hash = ConfigurationHash.Of(settings);
        var configuration = StudioHarness.Configuration(2);
        await harness.Studio.Configurations.ActivateAsync(
            configuration with
            {
                Policies = [.. configuration.Policies, new PolicyPart("warm", "Warm", PolicyKind.LinearBandit, hash)],
                Experiments = [],
                Routing = new RoutingPart("warm"),
            },
            "test", [new LogBlob(Convert.FromHexString(hash), "policy-parameters", 1, settings)]);
        await harness.Studio.Learner.AdvanceAsync();
        return harness;
    }

    private static async Task ImportAsync(StudioHarness harness, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            var (at, converted, sparse) = (harness.Time.GetUtcNow().AddDays(-1), i % 2 == 1, SparseContext.From(Context(i)));
            List<NewLogEntry> entries = [new(LogKind.Opened, null, at, LogPayloads.Write(new OpenedPayload(new Dictionary<string, FactValue>(), null, "")))];
            foreach (var (turn, action, act) in ((int, int, string)[])[(0, 1, "ask"), (2, converted ? 2 : 0, converted ? "recommend" : "greet")])
            {
                entries.Add(new(LogKind.ImportedDecision, turn, at.AddSeconds(turn + 1), LogPayloads.Write(new ImportedDecisionPayload(action, sparse.Slots, sparse.Values))));
                entries.Add(Turn(turn, Speaker.Agent, act));
                if (turn == 0)
                    entries.Add(Turn(1, Speaker.Customer, "answer"));
            }

            entries.Add(new(LogKind.Outcome, null, at.AddSeconds(9), LogPayloads.Write(new OutcomePayload(OutcomeMetric.Converted, converted ? 1 : 0, Final: true, null))));
            var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"imported {i}")).AsSpan(0, 16));
            await harness.Studio.Log.AppendAsync(new LogAppend(
                LogSource.Imported, entries, Opens: new NewConversation(id, $"x-{i}", StudioHarness.Playbook, SHA256.HashData(id.ToByteArray()), "import", null, null, null)));

            NewLogEntry Turn(int number, Speaker speaker, string act) => new(
                LogKind.Turn, number, at.AddSeconds(number + 1), LogPayloads.Write(new TurnPayload(speaker, [act], null, null, null, null, null, null, HasText: false)));
        }
    }

    private static EncodedContext Context(int i) => new(new double[] { 1, i % 4 * 0.25, i % 3 == 0 ? 1 : 0, i % 3 == 0 ? 0 : 1, 0.2, 0 });

    private static double Reward(bool answered, bool converted) => new RewardDefinition().Compose(answered ? 1 : 0, converted ? 1 : 0, 0);

    private static byte[] Bytes(LinearBanditLearner learner)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        learner.Save(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
