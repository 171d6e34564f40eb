using ConvoStudio.Web.Components.Common;

namespace ConvoStudio.Web.Tests.Components.Common;

public sealed class CsvTests
{
    [Fact]
    public void Of_Cells_QuotesWhatNeedsIt_AndDisarmsFormulas() => Assert.Equal(
        "a,b\r\n\"x, \"\"y\"\"\",'=1+1\r\n-3.5,'-cmd\r\n",
        Csv.Of(["a", "b"], [["x, \"y\"", "=1+1"], ["-3.5", "-cmd"]]));
}
