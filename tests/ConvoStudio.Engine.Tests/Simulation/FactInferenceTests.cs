using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Simulation;
using Xunit;

namespace ConvoStudio.Engine.Tests.Simulation;

public sealed class FactInferenceTests
{
    [Fact]
    public void Infer_EveryKindOfField_EqualsExpectation()
    {
        SampleConversation[] samples = [.. Enumerable.Range(0, 100).Select(i => new SampleConversation(
            new Dictionary<string, FactValue>
            {
                ["spend"] = i < 90 ? FactValue.Of(i + 1) : FactValue.Withheld,
                ["segment"] = FactValue.Of(i % 4 == 0 ? "new" : "loyal"),
                ["travels"] = FactValue.Of(i % 2 == 0),
                ["shop"] = FactValue.Of("main"),
                ["note"] = FactValue.Of($"text {i}"),
                ["customer_age_band"] = FactValue.Of(i % 3 == 0 ? "18-29" : "30-49"),
                ["average_basket"] = FactValue.Of(i * 2),
                ["mixed"] = i % 5 == 0 ? FactValue.Of(7) : FactValue.Of("seven"),
                ["final_price"] = i % 2 == 0 ? FactValue.Of(i) : FactValue.Unknown,
                ["deal"] = FactValue.Of(i % 3 == 0),
                ["payout"] = FactValue.Of(i % 2 == 0 ? 10 + i : -i),
            }, [], i % 2 == 0))];
        var facts = FactInference.Infer(samples).ToDictionary(f => f.Key);
        Assert.Equal((FactType.Number, 0.1, 1.0, 45.5, 90.0), (facts["spend"].Type!.Value, Math.Round(facts["spend"].MissingShare, 12),
            facts["spend"].Numbers!.Minimum, facts["spend"].Numbers!.Median, facts["spend"].Numbers!.Maximum));
        Assert.Equal([new("loyal", 75), new WordCount("new", 25)], facts["segment"].Words);
        Assert.Equal(FactUsages.Policy | FactUsages.Rules, facts["segment"].Usages);
        Assert.Equal(FactType.Flag, facts["travels"].Type);
        Assert.Null(facts["shop"].Type);
        Assert.Equal("Always main.", facts["shop"].Note);
        Assert.Null(facts["note"].Type);
        Assert.Null(facts["note"].ToDefinition());
        Assert.Equal((FactUsages.Audit, true), (facts["customer_age_band"].Usages, facts["customer_age_band"].Protected));
        Assert.False(facts["average_basket"].Protected);
        Assert.Equal(FactType.Category, facts["mixed"].Type);
        Assert.NotNull(facts["final_price"].LeakWarning);
        Assert.NotNull(facts["deal"].LeakWarning);
        Assert.NotNull(facts["payout"].LeakWarning);
        Assert.Null(facts["spend"].LeakWarning);
        Assert.Equal(["loyal", "new"], facts["segment"].ToDefinition()!.Words);
    }

    [Fact]
    public void Infer_RecordedConversations_TypesAndProtection()
    {
        var cb = FactInference.Infer(ConversationData.Read("cb")).ToDictionary(f => f.Key);
        Assert.Null(cb["domain"].Type);
        Assert.Equal(FactType.Category, cb["category"].Type);
        Assert.True(cb["list_price"].Numbers!.Range.Logarithmic);
        Assert.Equal(FactUsages.Policy | FactUsages.Rules, cb["list_price"].Usages);
        var casino = FactInference.Infer(ConversationData.Read("casino")).ToDictionary(f => f.Key);
        Assert.All(["customer_age_band", "customer_sex"], key => Assert.Equal(FactUsages.Audit, casino[key].Usages));
    }

    [Theory]
    [InlineData(new[] { 0.1, 0.4, 0.35, 0.8 }, new[] { false, false, true, true }, 0.75)]
    [InlineData(new[] { 1.0, 1, 1, 1 }, new[] { false, false, true, true }, 0.5)]
    [InlineData(new[] { 1.0, 2, 2, 3 }, new[] { false, false, true, true }, 0.875)]
    [InlineData(new[] { 1.0, 2 }, new[] { true, true }, double.NaN)]
    public void Auc_SmallRows_EqualsPairCount(double[] scores, bool[] positive, double expected) =>
        Assert.Equal(expected, RankStatistics.Auc(scores, positive));
}
