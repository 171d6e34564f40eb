using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Holdouts;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Policies;
using Xunit;

namespace ConvoStudio.Application.Tests.Holdouts;

public sealed class HoldoutServiceTests
{
    private static readonly HoldoutEdit Five = new(0.05, "uniform", "We want to know what all of this is worth");

    [Fact]
    public async Task Set_IsInForceAtOnce_AndTheReasonIsInTheAuditLog()
    {
        await using var studio = await ShopAsync();
        Assert.Equal(new RoutingPart("uniform"), studio.Configurations.Find("shop")!.Configuration.Routing);
        var state = await studio.Get<HoldoutService>().SetAsync(TestStudio.Analyst, "shop", Five, 1);
        Assert.Equal(new RoutingPart("uniform", HoldoutShare: 0.05, Holdout: "uniform"), studio.Configurations.Find("shop")!.Configuration.Routing);
        Assert.Equal((2, TestStudio.Start, "Ana Analyst"), (state.Version, state.Holdout!.Since, state.Holdout.By));
        await using var db = studio.Db();
        var entry = db.Set<AuditEntry>().OrderBy(e => e.Sequence).Last();
        Assert.Contains("what all of this is worth", entry.After, StringComparison.Ordinal);
        Assert.Equal(state.Holdout, (await studio.Get<HoldoutService>().GetAsync(TestStudio.Compliance, "shop")).Holdout);
    }

    [Fact]
    public async Task Set_SameAgain_KeepsItsBeginning_AndAnotherShareBeginsAnew()
    {
        await using var studio = await ShopAsync();
        var holdouts = studio.Get<HoldoutService>();
        await holdouts.SetAsync(TestStudio.Sales, "shop", Five, 1);
        studio.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(TestStudio.Start, (await holdouts.SetAsync(TestStudio.Sales, "shop", Five with { Reason = "Said better" }, 2)).Holdout!.Since);
        Assert.Equal(TestStudio.Start.AddDays(3), (await holdouts.SetAsync(TestStudio.Sales, "shop", Five with { Share = 0.1 }, 3)).Holdout!.Since);
        var ended = await holdouts.SetAsync(TestStudio.Sales, "shop", new HoldoutEdit(0, "", "Seen enough"), 4);
        Assert.Equal((false, "uniform"), (ended.Holdout!.IsOn, ended.Holdout.Policy));
        Assert.Equal(new RoutingPart("uniform"), studio.Configurations.Find("shop")!.Configuration.Routing);
    }

    [Theory]
    [InlineData(0.51, "uniform", "why", "share")]
    [InlineData(-0.01, "uniform", "why", "share")]
    [InlineData(double.NaN, "uniform", "why", "share")]
    [InlineData(0, "uniform", "why", "share")]
    [InlineData(0.05, "nobody", "why", "policy")]
    [InlineData(0.05, "", "why", "policy")]
    [InlineData(0.05, "learner", "why", "policy")]
    [InlineData(0.05, "uniform", " ", "reason")]
    public async Task Set_Wrong_NamesTheField(double share, string policy, string reason, string field)
    {
        await using var studio = await ShopAsync();
        await studio.Get<PolicyService>().CreateAsync(TestStudio.Analyst, "shop", new NewLearner("learner", "Learner", PolicyKind.LinearBandit));
        var exception = await Assert.ThrowsAsync<ValidationException>(() => studio.Get<HoldoutService>().SetAsync(TestStudio.Analyst, "shop", new HoldoutEdit(share, policy, reason), 1));
        Assert.Equal([field], exception.Errors.Keys);
    }

    [Fact]
    public async Task Set_ByWhoMayNot_OrOnAnOlderVersion_IsRefused()
    {
        await using var studio = await ShopAsync();
        var holdouts = studio.Get<HoldoutService>();
        await Assert.ThrowsAsync<ForbiddenException>(() => holdouts.SetAsync(TestStudio.Compliance, "shop", Five, 1));
        await Assert.ThrowsAsync<ForbiddenException>(() => holdouts.GetAsync(TestStudio.Administrator, "shop"));
        await Assert.ThrowsAsync<NotFoundException>(() => holdouts.SetAsync(TestStudio.Analyst, "none", Five, 1));
        await holdouts.SetAsync(TestStudio.Analyst, "shop", Five, 1);
        await Assert.ThrowsAsync<ConflictException>(() => holdouts.SetAsync(TestStudio.Sales, "shop", Five with { Share = 0.5 }, 1));
    }

    private static async Task<TestStudio> ShopAsync()
    {
        var studio = await TestStudio.OpenAsync();
        await studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "shop", "Shop");
        return studio;
    }
}
