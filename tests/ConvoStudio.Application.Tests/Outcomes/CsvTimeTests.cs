using ConvoStudio.Application.CsvFiles;
using ConvoStudio.Application.Outcomes;
using Xunit;

namespace ConvoStudio.Application.Tests.Outcomes;

public sealed class CsvTimeTests
{
    [Theory]
    [InlineData("2026-07-01T09:30:00+02:00", CsvTimeFormat.Iso, null, "2026-07-01T07:30:00Z")]
    [InlineData("2026-07-01 09:30", CsvTimeFormat.Iso, "Europe/Vienna", "2026-07-01T07:30:00Z")]
    [InlineData("1.7.2026", CsvTimeFormat.DayFirst, null, "2026-07-01T00:00:00Z")]
    [InlineData("01/07/2026 09:30:05", CsvTimeFormat.DayFirst, "Europe/Vienna", "2026-07-01T07:30:05Z")]
    [InlineData("7/1/2026 9:30 PM", CsvTimeFormat.MonthFirst, "America/New_York", "2026-07-02T01:30:00Z")]
    // The clocks skip this half hour; the offset before it is used.
    [InlineData("2026-03-29 02:30", CsvTimeFormat.Iso, "Europe/Vienna", "2026-03-29T01:30:00Z")]
    [InlineData("1782898200", CsvTimeFormat.UnixSeconds, null, "2026-07-01T09:30:00Z")]
    [InlineData("1782898200000", CsvTimeFormat.UnixSeconds, null, null)]
    [InlineData("1782898200000", CsvTimeFormat.UnixMilliseconds, null, "2026-07-01T09:30:00Z")]
    [InlineData("31.12.2026", CsvTimeFormat.MonthFirst, null, null)]
    [InlineData("soon", CsvTimeFormat.Iso, null, null)]
    public void Read_EachFormatAndZone_GivesUtc(string text, CsvTimeFormat format, string? zone, string? expected) =>
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), new CsvTime(format, zone).Read(text));

    [Theory]
    [InlineData("12.5", 12.5)]
    [InlineData("12,5", 12.5)]
    [InlineData("-0,25", -0.25)]
    [InlineData("1,234", null)]
    [InlineData("1.234,5", null)]
    [InlineData("€ 5", null)]
    [InlineData("1e999", null)]
    public void Number_NeverGuessesThousands(string text, double? expected) => Assert.Equal(expected, CsvValues.Number(text));

    [Fact]
    public void Guess_HeadsOfACrm_FindsEveryColumn()
    {
        string[] heads = ["Opportunity", "Chat ID", "Customer ID", "Close Date", "Amount"];
        string[] row = ["Big one", "chat-7", "1842", "31/12/2025", "59.90"];
        var guess = OutcomeMapping.Guess(heads, [row]);
        Assert.Equal((null, 1, 2, 3, 4), (guess.ConversationId, guess.ExternalId, guess.CustomerKey, guess.OccurredAt, guess.Value));
        Assert.Equal(("value", CsvTimeFormat.DayFirst), (guess.FixedMetric, guess.Times!.Format));
    }
}
