using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Products;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Products;
using Xunit;

namespace ConvoStudio.Application.Tests.Products;

public sealed class ProductServiceTests
{
    private static readonly ProductEdit Gold = new(" Gold card ", "  ", 59m, "eur", "a year", "https://example.org", [new ProductNumber("cashback", 1.5, "%")]);

    [Fact]
    public async Task Edit_TakesAwayANumberThatAnActionSays_IsRefusedAndNothingChanges()
    {
        await using var studio = await ShopAsync();
        var product = await studio.Get<ProductService>().AddAsync(TestStudio.Sales, "shop", "gold", Gold);
        Assert.Equal(("Gold card", null, "EUR"), (product.Name, product.Description, product.Currency));
        await studio.Get<ActionService>().AddAsync(
            TestStudio.Sales, "shop", "offer", new ActionEdit(["ask"], "gold", Utterances: new Dictionary<string, string> { ["en"] = "{product.cashback} back in {fact.city|your city}" }));
        var gone = await Assert.ThrowsAsync<ValidationException>(
            () => studio.Get<ProductService>().EditAsync(TestStudio.Sales, "shop", "gold", Gold with { Numbers = null }, product.Version));
        Assert.Equal("numbers", Assert.Single(gone.Errors).Key);
        var fact = (await studio.Get<PlaybookService>().GetAsync(TestStudio.Sales, "shop")).Facts.Single(f => f.Key == "city");
        foreach (var change in new Func<Task>[]
        {
            () => studio.Get<FactService>().EditAsync(TestStudio.Compliance, "shop", "city", FactUsages.Rules, [], fact.Version),
            () => studio.Get<FactService>().ArchiveAsync(TestStudio.Compliance, "shop", "city", fact.Version),
            () => studio.Get<ProductService>().ArchiveAsync(TestStudio.Sales, "shop", "gold", product.Version),
        })
        {
            Assert.Contains("offer", (await Assert.ThrowsAsync<ValidationException>(change)).Message, StringComparison.Ordinal);
        }

        var now = studio.Configurations.Find("shop")!.Configuration.Definition;
        Assert.Equal(("cashback", FactUsages.Policy), (Assert.Single(Assert.Single(now.Products!).Numbers!).Key, Assert.Single(now.Facts).Usages));
    }

    [Fact]
    public async Task EditHead_NewFirstLocale_MovesTheWords_AndRefusesToDropAny()
    {
        await using var studio = await ShopAsync();
        var (playbooks, actions) = (studio.Get<PlaybookService>(), studio.Get<ActionService>());
        Task<Playbook> Head(int version, params string[] locales) =>
            playbooks.EditAsync(TestStudio.Sales, "shop", new PlaybookEdit("Shop", locales[0], 30, "hand-over", locales[1..]), version);
        var head = await Head((await playbooks.GetAsync(TestStudio.Sales, "shop")).Version, "en", "de");
        await actions.AddAsync(TestStudio.Sales, "shop", "hello", new ActionEdit(["ask"], Utterances: new Dictionary<string, string> { ["en"] = "Hello", ["de"] = "Hallo" }));
        await Assert.ThrowsAsync<ValidationException>(() => Head(head.Version, "en"));
        await Head(head.Version, "de", "en");
        var hello = studio.Configurations.Find("shop")!.Configuration.Definition.Actions.Single(a => a.Key == "hello");
        Assert.Equal(("Hallo", "Hello"), (hello.Utterance, hello.Utterances!["en"]));
    }

    private static async Task<TestStudio> ShopAsync()
    {
        var studio = await TestStudio.OpenAsync();
        await studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "shop", "Shop");
        await studio.Get<PlaybookService>().SetActAsync(TestStudio.Sales, "shop", "ask", statesOutcome: false, byAgent: true, byCustomer: true);
        await studio.Get<FactService>().AddAsync(TestStudio.Sales, "shop", "city", FactType.Category, FactUsages.Policy);
        return studio;
    }
}
