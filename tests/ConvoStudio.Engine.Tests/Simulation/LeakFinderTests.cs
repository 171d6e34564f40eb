using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Simulation;
using Xunit;

namespace ConvoStudio.Engine.Tests.Simulation;

public sealed class LeakFinderTests
{
    [Theory]
    [InlineData("cb", "agent:accept-offer agent:quit agent:reject-offer agent:submit-offer customer:accept-offer customer:quit customer:reject-offer customer:submit-offer")]
    [InlineData("casino", "agent:accept-deal agent:submit-deal customer:accept-deal")]
    [InlineData("iard", "customer:acc")]
    [InlineData("p4g", "")]
    public void Summarize_RecordedConversations_SuggestsExactlyTheseActs(string set, string expected)
    {
        var found = LeakFinder.Summarize(ConversationData.Read(set)).Where(s => s.StatesOutcome)
            .Select(s => $"{(s.Speaker == Speaker.Agent ? "agent" : "customer")}:{s.Act}").Order(StringComparer.Ordinal);
        Assert.Equal(expected, string.Join(' ', found));
    }

    [Fact]
    public void Summarize_GeneratedSample_SuggestsTheOutcomeActs() => Assert.Equal(
        SampleConversations.OutcomeActs.Order(),
        LeakFinder.OutcomeActs(LeakFinder.Summarize(SampleConversations.Generate(3, 300))).Order());

    [Fact]
    public void Summarize_CountsTurns_NotRepeatsWithinATurn()
    {
        SampleConversation sample = new(
            new Dictionary<string, FactValue>(),
            [new(Speaker.Agent, ["a", "a"]), new(Speaker.Customer, ["a"]), new(Speaker.Agent, ["b"]), new(Speaker.Agent, ["a"])], true);
        var summary = LeakFinder.Summarize([sample]);
        Assert.Equal([("a", 2), ("b", 1)], summary.Where(s => s.Speaker == Speaker.Agent).Select(s => (s.Act, s.Turns)));
        Assert.Equal(0.5, summary[0].LateShare);
        Assert.DoesNotContain(summary, s => s.StatesOutcome);
    }

    [Theory, InlineData(9, 1, true), InlineData(8, 2, false), InlineData(4, 0, false)]
    public void Summarize_ShareOfLateTurns_DecidesAtNineTenths(int late, int early, bool suggested)
    {
        SampleConversation Talk(params string[] acts) =>
            new(new Dictionary<string, FactValue>(), [.. acts.Select(a => new SampleTurn(Speaker.Agent, [a]))], false);
        SampleConversation[] samples =
            [.. Enumerable.Repeat(Talk("x", "x", "done", "x"), late), .. Enumerable.Repeat(Talk("done", "x", "x", "x"), early)];
        Assert.Equal(suggested, Assert.Single(LeakFinder.Summarize(samples), s => s.Act == "done").StatesOutcome);
    }
}
