using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Verification;
using ConvoStudio.Engine.Contexts;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ConvoStudio.Application.Tests.Compliance;

/// <summary>Import, verification as a job, and a judged trace.</summary>
public sealed class RuleProofTests
{
    [Fact]
    public async Task Verify_AsAJob_FindsTheShortestBreachOfARawPolicy_AndKnowsWhenItIsStale()
    {
        await using var studio = await ShopAsync();
        var (rules, verifications) = (studio.Get<RuleService>(), studio.Get<RuleVerificationService>());
        await rules.InForceAsync("shop", "greet-first", "Before ask the agent must have said greet.");
        var job = await studio.RunAsync((await verifications.StartAsync(TestStudio.Compliance, "shop", new VerificationRequest(VerificationMode.RawPolicy), TestContext.Current.CancellationToken)).Id);
        Assert.Equal((JobState.Done, null), (job.State, job.Error));
        var read = await verifications.GetAsync(TestStudio.Sales, job.Id, TestContext.Current.CancellationToken);
        var verdict = Assert.Single(read.Verification.Report.Rules);
        Assert.Equal((Verdict.Breached, "Agent: ask"), (verdict.Verdict, Assert.Single(verdict.Conversation)));
        Assert.NotEmpty(read.Verification.Report.Assumptions);
        Assert.False(read.IsStale);
        await studio.Get<ActionService>().AddAsync(TestStudio.Sales, "shop", "ask-again", new ActionEdit(["ask"]));
        Assert.True((await verifications.NewestAsync(TestStudio.Sales, "shop", TestContext.Current.CancellationToken))!.IsStale);
    }

    [Fact]
    public async Task Verify_Shielded_IsProved()
    {
        await using var studio = await ShopAsync();
        await studio.Get<RuleService>().InForceAsync("shop", "greet-first", "Before ask the agent must have said greet.");
        var verifications = studio.Get<RuleVerificationService>();
        var job = await studio.RunAsync((await verifications.StartAsync(TestStudio.Compliance, "shop", new VerificationRequest(), TestContext.Current.CancellationToken)).Id);
        Assert.Equal("1 proved, 0 breached, 0 guarded at run time, 0 not proved", job.Message);
        await Assert.ThrowsAsync<ValidationException>(() => verifications.StartAsync(TestStudio.Compliance, "shop", new VerificationRequest(MostStates: 1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Import_TenThousandRules_AreDraftsAllAtOnce()
    {
        await using var studio = await ShopAsync();
        var text = string.Join('\n', Enumerable.Range(0, 10_000).Select(i => $"rule-{i}: Say ask at most {i % 100} times per conversation."));
        Assert.Equal(10_000, await studio.Get<RuleImportService>().ImportAsync(TestStudio.Compliance, "shop", text, TestContext.Current.CancellationToken));
        var page = await studio.Get<RuleReader>().ListAsync(TestStudio.Sales, "shop", new RuleQuery("rule-77", Take: 5), TestContext.Current.CancellationToken);
        Assert.Equal((111, RuleStatus.Draft), (page.Total, page.Lines[0].Newest.Status));
    }

    [Fact]
    public async Task Import_WithMistakes_NamesEachLine_AndSavesNothing()
    {
        await using var studio = await ShopAsync();
        const string Text = """
            # greeting
            good: Before ask the agent must have said greet.

            good: Never say ask.
            Never say ask.
            bad-act: Never say shout.
            typo: Never say ask wehn minor is true.
            {"schema":1,"key":"doc","version":1,"form":"nonsense"}
            {"schema":1,"key":"torn"
            """;
        var refused = await Assert.ThrowsAsync<ValidationException>(() => studio.Get<RuleImportService>().ImportAsync(TestStudio.Compliance, "shop", Text, TestContext.Current.CancellationToken));
        Assert.Equal(["line 4", "line 5", "line 6", "line 7", "line 8", "line 9"], refused.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("actions.acts[0]: The playbook has no act shout.", Assert.Single(refused.Errors["line 6"]));
        Assert.StartsWith("Character 15:", Assert.Single(refused.Errors["line 7"]), StringComparison.Ordinal);
        await using var db = studio.Db();
        Assert.False(await db.ComplianceRules.AnyAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Evaluate_Trace_SaysWhichTurnBreaksWhichRule()
    {
        await using var studio = await ShopAsync();
        await studio.Get<RuleService>().InForceAsync("shop", "greet-first", "Before ask the agent must have said greet.");
        var at = TestStudio.Start;
        WrittenEvent[] events = [new(TraceEventKind.Agent, at, ["ask"]), new(TraceEventKind.Agent, at.AddMinutes(1), ["greet"]), new(TraceEventKind.Agent, at.AddMinutes(2), ["ask"])];
        var judgements = await studio.Get<TraceEvaluator>().EvaluateAsync(TestStudio.Compliance, "shop", new WrittenTrace(events), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((0, "greet-first", RuleAnswer.Broken), Assert.Single(judgements.Select(j => (j.Event, j.Rule, j.Answer))));
        var refused = await Assert.ThrowsAsync<ValidationException>(() => studio.Get<TraceEvaluator>().EvaluateAsync(
            TestStudio.Compliance, "shop", new WrittenTrace([new(TraceEventKind.Agent, at, ["shout"])]), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(["events[0].acts"], refused.Errors.Keys);
    }

    private static async Task<TestStudio> ShopAsync()
    {
        var studio = await TestStudio.OpenAsync();
        var playbooks = studio.Get<PlaybookService>();
        await playbooks.CreateAsync(TestStudio.Sales, "shop", "Shop");
        foreach (var act in new[] { "greet", "ask" })
        {
            await playbooks.SetActAsync(TestStudio.Sales, "shop", act, false, true, false);
            await studio.Get<ActionService>().AddAsync(TestStudio.Sales, "shop", act, new ActionEdit([act]));
        }

        await studio.Get<FactService>().AddAsync(TestStudio.Compliance, "shop", "minor", FactType.Flag, FactUsages.Rules);
        return studio;
    }
}
