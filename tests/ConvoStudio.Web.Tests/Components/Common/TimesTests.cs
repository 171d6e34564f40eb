using ConvoStudio.Web.Components.Common;

namespace ConvoStudio.Web.Tests.Components.Common;

public sealed class TimesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 13, 8, 12, TimeSpan.Zero);
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-11-22T13:08:00Z", "12 s ago")]
    [InlineData("2026-11-22T12:34:12Z", "34 min ago")]
    [InlineData("2026-11-22T05:12:00Z", "06:12")]
    [InlineData("2026-11-21T13:08:00Z", "21 Nov, 14:08")]
    [InlineData("2025-11-21T13:08:00Z", "21 Nov 2025")]
    [InlineData("2026-11-22T13:09:00Z", "14:09")]
    public void Relative_GetsCoarserWithAge(string at, string expected) => Assert.Equal(expected, Times.Relative(DateTimeOffset.Parse(at), Now, Berlin));

    [Fact]
    public void Absolute_IsNeverAnAge() => Assert.Equal("22 Nov, 14:08", Times.Absolute(Now.AddSeconds(-2), Now, Berlin));

    [Fact]
    public void Full_NamesTheZone() => Assert.Equal("22 Nov 2026, 14:08:12 (Europe/Berlin)", Times.Full(Now, Berlin));
}
