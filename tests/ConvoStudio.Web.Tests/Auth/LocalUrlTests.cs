using ConvoStudio.Web.Auth;

namespace ConvoStudio.Web.Tests.Auth;

public sealed class LocalUrlTests
{
    [Theory, InlineData("/"), InlineData("/words"), InlineData("/experiments/a?tab=x&y=//z")]
    public void IsLocal_PathOfThisSite_Holds(string url) => Assert.True(LocalUrl.IsLocal(url));

    [Theory, InlineData(null), InlineData(""), InlineData("words"), InlineData("//host"), InlineData("/\\host"), InlineData("/\t/host"), InlineData("https://host/"), InlineData("javascript:alert(1)")]
    public void IsLocal_AnythingElse_DoesNot(string? url) => Assert.False(LocalUrl.IsLocal(url));
}
