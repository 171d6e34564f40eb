using ConvoStudio.Application.Definitions;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Products;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Products;
using Xunit;

namespace ConvoStudio.Application.Tests.Definitions;

public sealed class DefinitionServiceTests
{
    [Fact]
    public async Task Apply_OneOfManyIsRefused_SavesNothingAndSaysEveryReason_ElseOneConfiguration()
    {
        await using var studio = await ShopAsync();
        var before = studio.Configurations.Activations.Count;
        DefinedChange Archive(string key) => new(DefinedKind.Action, key, new Dictionary<string, string> { ["archived"] = "true" });
        var refused = await Assert.ThrowsAsync<ValidationException>(() => studio.Get<DefinitionService>().ApplyAsync(
            TestStudio.Sales, "shop", DefinedKind.Action, [Archive("offer"), Archive("hand-over"), Archive("none")]));
        Assert.Equal(["hand-over", "none"], refused.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.False((await studio.Get<PlaybookService>().GetAsync(TestStudio.Sales, "shop")).Actions.Single(a => a.Key == "offer").Archived);
        DefinedChange Stage(string key) => new(DefinedKind.Action, key, new Dictionary<string, string> { ["stage"] = "closing" });
        await studio.Get<DefinitionService>().ApplyAsync(TestStudio.Sales, "shop", DefinedKind.Action, [Stage("offer"), Stage("hand-over")]);
        Assert.Equal(before + 1, studio.Configurations.Activations.Count);
        Assert.All(studio.Configurations.Find("shop")!.Configuration.Definition.Actions, a => Assert.Equal("closing", a.Stage));
    }

    [Fact]
    public async Task Import_OfAFile_AddsChangesKeepsAndRefusesByLine()
    {
        await using var studio = await ShopAsync();
        var file = DefinedFile.Read("id;Title;Price;currency\ngold;Gold card;59;EUR\nsilver;Silver;19,5;EUR\nbronze;Bronze;9.50;EUR\ngold;Twice;1;EUR\n");
        var rows = file.Rows(file.Guess(["key", "name", "price", "currency"]));
        var preview = await studio.Get<DefinitionService>().PreviewAsync(TestStudio.Sales, "shop", DefinedKind.Product, rows);
        Assert.Equal([DefinedRowState.Unchanged, DefinedRowState.Refused, DefinedRowState.Added, DefinedRowState.Refused], preview.Select(r => r.State));
        Assert.Equal((3, "price: Write a number such as 59 or 59.90."), (preview[1].Line, preview[1].Reasons[0]));
        await studio.Get<DefinitionService>().ImportAsync(TestStudio.Sales, "shop", DefinedKind.Product, rows);
        var products = (await studio.Get<PlaybookService>().GetAsync(TestStudio.Sales, "shop")).Products;
        Assert.Equal(["bronze", "gold"], products.Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal("cashback", products.Single(p => p.Key == "gold").Numbers!.Single().Key);
    }

    [Fact]
    public async Task History_NamesWhoChangedWhichField_AndAVersionCanComeBack()
    {
        await using var studio = await ShopAsync();
        var products = studio.Get<ProductService>();
        var gold = (await studio.Get<PlaybookService>().GetAsync(TestStudio.Sales, "shop")).Products.Single();
        gold = await products.EditAsync(TestStudio.Sales, "shop", "gold", gold.ToEdit() with { Price = 49m, Numbers = [new("cashback", 2, "%")] }, gold.Version);
        gold = await products.EditAsync(TestStudio.Sales, "shop", "gold", gold.ToEdit(), gold.Version);
        var versions = await studio.Get<HistoryService>().ListAsync(TestStudio.Sales, "shop", DefinedKind.Product, "gold");
        Assert.Equal([2, 1], versions.Select(v => v.Number));
        Assert.Equal(TestStudio.Sales.Name, versions[0].ActorName);
        Assert.Equal([new FieldChange("price", "59", "49"), new FieldChange("numbers", "cashback = 1.5 %", "cashback = 2 %")], versions[0].Changes);
        var now = DefinedFields.Find(await studio.Get<PlaybookService>().GetAsync(TestStudio.Sales, "shop"), DefinedKind.Product, "gold")!;
        Assert.Equal(now.Fields, versions[0].Fields);
        await studio.Get<DefinitionService>().ApplyAsync(
            TestStudio.Sales, "shop", DefinedKind.Product, [new DefinedChange(DefinedKind.Product, "gold", versions[1].Fields, now.Version)]);
        Assert.Equal(59m, (await studio.Get<PlaybookService>().GetAsync(TestStudio.Sales, "shop")).Products.Single().Price);
    }

    private static async Task<TestStudio> ShopAsync()
    {
        var studio = await TestStudio.OpenAsync();
        await studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "shop", "Shop");
        await studio.Get<PlaybookService>().SetActAsync(TestStudio.Sales, "shop", "ask", statesOutcome: false, byAgent: true, byCustomer: true);
        await studio.Get<FactService>().AddAsync(TestStudio.Sales, "shop", "city", FactType.Category, FactUsages.Policy | FactUsages.Rules, ["Graz, Austria", "=1+1"]);
        await studio.Get<ProductService>().AddAsync(TestStudio.Sales, "shop", "gold", new ProductEdit("Gold card", Price: 59m, Currency: "EUR", Numbers: [new ProductNumber("cashback", 1.5, "%")]));
        await studio.Get<ActionService>().AddAsync(TestStudio.Sales, "shop", "offer", new ActionEdit(["ask", "ask"], "gold", Utterance: "{product.name}"));
        return studio;
    }
}
