using Bunit;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Policies;
using ConvoStudio.Engine.Policies.Exploration;
using ConvoStudio.Engine.Rewards;
using ConvoStudio.Web.Components.Policies;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Tests.Components.Policies;

public sealed class LearnerFieldsTests : ComponentTest
{
    private readonly LearnerDraft _draft = new() { Kind = PolicyKind.LinearBandit };

    [Fact]
    public async Task Kinds_HaveEachASentenceAndAPicture_TheUsualOneIsChosen()
    {
        Assert.Equal(PolicyKind.AdaptiveBandit, new LearnerDraft().Kind);
        _draft.Kind = NewLearner.Kinds[0];
        var fields = Fields();
        // It sees to its exploration itself.
        Assert.Empty(fields.FindAll("[data-exploration]"));
        Assert.Equal(NewLearner.Kinds.Select(k => k.ToString()), fields.FindAll("[data-kind]").Select(k => k.GetAttribute("data-kind")));
        Assert.All(fields.FindAll("[data-kind]"), kind => Assert.NotNull(kind.QuerySelector("svg")));
        Assert.True(fields.Find("[data-kind=AdaptiveBandit] input").HasAttribute("checked"));
        Assert.False(fields.Find("[data-advanced]").HasAttribute("open"));
        await fields.Find("[data-kind=BetaThompson] input").ChangeAsync(new() { Value = "on" });
        // A learner of averages explores in one way only.
        Assert.Equal(PolicyKind.BetaThompson, _draft.Kind);
        Assert.Empty(fields.FindAll("[data-exploration]"));
        Assert.Equal(new NewLearner("id", "name", PolicyKind.BetaThompson), _draft.ToLearner("id", "name"));
    }

    [Fact]
    public async Task Exploration_Chosen_SaysWhatItDoesAndItsUsualStrength()
    {
        _draft.Strength = 3;
        var fields = Fields();
        await fields.Find("[data-exploration]").ChangeAsync(new() { Value = nameof(ExplorationKind.EpsilonGreedy) });
        Assert.Null(_draft.Strength);
        Assert.Contains("with a fixed chance", fields.Find("[data-exploration-say]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Empty for the usual one, 0.1", fields.Find("[data-advanced]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Imported_Conversations_AreOfferedToALearnerThatReadsThem()
    {
        Assert.Empty(Fields().FindAll("[data-imported]"));
        var fields = Fields(imported: new WarmStart(1, 700, 9000, 603));
        Assert.Contains("Start from imported conversations (603)", fields.Markup, StringComparison.Ordinal);
        await fields.Find("[data-imported]").ChangeAsync(new() { Value = true });
        Assert.True(_draft.ToLearner("a", "A").StartsFromImported);
        await fields.Find("[data-kind=GaussianThompson] input").ChangeAsync(new() { Value = "on" });
        Assert.Empty(fields.FindAll("[data-imported]"));
        Assert.False(_draft.ToLearner("a", "A").StartsFromImported);
    }

    [Fact]
    public void Mistakes_InFoldedFields_UnfoldThem()
    {
        var fields = Fields(field => field == "floor" ? "From 0.1 % to 50 %." : null);
        Assert.True(fields.Find("[data-advanced]").HasAttribute("open"));
        Assert.Contains("From 0.1 % to 50 %.", fields.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_OfEveryKindAndExploration_AreThere()
    {
        var texts = Services.GetRequiredService<IStringLocalizer<PolicyTexts>>();
        Assert.All(Enum.GetValues<PolicyKind>(), kind => Assert.False(texts[$"Kind-{kind}"].ResourceNotFound, $"{kind}"));
        Assert.All(NewLearner.Kinds, kind => Assert.False(texts[$"KindSay-{kind}"].ResourceNotFound || texts[$"KindFor-{kind}"].ResourceNotFound, $"{kind}"));
        foreach (var key in (string[])["Exploration", "ExplorationSay", "StrengthSay"])
            Assert.All(Enum.GetValues<ExplorationKind>(), kind => Assert.False(texts[$"{key}-{kind}"].ResourceNotFound, $"{key} {kind}"));
    }

    private IRenderedComponent<LearnerFields> Fields(Func<string, string?>? mistake = null, WarmStart? imported = null) => Render<LearnerFields>(parameters => parameters
        .Add(f => f.Draft, _draft).Add(f => f.Group, "g").Add(f => f.Legend, "New learner").Add(f => f.Reward, new RewardDefinition()).Add(f => f.Imported, imported).Add(f => f.Mistake, mistake ?? (_ => null)));
}
