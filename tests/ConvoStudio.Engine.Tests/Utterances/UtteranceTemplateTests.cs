using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Products;
using ConvoStudio.Engine.Utterances;
using Xunit;

namespace ConvoStudio.Engine.Tests.Utterances;

public sealed class UtteranceTemplateTests
{
    private static readonly OfferedProduct Gold = new("gold", "Gold card", 59.5m, "EUR", "a year", Numbers: [new ProductNumber("cashback", 1.5, "%"), new ProductNumber("days", 1234, "days")]);

    private static readonly FactDefinition[] Facts =
    [
        new("city", FactType.Category, FactUsages.Policy, []), new("spend", FactType.Number, FactUsages.Policy | FactUsages.Rules, []),
        new("loyal", FactType.Flag, FactUsages.Policy, []), new("illness", FactType.Category, FactUsages.Rules, []), new("old", FactType.Number, FactUsages.Policy, [], Archived: true),
    ];

    [Theory]
    [InlineData("en", "Gold card: €59.50, 1.5%, 1,234\u00A0days, Graz, 7.")]
    [InlineData("de", "Gold card: 59,50\u00A0€, 1,5\u00A0%, 1.234\u00A0days, Graz, 7.")]
    [InlineData("fr-CA", "Gold card: 59,50\u00A0€, 1,5\u00A0%, 1\u202F234\u00A0days, Graz, 7.")]
    [InlineData("de-CH", "Gold card: €\u00A059.50, 1.5%, 1’234\u00A0days, Graz, 7.")]
    public void Say_NumbersMoneyAndFacts_AreWrittenAsTheLocaleWritesThem(string locale, string expected)
    {
        var action = Action("{product.name}: {product.price}, {product.cashback}, {product.days}, {fact.city}, {fact.spend|7}.");
        var said = new ActionUtterances(action, locale, Gold, Facts).Say(locale, Known(("city", FactValue.Of("Graz"))));
        Assert.Equal(expected, said.Text);
    }

    [Fact]
    public void Say_ValueMissing_SaysNothingAndNamesIt_AndBracesAreDoubled()
    {
        var words = new ActionUtterances(Action("In {fact.city} {{really}}"), "en", null, Facts);
        Assert.Equal(new SpokenUtterance(null, "fact.city"), words.Say("en", Known(("city", FactValue.Withheld))));
        Assert.Equal("In Graz {really}", words.Say("en", Known(("city", FactValue.Of("Graz")))).Text);
        Assert.Null(words.Always);
        Assert.Equal("a {b} {", new ActionUtterances(Action("a {b} {"), "en", null, Facts).Always);
    }

    [Fact]
    public void Say_FactNoLongerOfPolicies_NeverSaysWhatItKnew()
    {
        FactDefinition[] now = [new("city", FactType.Category, FactUsages.Audit, [])];
        Assert.Equal(new SpokenUtterance(null, "fact.city"), new ActionUtterances(Action("In {fact.city}"), "en", null, now).Say("en", Known(("city", FactValue.Of("Graz")))));
    }

    [Theory]
    [InlineData("Buy {product.nam}", 4, "Did you mean {product.name}?")]
    [InlineData("Hi {fact.illness|you}", 3, "protected")]
    [InlineData("Hi {fact.loyal}", 3, "yes or no")]
    [InlineData("Hi {fact.old}", 3, "archived")]
    [InlineData("Hi {fact.city", 3, "not closed")]
    [InlineData("Hi } you", 3, "no opening")]
    [InlineData("Hi {}", 3, "Write a name")]
    [InlineData("Hi {fact.city|}", 3, "after the bar")]
    public void Check_WrongPlaceholder_SaysWhereAndWhy(string template, int position, string message)
    {
        var problem = Assert.Single(new UtteranceWords(Gold, Facts).Check(template));
        Assert.Equal(position, problem.Position);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Contains("needs a product", Assert.Single(new UtteranceWords(null, Facts).Check("{product.name}")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-AT", "de-AT")]
    [InlineData("de_at", "de-AT")]
    [InlineData("de-CH", "de")]
    [InlineData("fr", "fr-CA")]
    [InlineData("ja", "en")]
    [InlineData(null, "en")]
    public void Choose_Locale_ThenLanguage_ThenFirst(string? wanted, string chosen) =>
        Assert.Equal(chosen, LocaleTag.Choose(wanted, ["en", "de", "de-AT", "fr-CA"]));

    private static TalkTrackAction Action(string utterance) => new(0, "offer", ["recommend"], "gold", Utterance: utterance);

    private static Dictionary<string, FactValue> Known(params (string Key, FactValue Value)[] facts) => facts.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
}
