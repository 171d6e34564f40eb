using ConvoStudio.Web.Components.Experiments;

namespace ConvoStudio.Web.Tests.Components.Experiments;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Ask budget, then offer!", "ask-budget-then-offer")]
    [InlineData("  Café créme ", "cafe-creme")]
    [InlineData("2 × faster", "2-faster")]
    [InlineData("!!!", "")]
    public void Of_Name_GivesAKey(string name, string key) => Assert.Equal(key, Slug.Of(name));

    [Fact]
    public void Of_LongName_StaysWithinAKeysLength() => Assert.True(Slug.Of(string.Concat(Enumerable.Repeat("abc ", 40))).Length <= 64);
}
