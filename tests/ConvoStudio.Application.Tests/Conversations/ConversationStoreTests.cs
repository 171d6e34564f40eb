using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Application.Tests.Conversations;

public sealed class ConversationStoreTests
{
    [Fact]
    public async Task Decide_SameKeyTwice_GivesTheStoredAnswerByteForByte()
    {
        await using var harness = await StudioHarness.StartAsync();
        var id = await harness.OpenConversationAsync();
        var identity = harness.NextIdentity();
        var first = await harness.Studio.Decisions.DecideAsync(id, null, identity);
        var last = harness.Studio.Log.LastSequence;
        var second = await harness.Studio.Decisions.DecideAsync(id, null, identity);
        Assert.Equal(first.Body.ToArray(), second.Body.ToArray());
        Assert.True(second.Repeated);
        Assert.Equal(last, harness.Studio.Log.LastSequence);
    }

    [Fact]
    public async Task Decide_SameKeyAfterReopen_GivesTheStoredAnswer()
    {
        await using var harness = await StudioHarness.StartAsync();
        var id = await harness.OpenConversationAsync();
        var identity = harness.NextIdentity();
        var first = await harness.Studio.Decisions.DecideAsync(id, null, identity);
        await harness.ReopenAsync();
        var second = await harness.Studio.Decisions.DecideAsync(id, null, identity);
        Assert.Equal(first.Body.ToArray(), second.Body.ToArray());
    }

    [Fact]
    public async Task Decide_SameKeyWhileInFlight_DecidesOnce()
    {
        await using var harness = await StudioHarness.StartAsync();
        var id = await harness.OpenConversationAsync();
        var identity = harness.NextIdentity();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => harness.Studio.Decisions.DecideAsync(id, null, identity))));
        Assert.Single(answers.Select(a => Convert.ToHexString(a.Body.Span)).Distinct());
        Assert.Single(harness.Studio.Log.Read(0, 100), e => e.Kind == LogKind.Decision);
    }

    [Fact]
    public async Task AddTurn_SameKeyOtherBody_Conflicts()
    {
        await using var harness = await StudioHarness.StartAsync();
        var id = await harness.OpenConversationAsync();
        await harness.Studio.Conversations.AddTurnAsync(id, new AddTurn(Speaker.Customer, ["answer"]), RequestIdentity.Of("k", "turn", [1]));
        await Assert.ThrowsAsync<RequestConflictException>(() =>
            harness.Studio.Conversations.AddTurnAsync(id, new AddTurn(Speaker.Customer, ["answer"]), RequestIdentity.Of("k", "turn", [2])));
    }

    [Fact]
    public async Task Decide_TwoAtOnce_AreSerialized()
    {
        await using var harness = await StudioHarness.StartAsync();
        var id = await harness.OpenConversationAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => harness.DecideAsync(id))));
        var decisions = harness.Studio.Log.Read(0, 100).Where(e => e.Kind == LogKind.Decision).ToList();
        Assert.Equal(20, decisions.Count);
        // Each one saw the one before it: its state is the entry just before its own rows.
        var states = decisions.Select(d => LogPayloads.Read<DecisionPayload>(d).StateSequence).ToList();
        Assert.Equal(states.Order(), states);
        Assert.Equal(20, states.Distinct().Count());
        Assert.Single(harness.Studio.Log.Read(0, 100), e => e.Kind == LogKind.Assignment);
    }

    [Fact]
    public async Task Decide_CommitFails_AnswersNothingAndRebuildsTheState()
    {
        await using var harness = await StudioHarness.StartAsync();
        var id = await harness.OpenConversationAsync();
        await harness.SayAsync(id, Speaker.Customer, "answer");
        var last = harness.Studio.Log.LastSequence;
        harness.BeforeCommit = () => throw new IOException("disk full");
        var identity = harness.NextIdentity();
        await Assert.ThrowsAsync<LogWriteException>(() => harness.Studio.Decisions.DecideAsync(id, null, identity));
        Assert.NotNull(harness.Studio.Log.ReadOnlyReason);
        await Assert.ThrowsAsync<LogBusyException>(() => harness.Studio.Decisions.DecideAsync(id, null, identity));
        Assert.Equal(last, harness.Studio.Log.LastSequence);
        harness.BeforeCommit = null;
        harness.Time.Advance(TimeSpan.FromSeconds(6));
        var answer = StudioHarness.Read<DecisionAnswer>(await harness.Studio.Decisions.DecideAsync(id, null, identity));
        Assert.Equal(1, answer.Turn);
        Assert.Equal(last + 2, harness.Studio.Log.LastSequence);
        Assert.Null(harness.Studio.Log.ReadOnlyReason);
    }

    [Fact]
    public async Task Open_SameKey_IsOneConversation()
    {
        await using var harness = await StudioHarness.StartAsync();
        var identity = harness.NextIdentity();
        var command = new OpenConversation("key", StudioHarness.Playbook, "c", null, "web", null, null, null, null, null);
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => harness.Studio.Conversations.OpenAsync(command, identity))));
        Assert.Single(ids.Select(a => StudioHarness.Read<OpenedAnswer>(a).ConversationId).Distinct());
        Assert.Single(harness.Studio.Log.Read(0, 100), e => e.Kind == LogKind.Opened);
    }

    [Fact]
    public async Task AddTurn_EarlierEventTime_GivesTheStateOfTheRightOrder()
    {
        await using var harness = await StudioHarness.StartAsync();
        var id = await harness.OpenConversationAsync();
        var now = harness.Time.GetUtcNow();
        await harness.Studio.Conversations.AddTurnAsync(id, new AddTurn(Speaker.Customer, ["answer"], At: now), harness.NextIdentity());
        await harness.Studio.Conversations.AddTurnAsync(id, new AddTurn(Speaker.Customer, ["ask"], At: now.AddMinutes(-1)), harness.NextIdentity());
        var last = await harness.Studio.Store.ReadAsync(id, c => c.State.LastCustomerActs, default);
        Assert.Equal(["answer"], last);
    }

    [Fact]
    public async Task Log_ProtectedFact_NeverEntersIt()
    {
        await using var harness = await StudioHarness.StartAsync();
        var id = await harness.OpenConversationAsync(facts: StudioHarness.Facts("new", 1, minor: true));
        var decision = await harness.DecideAsync(id);
        Assert.DoesNotContain(decision.Eligible, e => e.Action == "recommend-gold");
        Assert.Equal("adults-only", Assert.Single(decision.Blocked).Rule);
        foreach (var entry in harness.Studio.Log.Read(0, 100).Where(e => e.ConversationNo is not null))
        {
            // The rule's condition may be named, the fact and its value may not.
            Assert.DoesNotContain("minor", System.Text.Encoding.UTF8.GetString(entry.Payload.Span), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("minor", System.Text.Encoding.UTF8.GetString(entry.Answer.Span), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Close_ThenTurn_Conflicts()
    {
        await using var harness = await StudioHarness.StartAsync();
        var id = await harness.OpenConversationAsync();
        await harness.Studio.Conversations.CloseAsync(id, harness.NextIdentity());
        await Assert.ThrowsAsync<RequestConflictException>(() => harness.SayAsync(id, Speaker.Customer, "answer"));
        await Assert.ThrowsAsync<RequestConflictException>(() => harness.DecideAsync(id));
        Assert.False(StudioHarness.Read<OutcomeAnswer>(await harness.ReportAsync(id, 1)).Amendment);
    }
}
