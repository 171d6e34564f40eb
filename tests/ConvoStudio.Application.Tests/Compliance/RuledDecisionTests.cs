using System.Text;
using System.Text.Json;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ConvoStudio.Application.Tests.Compliance;

/// <summary>Sentence rules in the decision path of a real studio: blocked, explained, replayed, across restarts.</summary>
public sealed class RuledDecisionTests
{
    private const string Gold = "recommend-gold";

    [Fact]
    public async Task Decide_RuleAboutAPolicyFact_BlocksWithItsSentenceAndVersion_AndReplays()
    {
        await using var studio = await StudioHarness.StartAsync(With("Never say recommend when spend is at most 800."));
        var id = await studio.OpenConversationAsync();
        var decision = await studio.DecideAsync(id);
        var blocked = Assert.Single(decision.Blocked);
        Assert.Equal((Gold, "r1", "Never say recommend when spend is at most 800.", 1), (blocked.Action, blocked.Rule, blocked.Sentence, blocked.Version));
        Assert.DoesNotContain(decision.Eligible, e => e.Action == Gold);
        await studio.ReopenAsync();
        var replay = await studio.Studio.Replay.ReplayAsync(decision.DecisionId, TestContext.Current.CancellationToken);
        Assert.True(replay.Identical, replay.FirstDifference);
    }

