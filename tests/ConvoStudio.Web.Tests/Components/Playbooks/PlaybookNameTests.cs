using ConvoStudio.Web.Components.Playbooks;

namespace ConvoStudio.Web.Tests.Components.Playbooks;

public sealed class PlaybookNameTests
{
    [Theory, InlineData("Card calls", "card-calls"), InlineData("  Kártya ajánlat 2! ", "kartya-ajanlat-2"), InlineData("---", ""), InlineData("日本", "")]
    public void Slug_KeepsLettersAndDigits(string name, string key) => Assert.Equal(key, PlaybookName.Slug(name));

    [Fact]
    public void Slug_LongName_IsCutToAKey()
    {
        var key = PlaybookName.Slug(new string('a', 63) + " b");
        Assert.Equal(new string('a', 63), key);
    }

    [Fact]
    public void Rename_AfterAnOwnKey_LeavesTheKey()
    {
        var name = new PlaybookName();
        name.Rename("Cards");
        Assert.Equal("cards", name.Key);
        name.Rekey("mine");
        name.Rename("Cards and loans");
        Assert.Equal("mine", name.Key);
        name.Rekey("");
        name.Rename("Loans");
        Assert.Equal("loans", name.Key);
    }
}
