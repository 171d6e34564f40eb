using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ConvoStudio.Application.Tests.Compliance;

public sealed class RuleServiceTests
{
    private const string NoMinors = "Never say ask when minor is true.";

    [Fact]
    public async Task Road_DraftToInForce_ComesIntoForceStepByStep()
    {
        await using var studio = await ShopAsync();
        var rules = studio.Get<RuleService>();
        var before = studio.Configurations.Find("shop")!.Configuration.Version;
        var rule = await rules.CreateAsync(TestStudio.Compliance, "shop", "no-minors", new RuleWriting(NoMinors));
        Assert.Equal((RuleStatus.Draft, 1, NoMinors), (rule.Status, rule.Number, rule.Sentence));
        rule = await rules.SubmitAsync(TestStudio.Compliance, "shop", "no-minors", rule.Revision);
        Assert.Equal(before, studio.Configurations.Find("shop")!.Configuration.Version);
        rule = await rules.ApproveAsync(TestStudio.Reviewer, "shop", "no-minors", rule.Revision, "Fine.");
        Assert.Equal("no-minors", Assert.Single(Rules(studio).Shadow!).Key);
        Assert.Empty(Rules(studio).Sentences!);
        rule = await rules.PutInForceAsync(TestStudio.Reviewer, "shop", "no-minors", rule.Revision);
        Assert.Equal(("no-minors", 1), (Assert.Single(Rules(studio).Sentences!).Key, rule.Number));
        Assert.Null(Rules(studio).Shadow);
        await rules.WithdrawAsync(TestStudio.Compliance, "shop", "no-minors", rule.Revision, "No longer the law.");
        Assert.Empty(Rules(studio).Sentences!);
    }

    [Fact]
    public async Task Approve_ByWhoWroteIt_NeedsASecondPerson()
    {
        await using var studio = await ShopAsync();
        var rules = studio.Get<RuleService>();
        var rule = await rules.CreateAsync(TestStudio.Compliance, "shop", "no-minors", new RuleWriting(NoMinors));
        rule = await rules.EditAsync(TestStudio.Reviewer, "shop", "no-minors", new RuleWriting("Never say ask when minor is not false."), rule.Revision);
        rule = await rules.SubmitAsync(TestStudio.Compliance, "shop", "no-minors", rule.Revision);
        foreach (var author in new[] { TestStudio.Compliance, TestStudio.Reviewer })
            await Assert.ThrowsAsync<TransitionException>(() => rules.ApproveAsync(author, "shop", "no-minors", rule.Revision));
        var third = Actor.Person("t", "Tom", [Roles.ComplianceOfficer]);
        rule = await rules.ApproveAsync(third, "shop", "no-minors", rule.Revision);
        await Assert.ThrowsAsync<TransitionException>(() => rules.PutInForceAsync(TestStudio.Compliance, "shop", "no-minors", rule.Revision));
        await Assert.ThrowsAsync<ForbiddenException>(() => rules.PutInForceAsync(TestStudio.Sales, "shop", "no-minors", rule.Revision));
    }

    [Fact]
    public async Task Key_MayWrite_AndNeverReview()
    {
        await using var studio = await ShopAsync();
        var rules = studio.Get<RuleService>();
        var key = Actor.Key(Guid.CreateVersion7(), "Machine", Application.Keys.KeyScopes.Manage);
        var rule = await rules.CreateAsync(key, "shop", "no-minors", new RuleWriting(NoMinors));
        rule = await rules.SubmitAsync(key, "shop", "no-minors", rule.Revision);
        await Assert.ThrowsAsync<ForbiddenException>(() => rules.ApproveAsync(Actor.Key(Guid.CreateVersion7(), "Other", Application.Keys.KeyScopes.Manage), "shop", "no-minors", rule.Revision));
        Assert.Equal(RuleStatus.Shadow, (await rules.ApproveAsync(TestStudio.Reviewer, "shop", "no-minors", rule.Revision)).Status);
    }

