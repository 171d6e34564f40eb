using ConvoStudio.Application.Log;
using ConvoStudio.Application.Outbox;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Products;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ConvoStudio.Application.Tests.Outbox;

public sealed class OutboxDispatcherTests
{
    [Fact]
    public async Task Save_Change_IsInForceWhenTheCallReturns()
    {
        await using var studio = await TestStudio.OpenAsync();
        await studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "shop", "Shop");
        Assert.Equal(1, studio.Configurations.Find("shop")!.Configuration.Version);
        await studio.Get<PlaybookService>().SetActAsync(TestStudio.Sales, "shop", "ask", statesOutcome: false, byAgent: true, byCustomer: false);
        await studio.Get<ActionService>().AddAsync(TestStudio.Sales, "shop", "ask", new ActionEdit(["ask"]));
        Assert.Equal([1, 2, 3], studio.Configurations.Activations.Select(a => a.Configuration.Version));
        Assert.Equal("Sara Sales", studio.Configurations.Activations[2].Author);
        Assert.Equal(["hand-over", "ask"], studio.Configurations.Find("shop")!.Configuration.Definition.Actions.Select(a => a.Key));
    }

    [Fact]
    public async Task Flush_CrashBetweenCommitAndActivation_ActivatesAtTheNextStart()
    {
        await using var studio = await TestStudio.OpenAsync();
        studio.Configurations.Refusal = new IOException("killed");
        await Assert.ThrowsAsync<IOException>(() => studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "shop", "Shop"));
        Assert.Null(studio.Configurations.Find("shop"));
        studio.Configurations.Refusal = null;
        await studio.RestartAsync();
        Assert.Equal(1, await studio.Get<OutboxDispatcher>().FlushAsync());
        Assert.Equal("Shop", studio.Configurations.Find("shop")!.Configuration.Definition.Name);
        Assert.Equal(0, await studio.Get<OutboxDispatcher>().FlushAsync());
    }

    [Fact]
    public async Task Flush_CrashBetweenActivationAndMark_DoesNotActivateTwice()
    {
        await using var studio = await TestStudio.OpenAsync();
        studio.Configurations.CrashAfter = new IOException("killed");
        await Assert.ThrowsAsync<IOException>(() => studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "shop", "Shop"));
        studio.Configurations.CrashAfter = null;
        await studio.RestartAsync();
        Assert.Equal(1, await studio.Get<OutboxDispatcher>().FlushAsync());
        Assert.Single(studio.Configurations.Activations);
    }

    [Fact]
    public async Task Save_LogIsBusy_SaysSavedButNotInForce_AndComesLaterInOrder()
    {
        await using var studio = await TestStudio.OpenAsync();
        var playbooks = studio.Get<PlaybookService>();
        await playbooks.CreateAsync(TestStudio.Sales, "shop", "Shop");
        studio.Configurations.Refusal = new LogBusyException("full");
        await Assert.ThrowsAsync<NotYetInForceException>(() => studio.Get<ProductService>().AddAsync(TestStudio.Sales, "shop", "tea", new ProductEdit("Tea")));
        await Assert.ThrowsAsync<NotYetInForceException>(() => playbooks.SetActAsync(TestStudio.Sales, "shop", "ask", false, true, false));
        Assert.Single((await playbooks.GetAsync(TestStudio.Sales, "shop")).Products);
        studio.Configurations.Refusal = null;
        Assert.Equal(2, await studio.Get<OutboxDispatcher>().FlushAsync());
        Assert.Equal([1, 2, 3], studio.Configurations.Activations.Select(a => a.Configuration.Version));
        await using var db = studio.Db();
        Assert.All(await db.Outbox.ToListAsync(TestContext.Current.CancellationToken), row => Assert.Empty(row.Configuration));
    }

    [Fact]
    public async Task Save_ManyAtOnce_CountsVersionsUpByOne()
    {
        await using var studio = await TestStudio.OpenAsync();
        var playbooks = studio.Get<PlaybookService>();
        await playbooks.CreateAsync(TestStudio.Sales, "shop", "Shop");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => studio.Get<ProductService>().AddAsync(TestStudio.Sales, "shop", $"p{i}", new ProductEdit($"Product {i}")))));
        Assert.Equal(Enumerable.Range(1, 21), studio.Configurations.Activations.Select(a => a.Configuration.Version));
        Assert.Equal(20, (await playbooks.GetAsync(TestStudio.Sales, "shop")).Products.Count);
    }

    [Fact]
    public async Task Save_RefusedChange_LeavesNothingBehind()
    {
        await using var studio = await TestStudio.OpenAsync();
        await studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "shop", "Shop");
        await Assert.ThrowsAsync<ConvoStudio.Application.Persistence.ValidationException>(
            () => studio.Get<ActionService>().AddAsync(TestStudio.Sales, "shop", "fly", new ActionEdit(["fly"])));
        await using var db = studio.Db();
        Assert.Equal(1, await db.Outbox.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, (await studio.Get<PlaybookService>().GetAsync(TestStudio.Sales, "shop")).ConfigurationVersion);
    }
}
