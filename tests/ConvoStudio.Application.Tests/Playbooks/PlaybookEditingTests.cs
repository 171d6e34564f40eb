using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Rewards;
using Xunit;

namespace ConvoStudio.Application.Tests.Playbooks;

public sealed class PlaybookEditingTests
{
    [Fact]
    public async Task Create_WithoutImport_HasUniformAndHandOver()
    {
        await using var studio = await TestStudio.OpenAsync();
        var playbook = await studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "shop", " Shop ");
        Assert.Equal(("Shop", "uniform", 0), (playbook.Name, playbook.Champion, playbook.Fallback));
        Assert.Equal("hand-over", Assert.Single(playbook.Actions).Key);
        var exception = await Assert.ThrowsAsync<ValidationException>(
            () => studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "Bad Key", "", "!", 0));
        Assert.Equal(["idleMinutes", "key", "locale", "name"], exception.Errors.Keys.Order(StringComparer.Ordinal));
        await Assert.ThrowsAsync<ValidationException>(() => studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "shop", "Other"));
        await Assert.ThrowsAsync<NotFoundException>(() => studio.Get<PlaybookService>().GetAsync(TestStudio.Sales, "none"));
    }

    [Fact]
    public async Task EditAction_OnAnOlderVersion_ConflictsWithBothVersions()
    {
        await using var studio = await ShopAsync();
        var actions = studio.Get<ActionService>();
        var added = await actions.AddAsync(TestStudio.Sales, "shop", "ask", new ActionEdit(["ask"]));
        await actions.EditAsync(TestStudio.Sales, "shop", "ask", new ActionEdit(["ask"], Utterance: "First"), added.Version);
        var late = new ActionEdit(["ask"], Utterance: "Second");
        var conflict = await Assert.ThrowsAsync<ConflictException>(() => actions.EditAsync(TestStudio.Sales, "shop", "ask", late, added.Version));
        Assert.Equal((1, 2), (conflict.YourVersion, conflict.TheirVersion));
        Assert.Same(late, conflict.Yours);
        Assert.Equal("First", Assert.IsType<PlaybookAction>(conflict.Theirs).Utterance);
    }

    [Fact]
    public async Task Archive_AndAdd_NeverReusesANumber_AndRestoreKeepsIt()
    {
        await using var studio = await ShopAsync();
        var actions = studio.Get<ActionService>();
        var first = await actions.AddAsync(TestStudio.Sales, "shop", "ask", new ActionEdit(["ask"]));
        first = await actions.ArchiveAsync(TestStudio.Sales, "shop", "ask", first.Version);
        await Assert.ThrowsAsync<TransitionException>(() => actions.ArchiveAsync(TestStudio.Sales, "shop", "ask", first.Version));
        var second = await actions.AddAsync(TestStudio.Sales, "shop", "ask-again", new ActionEdit(["ask", "ask"]));
        Assert.Equal((1, 2), (first.Number, second.Number));
        await Assert.ThrowsAsync<ValidationException>(() => actions.AddAsync(TestStudio.Sales, "shop", "ask", new ActionEdit(["ask"])));
        var restored = await actions.RestoreAsync(TestStudio.Sales, "shop", "ask", first.Version);
        Assert.Equal((1, false), (restored.Number, restored.Archived));
        await Assert.ThrowsAsync<ValidationException>(() => actions.ArchiveAsync(TestStudio.Sales, "shop", "hand-over", 1));
    }

    [Fact]
    public async Task AddAction_UnknownActProductOrOutcomeAct_NamesTheFields()
    {
        await using var studio = await ShopAsync();
        await studio.Get<PlaybookService>().SetActAsync(TestStudio.Sales, "shop", "sold", statesOutcome: true, byAgent: true, byCustomer: false);
        var exception = await Assert.ThrowsAsync<ValidationException>(
            () => studio.Get<ActionService>().AddAsync(TestStudio.Sales, "shop", "Bad", new ActionEdit(["fly", "sold"], "car", new string('x', 65))));
        Assert.Equal(["acts", "key", "product", "stage"], exception.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(2, exception.Errors["acts"].Count);
        await studio.Get<ActionService>().AddAsync(TestStudio.Sales, "shop", "ask", new ActionEdit(["ask"]));
        await Assert.ThrowsAsync<ValidationException>(
            () => studio.Get<PlaybookService>().SetActAsync(TestStudio.Sales, "shop", "ask", statesOutcome: true, byAgent: true, byCustomer: false));
    }

    [Fact]
    public async Task EditFact_AppendsWords_AndTheEncoderOnlyGrowsAtItsEnd()
    {
        await using var studio = await ShopAsync();
        var facts = studio.Get<FactService>();
        var channel = await facts.AddAsync(TestStudio.Sales, "shop", "channel", FactType.Category, FactUsages.Policy, ["web"]);
        var before = studio.Configurations.Find("shop")!.Configuration.Encoder.Slots;
        await facts.AddAsync(TestStudio.Compliance, "shop", "budget", FactType.Number, FactUsages.Policy | FactUsages.Rules);
        channel = await facts.EditAsync(TestStudio.Sales, "shop", "channel", FactUsages.Policy, ["web", "phone"], channel.Version);
        var after = studio.Configurations.Find("shop")!.Configuration.Encoder.Slots;
        Assert.Equal(before, after.Take(before.Count));
        Assert.Equal((SlotSource.FactWord, "channel", "phone"), (after[^1].Source, after[^1].Key, after[^1].Word));
        await Assert.ThrowsAsync<ValidationException>(() => facts.EditAsync(TestStudio.Sales, "shop", "channel", FactUsages.Policy, ["phone", "web"], channel.Version));
        await facts.ArchiveAsync(TestStudio.Sales, "shop", "channel", channel.Version);
        Assert.Equal(after, studio.Configurations.Find("shop")!.Configuration.Encoder.Slots);
        await facts.EditAsync(TestStudio.Sales, "shop", "channel", FactUsages.Audit, ["web", "phone"], channel.Version + 1);
        var retired = studio.Configurations.Find("shop")!.Configuration.Encoder.Slots;
        Assert.Equal(after.Count, retired.Count);
        Assert.DoesNotContain(retired, s => s.Key == "channel");
    }

    [Fact]
    public async Task Services_WrongRole_AreForbidden()
    {
        await using var studio = await ShopAsync();
        await Assert.ThrowsAsync<ForbiddenException>(() => studio.Get<ActionService>().AddAsync(TestStudio.Analyst, "shop", "x", new ActionEdit(["ask"])));
        await Assert.ThrowsAsync<ForbiddenException>(() => studio.Get<FactService>().AddAsync(TestStudio.Analyst, "shop", "x", FactType.Flag, FactUsages.Policy));
        await Assert.ThrowsAsync<ForbiddenException>(() => studio.Get<RuleService>().WithdrawAsync(TestStudio.Sales, "shop", "x", 1));
        await Assert.ThrowsAsync<ForbiddenException>(() => studio.Get<PlaybookService>().SetRewardAsync(TestStudio.Compliance, "shop", new RewardDefinition(), 1));
        await Assert.ThrowsAsync<ForbiddenException>(() => studio.Get<PlaybookService>().CreateAsync(TestStudio.Administrator, "y", "Y"));
    }

    [Fact]
    public async Task SetReward_NegativeWeight_NamesTheField()
    {
        await using var studio = await ShopAsync();
        var playbooks = studio.Get<PlaybookService>();
        var exception = await Assert.ThrowsAsync<ValidationException>(
            () => playbooks.SetRewardAsync(TestStudio.Analyst, "shop", new RewardDefinition(EngagementWeight: -1), 1));
        Assert.Equal(["engagementWeight"], exception.Errors.Keys);
        await playbooks.SetRewardAsync(TestStudio.Analyst, "shop", new RewardDefinition(0.5, 0.5), 1);
        Assert.Equal(0.5, studio.Configurations.Find("shop")!.Configuration.Reward.ConversionWeight);
    }

    private static async Task<TestStudio> ShopAsync()
    {
        var studio = await TestStudio.OpenAsync();
        await studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "shop", "Shop");
        await studio.Get<PlaybookService>().SetActAsync(TestStudio.Sales, "shop", "ask", statesOutcome: false, byAgent: true, byCustomer: true);
        return studio;
    }
}
