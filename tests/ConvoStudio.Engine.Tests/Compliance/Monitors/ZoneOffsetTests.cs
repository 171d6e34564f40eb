using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using Xunit;

namespace ConvoStudio.Engine.Tests.Compliance.Monitors;

public sealed class ZoneOffsetTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T00:59:59", 1)]
    [InlineData("Europe/Berlin", "2026-03-29T01:00:00", 2)]
    [InlineData("Europe/Berlin", "2026-10-25T00:59:59", 2)]
    [InlineData("Europe/Berlin", "2026-10-25T01:00:00", 1)]
    [InlineData("Mars/Olympus", "2026-10-25T01:00:00", null)]
    [InlineData("W. Europe Standard Time", "2026-10-25T01:00:00", null)]
    [InlineData(null, "2026-10-25T01:00:00", null)]
    public void At_GapOverlapAndUnknownZone_IsTheOffsetOrNone(string? zone, string utc, int? hours) =>
        Assert.Equal(hours, ZoneOffset.At(zone, Ticks(utc))?.TotalHours);

    [Theory]
    // 02:30 local does not exist on the first day and exists twice on the second; what counts is the clock on the wall.
    [InlineData("2026-03-29T00:59:00", RuleAnswer.Broken)]
    [InlineData("2026-03-29T01:00:00", RuleAnswer.Kept)]
    [InlineData("2026-10-25T00:30:00", RuleAnswer.Broken)]
    [InlineData("2026-10-25T01:30:00", RuleAnswer.Broken)]
    [InlineData("2026-10-25T02:00:00", RuleAnswer.Kept)]
    public void Judge_QuietHoursAroundClockChanges_ReadsTheWallClock(string utc, RuleAnswer expected)
    {
        var set = new RuleSet([new("k", 1, new QuietHoursRule(ActionPattern.OfActs("offer"), new(3, 0), new(20, 0), false, false))], TraceGenerator.Vocabulary);
        var now = new RuleSituation(Ticks(utc)) { UtcOffset = ZoneOffset.At("Europe/Berlin", Ticks(utc)) };
        Assert.Equal(expected, set.Judge(0, set.Open(), now, new(["offer"])));
    }

    private static long Ticks(string utc) => DateTime.Parse(utc, System.Globalization.CultureInfo.InvariantCulture).Ticks;
}
