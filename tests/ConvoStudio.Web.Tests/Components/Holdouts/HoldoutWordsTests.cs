using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Web.Components.Holdouts;
using ConvoStudio.Web.Resources;
using ConvoStudio.Web.Tests.Components.LiveMetrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Tests.Components.Holdouts;

public sealed class HoldoutWordsTests : ComponentTest
{
    [Theory]
    [InlineData(10, 3, 400, 90, "few", "Not enough evidence yet: 10 customers of the holdout and 400 others have finished.")]
    [InlineData(2000, 100, 20_000, 3000, "more", "Everybody else converts 10.0\u00A0points more often than the holdout, ")]
    [InlineData(2000, 500, 20_000, 3000, "less", "Everybody else converts 10.0\u00A0points less often than the holdout, ")]
    [InlineData(500, 75, 5000, 800, "maybe", "So far +1.0\u00A0points between everybody else and the holdout, ")]
    public void Of_Frame_SaysTheDifferenceWithItsInterval(long held, long heldConverted, long others, long othersConverted, string kind, string say)
    {
        var words = Of(FakeMetricsFeed.Frame(held, heldConverted, others, othersConverted));
        Assert.Equal(kind, words.Kind);
        Assert.StartsWith(say, words.Say, StringComparison.Ordinal);
        Assert.Equal(kind is "more" or "less", words.Means is not null);
    }

    [Fact]
    public void Of_MoreOften_SaysHowManyOfAThousand() =>
        Assert.Equal("Without champion and experiments about 100 of 1,000 customers fewer would buy.", Of(FakeMetricsFeed.Frame(2000, 100, 20_000, 3000)).Means);

    [Fact]
    public void Of_UnevenSplit_SaysNothingElse() => Assert.Equal("uneven", Of(FakeMetricsFeed.Frame(2000, 100, 20_000, 3000) with { SplitPValue = 1e-6 }).Kind);

    private HoldoutWords Of(MetricsFrame frame) => HoldoutWords.Of(frame, Services.GetRequiredService<IStringLocalizer<HoldoutTexts>>());
}