    [Fact]
    public async Task Replay_AStoredBlockThatWasChanged_NamesTheRules()
    {
        await using var studio = await StudioHarness.StartAsync(With("Never say recommend when spend is at most 800."));
        var decision = await studio.DecideAsync(await studio.OpenConversationAsync());
        await using (var connection = new SqliteConnection($"Data Source={studio.LogPath}"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var change = connection.CreateCommand();
            change.CommandText = "UPDATE log SET payload = CAST(replace(CAST(payload AS TEXT), '\"version\":1', '\"version\":7') AS BLOB) WHERE kind = 2";
            Assert.Equal(1, await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        var replay = await studio.Studio.Replay.ReplayAsync(decision.DecisionId, TestContext.Current.CancellationToken);
        Assert.StartsWith("rules:", replay.FirstDifference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decide_EverythingBlocked_AnswersTheFallback_ForcedAndReplayed()
    {
        await using var studio = await StudioHarness.StartAsync(With("Never say greet or ask or recommend."));
        var decision = await OnlyGoldAsync(studio, await studio.OpenConversationAsync());
        Assert.Equal((true, "hand-over", 1.0), (decision.Forced, decision.Action.Key, decision.Propensity));
        Assert.True((await studio.Studio.Replay.ReplayAsync(decision.DecisionId, TestContext.Current.CancellationToken)).Identical);
    }

    [Fact]
    public async Task Decide_RuleThatCannotBeEvaluated_BlocksEverythingAndAlarms()
    {
        var part = RuleDocument.PartOf(RuleText.Parse("broken", 1, "Never say recommend when height is true."));
        await using var studio = await StudioHarness.StartAsync(StudioHarness.Configuration() with { Rules = new([], [part]) });
        var id = await studio.OpenConversationAsync();
        var decision = await studio.DecideAsync(id);
        Assert.True(decision.Forced);
        Assert.All(decision.Blocked, b => Assert.Equal("Rule broken could not be evaluated, so it blocks.", b.Sentence));
        Assert.True(studio.Studio.Reader.Find(decision.DecisionId).Decision.RuleAlarm);
        Assert.True((await studio.Studio.Replay.ReplayAsync(decision.DecisionId, TestContext.Current.CancellationToken)).Identical);
    }

    [Fact]
    public async Task Decide_RuleInShadow_RecordsAndBlocksNothing()
    {
        var part = RuleDocument.PartOf(RuleText.Parse("later", 3, "Never say recommend."));
        await using var studio = await StudioHarness.StartAsync(StudioHarness.Configuration() with { Rules = new([], [], [part]) });
        var decision = await studio.DecideAsync(await studio.OpenConversationAsync());
        Assert.Empty(decision.Blocked);
        var stored = studio.Studio.Reader.Find(decision.DecisionId).Decision;
        Assert.Equal((2, "later", 3), Assert.Single(stored.ShadowBlocked!.Select(b => (b.Action, b.Rule, b.Version))));
        Assert.True((await studio.Studio.Replay.ReplayAsync(decision.DecisionId, TestContext.Current.CancellationToken)).Identical);
    }

    [Fact]
    public async Task Decide_RuleThatWarns_TellsWhoIsToSayIt()
    {
        await using var studio = await StudioHarness.StartAsync(With("Never say recommend, else warn."));
        var decision = await OnlyGoldAsync(studio, await studio.OpenConversationAsync());
        Assert.Equal((Gold, "r1"), (decision.Action.Key, Assert.Single(decision.Warnings!).Rule));
        Assert.True((await studio.Studio.Replay.ReplayAsync(decision.DecisionId, TestContext.Current.CancellationToken)).Identical);
    }

    [Fact]
    public async Task Decide_CapPerCustomer_HoldsAcrossConversationsAtOnceAndAfterRestart()
    {
        await using var studio = await StudioHarness.StartAsync(With("Say recommend at most 2 times per customer."));
        var conversations = new List<Guid>();
        for (var i = 0; i < 24; i++)
            conversations.Add(await studio.OpenConversationAsync("one customer"));
        var decisions = await Task.WhenAll(conversations.Select(id => Task.Run(() => OnlyGoldAsync(studio, id), TestContext.Current.CancellationToken)));
        Assert.Equal(2, decisions.Count(d => d.Action.Key == Gold));
        Assert.Equal(Gold, (await OnlyGoldAsync(studio, await studio.OpenConversationAsync("another customer"))).Action.Key);
        await studio.ReopenAsync();
        Assert.True((await OnlyGoldAsync(studio, await studio.OpenConversationAsync("one customer"))).Forced);
        foreach (var decision in decisions)
        {
            var replay = await studio.Studio.Replay.ReplayAsync(decision.DecisionId, TestContext.Current.CancellationToken);
            Assert.True(replay.Identical, replay.FirstDifference);
        }
    }

    [Fact]
    public async Task Decide_CapPerCustomer_ADecisionThatWasCarriedOutCountsOnce()
    {
        await using var studio = await StudioHarness.StartAsync(With("Say recommend at most 2 times per customer."));
        var first = await studio.OpenConversationAsync("c");
        var said = await OnlyGoldAsync(studio, first);
        await studio.Studio.Conversations.AddTurnAsync(first, new AddTurn(Speaker.Agent, null, DecisionId: said.DecisionId), studio.NextIdentity(), TestContext.Current.CancellationToken);
        Assert.Equal(Gold, (await OnlyGoldAsync(studio, await studio.OpenConversationAsync("c"))).Action.Key);
        Assert.True((await OnlyGoldAsync(studio, await studio.OpenConversationAsync("c"))).Forced);
    }

    [Fact]
    public async Task Decide_StopAfterNoForDays_CountsRefusalsOfOtherConversations_UntilTheTimeIsOver()
    {
        await using var studio = await StudioHarness.StartAsync(With("After 2 times answer by the customer never say recommend for 3 days."));
        var first = await studio.OpenConversationAsync("c");
        await studio.SayAsync(first, Speaker.Customer, "answer");
        studio.Time.Advance(TimeSpan.FromMinutes(1));
        await studio.SayAsync(first, Speaker.Customer, "answer");
        Assert.True((await OnlyGoldAsync(studio, await studio.OpenConversationAsync("c"))).Forced);
        studio.Time.Advance(TimeSpan.FromDays(3));
        Assert.False((await OnlyGoldAsync(studio, await studio.OpenConversationAsync("c"))).Forced);
    }

    [Fact]
    public async Task Decide_ConsentGate_NeedsAConsentThatWasNotRevoked()
    {
        await using var studio = await StudioHarness.StartAsync(With("Say recommend only with consent for marketing."));
        Assert.True((await OnlyGoldAsync(studio, await OpenAsync(studio, "none", null))).Forced);
        Assert.False((await OnlyGoldAsync(studio, await OpenAsync(studio, "c", new ConsentPayload("marketing", null, true)))).Forced);
        studio.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.False((await OnlyGoldAsync(studio, await OpenAsync(studio, "c", null))).Forced);
        studio.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await OnlyGoldAsync(studio, await OpenAsync(studio, "c", new ConsentPayload("marketing", null, false)))).Forced);
    }

    [Theory]
    [InlineData("Europe/Vienna", false)]
    [InlineData("America/New_York", true)]
    [InlineData(null, true)]
    public async Task Decide_QuietHours_ByTheCustomersClock_AnUnknownZoneIsNotAllowed(string? zone, bool forced)
    {
        // The clock stands at 09:00 UTC: 10:00 in Vienna, 04:00 in New York.
        await using var studio = await StudioHarness.StartAsync(With("Say recommend only between 09:00 and 18:00 in the customer's local time."));
        var command = new OpenConversation("key", StudioHarness.Playbook, "c", null, "web", null, zone, null, StudioHarness.Facts("loyal", 700, minor: false), null);
        var id = StudioHarness.Read<OpenedAnswer>(await studio.Studio.Conversations.OpenAsync(command, studio.NextIdentity(), TestContext.Current.CancellationToken)).ConversationId;
        Assert.Equal(forced, (await OnlyGoldAsync(studio, id)).Forced);
    }

    [Fact]
    public async Task Decide_AfterALateTurn_TheMonitorsSeeItWhereItHappened()
    {
        await using var studio = await StudioHarness.StartAsync(With("Before recommend the customer must have said answer."));
        var id = await studio.OpenConversationAsync();
        studio.Time.Advance(TimeSpan.FromMinutes(10));
        await studio.SayAsync(id, Speaker.Agent, "ask");
        Assert.True((await OnlyGoldAsync(studio, id)).Forced);
        await studio.Studio.Conversations.AddTurnAsync(
            id, new AddTurn(Speaker.Customer, ["answer"], At: studio.Time.GetUtcNow().AddMinutes(-5)), studio.NextIdentity(), TestContext.Current.CancellationToken);
        var decision = await OnlyGoldAsync(studio, id);
        Assert.Equal(Gold, decision.Action.Key);
        await studio.ReopenAsync();
        Assert.True((await studio.Studio.Replay.ReplayAsync(decision.DecisionId, TestContext.Current.CancellationToken)).Identical);
    }

    [Fact]
    public async Task AddTurn_AgentSaysWhatARuleForbids_IsKeptAsABreach()
    {
        await using var studio = await StudioHarness.StartAsync(With("Before recommend the agent must have said ask."));
        var id = await studio.OpenConversationAsync();
        var decision = await studio.DecideAsync(id);
        await studio.Studio.Conversations.AddTurnAsync(
            id, new AddTurn(Speaker.Agent, ["recommend"], "gold", DecisionId: decision.DecisionId, Execution: "overridden", Executed: Gold), studio.NextIdentity(), TestContext.Current.CancellationToken);
        await studio.SayAsync(id, Speaker.Agent, "ask");
        await studio.SayAsync(id, Speaker.Agent, "recommend");
        var found = await new RuleBreachReader(studio.Studio.Log).ListAsync(TestStudio.Analyst, StudioHarness.Playbook, cancellationToken: TestContext.Current.CancellationToken);
        var breach = Assert.Single(found.Breaches);
        Assert.Equal((0, Gold, "r1", 1), (breach.Turn, breach.Executed, breach.Rules[0].Rule, breach.Rules[0].Version));
    }

    [Fact]
    public async Task Decide_ProtectedValue_ReachesTheFilterAndNothingElse()
    {
        const string Secret = "PLANTED-SECRET-4711";
        var plain = StudioHarness.Configuration();
        var definition = plain.Definition with { Facts = [.. plain.Definition.Facts, new FactDefinition("ward", FactType.Category, FactUsages.Rules, [Secret])] };
        var part = RuleDocument.PartOf(RuleText.Parse("ward", 1, "Never say recommend when ward is known."));
        await using var studio = await StudioHarness.StartAsync(plain with { Definition = definition, Rules = new([], [part], [part with { Key = "shadow" }]) });
        var facts = StudioHarness.Facts("loyal", 700, minor: false);
        facts["ward"] = StudioHarness.Json($"\"{Secret}\"");
        var id = await studio.OpenConversationAsync("c", facts);
        var answer = await studio.Studio.Decisions.DecideAsync(id, null, studio.NextIdentity(), TestContext.Current.CancellationToken);
        Assert.Equal("Blocked by rule ward: condition true.", Assert.Single(StudioHarness.Read<DecisionAnswer>(answer).Blocked).Sentence);
        Assert.DoesNotContain(Secret, Encoding.UTF8.GetString(answer.Body.Span), StringComparison.Ordinal);
        var open = await studio.OpenConversationAsync("other");
        Assert.Empty((await studio.DecideAsync(open)).Blocked);
        // The declared word stands in the configuration's blob; the conversations' rows must not hold it.
        await using var connection = new SqliteConnection($"Data Source={studio.LogPath}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var search = connection.CreateCommand();
        search.CommandText = $"SELECT count(*) FROM log WHERE instr(CAST(payload AS TEXT), '{Secret}') > 0 OR instr(CAST(coalesce(answer, '') AS TEXT), '{Secret}') > 0";
        Assert.Equal(0L, await search.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Activate_OtherRulesWhileDecisionsAreMade_NoneFailsAndNoneIsUnfiltered()
    {
        await using var studio = await StudioHarness.StartAsync(With("Never say recommend."));
        var stop = new TaskCompletionSource();
        var load = Enumerable.Range(0, 4).Select(worker => Task.Run(
            async () =>
            {
                var seen = 0;
                while (!stop.Task.IsCompleted)
                {
                    var decision = await OnlyGoldAsync(studio, await studio.OpenConversationAsync($"w{worker}-{seen++}"));
                    Assert.True(decision.Forced);
                }

                return seen;
            },
            TestContext.Current.CancellationToken)).ToList();
        for (var version = 2; version < 12; version++)
            await studio.Studio.Configurations.ActivateAsync(With([.. Enumerable.Range(0, 100).Select(_ => "Never say recommend.")]) with { Version = version }, "test", cancellationToken: TestContext.Current.CancellationToken);
        stop.SetResult();
        Assert.All(await Task.WhenAll(load), seen => Assert.True(seen > 0));
    }

    private static PlaybookConfiguration With(params string[] sentences) => StudioHarness.Configuration() with
    {
        Rules = new([], [.. sentences.Select((s, i) => RuleDocument.PartOf(RuleText.Parse($"r{i + 1}", 1, s)))]),
    };

    private static async Task<DecisionAnswer> OnlyGoldAsync(StudioHarness studio, Guid id) =>
        StudioHarness.Read<DecisionAnswer>(await studio.Studio.Decisions.DecideAsync(id, [Gold], studio.NextIdentity(), TestContext.Current.CancellationToken));

    private static async Task<Guid> OpenAsync(StudioHarness studio, string customer, ConsentPayload? consent)
    {
        var command = new OpenConversation(
            "key", StudioHarness.Playbook, customer, null, "web", null, "Europe/Vienna", null, new Dictionary<string, JsonElement>(), consent is null ? null : [consent]);
        return StudioHarness.Read<OpenedAnswer>(await studio.Studio.Conversations.OpenAsync(command, studio.NextIdentity(), TestContext.Current.CancellationToken)).ConversationId;
    }
}