    [Fact]
    public async Task Edit_OfARuleInForce_BeginsTheNextVersion_AndSupersedesOnlyWhenItBlocks()
    {
        await using var studio = await ShopAsync();
        var rules = studio.Get<RuleService>();
        var first = await rules.InForceAsync("shop", "no-minors", NoMinors);
        var second = await rules.EditAsync(TestStudio.Compliance, "shop", "no-minors", new RuleWriting("Never say ask when minor is true, as in \"Act 7\"."), first.Revision);
        Assert.Equal((2, RuleStatus.Draft), (second.Number, second.Status));
        second = await rules.SubmitAsync(TestStudio.Compliance, "shop", "no-minors", second.Revision);
        second = await rules.ApproveAsync(TestStudio.Reviewer, "shop", "no-minors", second.Revision);
        Assert.Equal((1, 2), (Rules(studio).Sentences!.Single().Version, Rules(studio).Shadow!.Single().Version));
        second = await rules.PutInForceAsync(TestStudio.Reviewer, "shop", "no-minors", second.Revision);
        Assert.Equal(2, Rules(studio).Sentences!.Single().Version);
        var detail = await studio.Get<RuleReader>().GetAsync(TestStudio.Sales, "shop", "no-minors");
        Assert.Equal([RuleStatus.InForce, RuleStatus.Superseded], detail.Versions.Select(v => v.Status));
        Assert.Equal("citation", Assert.Single(RuleDifference.Of(detail.Versions[1], detail.Versions[0])).Slot);
        Assert.Contains(detail.Steps, s => s is { Number: 2, Status: RuleStatus.Shadow, By: "Rita Reviewer" });
        Assert.Equal(second.Revision, detail.InForce!.Revision);
    }

    [Fact]
    public async Task Edit_WithAnOlderRevision_ShowsBothAndSavesNothing()
    {
        await using var studio = await ShopAsync();
        var rules = studio.Get<RuleService>();
        var rule = await rules.CreateAsync(TestStudio.Compliance, "shop", "no-minors", new RuleWriting(NoMinors));
        await rules.EditAsync(TestStudio.Reviewer, "shop", "no-minors", new RuleWriting("Never say greet when minor is true."), rule.Revision);
        var conflict = await Assert.ThrowsAsync<ConflictException>(
            () => rules.EditAsync(TestStudio.Compliance, "shop", "no-minors", new RuleWriting("Never say ask when minor is not false."), rule.Revision));
        Assert.Equal("Never say greet when minor is true.", Assert.IsType<ComplianceRule>(conflict.Theirs).Sentence);
        Assert.Equal("Never say ask when minor is not false.", Assert.IsType<RuleWriting>(conflict.Yours).Sentence);
        Assert.Equal("Never say greet when minor is true.", (await studio.Get<RuleReader>().GetAsync(TestStudio.Sales, "shop", "no-minors")).Newest.Sentence);
    }

    [Theory]
    [InlineData("Never say ask when height is true.", "when.fact", null)]
    [InlineData("Never say shout when minor is true.", "actions.acts[0]", null)]
    [InlineData("Never say ask when minor is perhaps.", "when.value", null)]
    [InlineData("Never say ask wehn minor is true.", "sentence", 15)]
    public async Task Create_BadSentence_NamesThePlace_AndSavesNothing(string sentence, string place, int? position)
    {
        await using var studio = await ShopAsync();
        var reading = await studio.Get<RuleReader>().CheckAsync(TestStudio.Sales, "shop", "no-minors", new RuleWriting(sentence));
        Assert.Equal((place, position), (reading.Problems[0].Place, reading.Problems[0].Position));
        var refused = await Assert.ThrowsAsync<ValidationException>(() => studio.Get<RuleService>().CreateAsync(TestStudio.Compliance, "shop", "no-minors", new RuleWriting(sentence)));
        Assert.Contains(place, refused.Errors.Keys);
        await using var db = studio.Db();
        Assert.False(await db.ComplianceRules.AnyAsync());
    }

    [Fact]
    public async Task Fact_ThatARuleReads_KeepsItsUsageUntilTheRuleIsWithdrawn()
    {
        await using var studio = await ShopAsync();
        var (rules, facts) = (studio.Get<RuleService>(), studio.Get<FactService>());
        var rule = await rules.InForceAsync("shop", "no-minors", NoMinors);
        await Assert.ThrowsAsync<ValidationException>(() => facts.EditAsync(TestStudio.Compliance, "shop", "minor", FactUsages.Audit, [], 1));
        await Assert.ThrowsAsync<ValidationException>(() => facts.ArchiveAsync(TestStudio.Compliance, "shop", "minor", 1));
        await rules.WithdrawAsync(TestStudio.Compliance, "shop", "no-minors", rule.Revision);
        Assert.Equal(FactUsages.Audit, (await facts.EditAsync(TestStudio.Compliance, "shop", "minor", FactUsages.Audit, [], 1)).Usages);
    }

