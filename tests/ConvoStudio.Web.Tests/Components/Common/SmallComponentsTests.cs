using Bunit;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Words;

namespace ConvoStudio.Web.Tests.Components.Common;

public sealed class SmallComponentsTests : ComponentTest
{
    [Fact]
    public void Badge_OfAState_HasColorIconAndWord()
    {
        var badge = Render<Badge>(p => p.Add(b => b.State, BadgeState.Harm)).Find(".cs-badge");
        Assert.Contains("bad", badge.ClassList);
        Assert.Equal("Harm", badge.TextContent.Trim());
        Assert.NotNull(badge.QuerySelector("svg path, svg circle"));
    }

    [Fact]
    public void Badge_Running_PulsesAndSaysSo()
    {
        var badge = Render<Badge>(p => p.Add(b => b.State, BadgeState.Running));
        Assert.NotNull(badge.Find(".cs-pulse"));
        Assert.Equal("Running", badge.Find(".cs-badge").TextContent.Trim());
    }

    [Fact]
    public void BadgeState_EveryOne_HasAWordInTheResources()
    {
        foreach (var field in typeof(BadgeState).GetFields().Where(field => field.FieldType == typeof(BadgeState)))
        {
            var state = (BadgeState)field.GetValue(null)!;
            var text = Render<Badge>(p => p.Add(b => b.State, state)).Find(".cs-badge").TextContent.Trim();
            Assert.DoesNotContain("State", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void StateBox_Error_IsAnAlertWithRetryAndReference()
    {
        var tried = 0;
        var box = Render<StateBox>(p => p.Add(b => b.Kind, StateKind.Error).Add(b => b.Title, "No answer").Add(b => b.Text, "Nothing is lost.").Add(b => b.Reference, "7f3a91").Add(b => b.OnRetry, () => tried++));
        Assert.Equal("alert", box.Find("[data-state]").GetAttribute("role"));
        Assert.Contains("7f3a91", box.Markup, StringComparison.Ordinal);
        box.Find("[data-retry]").Click();
        Assert.Equal(1, tried);
    }

    [Fact]
    public void StateBox_Loading_SaysWhatIsRead()
    {
        var box = Render<StateBox>(p => p.Add(b => b.Kind, StateKind.Loading).Add(b => b.Title, "Reading the results").Add(b => b.Lines, 2));
        Assert.Equal("status", box.Find("[data-state=loading]").GetAttribute("role"));
        Assert.Equal(3, box.FindAll(".cs-skeleton").Count);
        Assert.Contains("Reading the results", box.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Iv_IsAPictureWithItsNumbersInWords()
    {
        var glyph = Render<Iv>(p => p.Add(i => i.Low, -0.001).Add(i => i.High, 0.049).Add(i => i.Estimate, 0.024).Add(i => i.Min, -0.05).Add(i => i.Max, 0.05)).Find(".cs-iv");
        Assert.Equal("img", glyph.GetAttribute("role"));
        Assert.Equal("estimate +2.4\u00A0pts, interval \u22120.1 to +4.9", glyph.GetAttribute("aria-label"));
        Assert.Equal("left:49%;right:1%", glyph.QuerySelector(".bar")!.GetAttribute("style"));
        Assert.Equal("left:74%", glyph.QuerySelector(".tick")!.GetAttribute("style"));
        Assert.Equal("left:50%", glyph.QuerySelector(".zero")!.GetAttribute("style"));
    }

    [Fact]
    public void ChanceBar_SaysItsChance()
    {
        var bar = Render<ChanceBar>(p => p.Add(b => b.Label, "ask: budget").Add(b => b.Chance, 0.462).Add(b => b.Chosen, true));
        Assert.Equal("ask: budget: 46.2\u202F%", bar.Find("[role=img]").GetAttribute("aria-label"));
        Assert.Equal("width:46.2%", bar.Find("i").GetAttribute("style"));
    }

    [Fact]
    public void Card_IsNamedByItsTitle()
    {
        var card = Render<Card>(p => p.Add(c => c.Title, "Arms").AddChildContent("text"));
        Assert.Equal("Arms", card.Find("#" + card.Find("section").GetAttribute("aria-labelledby")).TextContent);
    }

    [Fact]
    public void Def_LinksToItsWord_AndAnUnknownOneIsPlainText()
    {
        Assert.Equal("/words/lift", Render<Def>(p => p.Add(d => d.Term, "lift")).Find("a").GetAttribute("href"));
        Assert.Equal("no-such-word", Render<Def>(p => p.Add(d => d.Term, "no-such-word")).Markup.Trim());
    }

    [Fact]
    public void WordList_SlugsAreUnique_SortedAndFitForAnAddress()
    {
        var slugs = WordList.All.Select(word => word.Slug).ToList();
        Assert.Equal(slugs.Distinct().Order(StringComparer.Ordinal), slugs);
        Assert.All(slugs, slug => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", slug));
    }

    [Fact]
    public void CopyText_CopiesTheWholeAndShowsTheShort()
    {
        var copy = Render<CopyText>(p => p.Add(c => c.Text, "51be7c0f93").Add(c => c.Shown, "51be…").Add(c => c.What, "hash"));
        Assert.Equal("51be7c0f93", copy.Find("button").GetAttribute("data-copy"));
        Assert.Equal("Copy hash", copy.Find("button").GetAttribute("aria-label"));
        Assert.Equal("51be…", copy.Find(".cs-mono").TextContent);
    }
}
