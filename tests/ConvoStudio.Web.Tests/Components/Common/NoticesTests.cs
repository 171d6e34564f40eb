using ConvoStudio.Web.Components.Common;
using Microsoft.Extensions.Time.Testing;

namespace ConvoStudio.Web.Tests.Components.Common;

public sealed class NoticesTests
{
    [Fact]
    public void Show_StaysSixSeconds_ThenGoes()
    {
        var clock = new FakeTimeProvider();
        using var notices = new Notices(clock);
        var changes = 0;
        notices.Changed += (_, _) => changes++;
        notices.Show("Saved");
        clock.Advance(TimeSpan.FromSeconds(5.9));
        Assert.Equal("Saved", Assert.Single(notices.Shown).Text);
        clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Empty(notices.Shown);
        Assert.Equal(2, changes);
    }
}
