using ConvoStudio.Web.Components.Common;

namespace ConvoStudio.Web.Tests.Components.Common;

public sealed class NumbersTests
{
    [Theory, InlineData(9591, "9,591"), InlineData(0, "0"), InlineData(-1200, "\u22121,200"), InlineData(double.NaN, "–"), InlineData(-0.2, "0")]
    public void Count_IsGrouped(double value, string expected) => Assert.Equal(expected, Numbers.Count(value));

    [Theory, InlineData(19, "fewer than 20"), InlineData(20, "20"), InlineData(0, "fewer than 20")]
    public void CountAbove_UnderTheSmallestCell_HidesTheNumber(long value, string expected) => Assert.Equal(expected, Numbers.CountAbove(value, 20));

    [Theory]
    [InlineData(0.134, "13.4\u202F%")]
    [InlineData(0, "0.0\u202F%")]
    [InlineData(1, "100.0\u202F%")]
    [InlineData(0.0004, "<\u202F0.1\u202F%")]
    [InlineData(0.9996, ">\u202F99.9\u202F%")]
    [InlineData(0.001, "0.1\u202F%")]
    [InlineData(double.PositiveInfinity, "–")]
    public void Rate_IsNeverCertainByRounding(double value, string expected) => Assert.Equal(expected, Numbers.Rate(value));

    [Theory, InlineData(0.00032, "0.032\u202F%"), InlineData(0.0000015, "0.00015\u202F%"), InlineData(1e-19, "<\u202F0.0001\u202F%"), InlineData(0.13, "13.0\u202F%"), InlineData(0, "0.0\u202F%")]
    public void TinyRate_HasTwoDigits(double value, string expected) => Assert.Equal(expected, Numbers.TinyRate(value));

    [Theory, InlineData(0.024, "+2.4\u00A0pts"), InlineData(-0.001, "\u22120.1\u00A0pts"), InlineData(0, "0.0\u00A0pts"), InlineData(-0.0001, "0.0\u00A0pts"), InlineData(0.0001, "0.0\u00A0pts"), InlineData(double.NaN, "–")]
    public void Points_CarryARealSign(double value, string expected) => Assert.Equal(expected, Numbers.Points(value));

    [Theory, InlineData(0.0312, "0.031"), InlineData(-0.2, "\u22120.2"), InlineData(-0.0001, "0"), InlineData(2, "2"), InlineData(126.25, "126.25")]
    public void Reward_HasAtMostThreeDecimals(double value, string expected) => Assert.Equal(expected, Numbers.Reward(value));

    [Theory, InlineData(0.0312, "0.031"), InlineData(9.9994, "9.999"), InlineData(9.9996, "10"), InlineData(19.5234, "19.52"), InlineData(-126.251, "\u2212126.3"), InlineData(999.96, "1,000"), InlineData(8210.4, "8,210"), InlineData(double.NaN, "–")]
    public void Estimate_HasAsManyDecimalsAsSaySomething(double value, string expected) => Assert.Equal(expected, Numbers.Estimate(value));

    [Fact]
    public void Interval_UsesAWordBetweenItsEnds()
    {
        Assert.Equal("\u22120.1 to +4.9", Numbers.Interval(-0.001, 0.049));
        Assert.Equal("72.6 to 79.4\u202F%", Numbers.Interval(0.726, 0.794, NumberFormat.Rate));
        Assert.Equal("\u221221 to 0.13", Numbers.Interval(-21.004, 0.131, NumberFormat.Reward));
        Assert.Equal("\u22120.021 to 0.131", Numbers.Interval(-0.021, 0.131, NumberFormat.Reward));
        Assert.Equal("–", Numbers.Interval(double.NaN, 1));
    }

    [Theory, InlineData("59", "59\u00A0€"), InlineData("59.5", "59.50\u00A0€"), InlineData("-1200", "\u22121,200\u00A0€")]
    public void Money_ShowsCentsOnlyWhereThereAreAny(string value, string expected) =>
        Assert.Equal(expected, Numbers.Money(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory, InlineData("de", "1.234,5", "9.591", "13,4\u202F%"), InlineData("fr", "1\u202F234,5", "9\u202F591", "13,4\u202F%"), InlineData("xx", "1,234.5", "9,591", "13.4\u202F%")]
    public void Use_AStyle_WritesEveryNumberOfThisWindow_AndOfNoOther(string locale, string example, string count, string rate)
    {
        var before = SynchronizationContext.Current;
        try
        {
            SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
            NumberStyle.Use(NumberStyle.Of(locale));
            Assert.Equal((example, count, rate), (NumberStyle.Current.Apply("1,234.5"), Numbers.Count(9591), Numbers.Rate(0.134)));
            SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
            Assert.Equal("9,591", Numbers.Count(9591));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Theory, InlineData(0, "0\u00A0B"), InlineData(999, "999\u00A0B"), InlineData(1234, "1.2\u00A0kB"), InlineData(999_600, "1\u00A0MB"), InlineData(123_456_789, "123\u00A0MB"), InlineData(1.9e9, "1.9\u00A0GB")]
    public void Bytes_AreThreeDigitsAtMost(double bytes, string expected) => Assert.Equal(expected, Numbers.Bytes(bytes));
}
