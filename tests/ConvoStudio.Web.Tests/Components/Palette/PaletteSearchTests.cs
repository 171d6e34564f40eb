using ConvoStudio.Web.Components.Palette;

namespace ConvoStudio.Web.Tests.Components.Palette;

public sealed class PaletteSearchTests
{
    private static readonly PaletteEntry[] Entries =
    [
        new(PaletteGroup.Do, "New experiment", ""), new(PaletteGroup.Pages, "Rehearsals", "", "/rehearsals", "Prove"), new(PaletteGroup.Pages, "Experiments", "", "/experiments", "Prove"),
        new(PaletteGroup.Things, "Ask before offering", "", "/experiments/ask", "experiment"), new(PaletteGroup.Things, "re-ask", "", "/x", "action"), new(PaletteGroup.Things, "task", "", "/y", "fact"),
    ];

    [Theory]
    [InlineData("exper", "Experiments|Ask before offering|New experiment")]
    [InlineData("ASK", "Ask before offering|re-ask|task")]
    [InlineData("ask action", "re-ask")]
    [InlineData("prove re", "Rehearsals")]
    [InlineData("nothing", "")]
    public void Find_EveryWord_BestFirstInEachGroup(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', PaletteSearch.Find(Entries, text).Select(entry => entry.Text)));
}
