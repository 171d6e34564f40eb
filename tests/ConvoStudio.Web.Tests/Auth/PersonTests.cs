using ConvoStudio.Web.Auth;

namespace ConvoStudio.Web.Tests.Auth;

public sealed class PersonTests
{
    [Theory, InlineData("Mara Novak", "MN"), InlineData("Anna Maria de Souza", "AS"), InlineData("Administrator", "AD"), InlineData("", "AD"), InlineData("X", "X")]
    public void Initials_OfAName_AreFirstAndLast(string name, string expected) =>
        Assert.Equal(expected, new Person("1", "admin@example.com", name, null, []).Initials);
}