    [Fact]
    public async Task SetTerms_ThatALiveRuleNames_CannotBeTakenAway()
    {
        await using var studio = await ShopAsync();
        var rules = studio.Get<RuleService>();
        var terms = RuleTerms.Usual with { Channels = ["kiosk"] };
        await rules.SetTermsAsync(TestStudio.Compliance, "shop", terms, 0);
        await rules.InForceAsync("shop", "not-there", "Never say ask when minor is true, on channel kiosk.");
        var refused = await Assert.ThrowsAsync<ValidationException>(() => rules.SetTermsAsync(TestStudio.Compliance, "shop", RuleTerms.Usual, 1));
        Assert.Contains("not-there", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ConflictException>(() => rules.SetTermsAsync(TestStudio.Compliance, "shop", terms, 0));
        Assert.Equal(["kiosk"], Rules(studio).Terms!.Channels);
    }

    [Fact]
    public async Task Restart_AfterTheRowsAreSavedAndBeforeTheyAreInForce_PutsThemInForce()
    {
        await using var studio = await ShopAsync();
        var rule = await studio.Get<RuleService>().ShadowAsync("shop", "no-minors", NoMinors);
        studio.Configurations.Refusal = new IOException("killed");
        await Assert.ThrowsAnyAsync<Exception>(() => studio.Get<RuleService>().PutInForceAsync(TestStudio.Reviewer, "shop", "no-minors", rule.Revision));
        Assert.Empty(Rules(studio).Sentences!);
        studio.Configurations.Refusal = null;
        await studio.RestartAsync();
        await studio.Get<Application.Outbox.OutboxDispatcher>().FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal("no-minors", Assert.Single(Rules(studio).Sentences!).Key);
    }

    [Fact]
    public async Task List_FiltersByTextStatusAndForm()
    {
        await using var studio = await ShopAsync();
        var (rules, reader) = (studio.Get<RuleService>(), studio.Get<RuleReader>());
        await rules.InForceAsync("shop", "no-minors", NoMinors);
        await rules.CreateAsync(TestStudio.Compliance, "shop", "greet-first", new RuleWriting("Before ask the agent must have said greet."));
        Assert.Equal(["greet-first"], await KeysAsync(new RuleQuery("greet")));
        Assert.Equal(["no-minors"], await KeysAsync(new RuleQuery(Status: RuleStatus.InForce)));
        Assert.Equal(["greet-first"], await KeysAsync(new RuleQuery(Form: "require-before")));
        Assert.Empty(await KeysAsync(new RuleQuery("%")));
        Assert.Equal(2, (await reader.ListAsync(TestStudio.Sales, "shop", new RuleQuery(Take: 1))).Total);

        async Task<IEnumerable<string>> KeysAsync(RuleQuery query) => (await reader.ListAsync(TestStudio.Sales, "shop", query)).Lines.Select(l => l.Newest.Key);
    }

    private static RulesPart Rules(TestStudio studio) => studio.Configurations.Find("shop")!.Configuration.Rules;

    private static async Task<TestStudio> ShopAsync()
    {
        var studio = await TestStudio.OpenAsync();
        var playbooks = studio.Get<PlaybookService>();
        await playbooks.CreateAsync(TestStudio.Sales, "shop", "Shop");
        foreach (var act in new[] { "greet", "ask" })
            await playbooks.SetActAsync(TestStudio.Sales, "shop", act, false, true, false);
        await studio.Get<ActionService>().AddAsync(TestStudio.Sales, "shop", "greet", new ActionEdit(["greet"]));
        await studio.Get<ActionService>().AddAsync(TestStudio.Sales, "shop", "ask", new ActionEdit(["ask"]));
        await studio.Get<FactService>().AddAsync(TestStudio.Compliance, "shop", "minor", FactType.Flag, FactUsages.Rules);
        return studio;
    }
}
