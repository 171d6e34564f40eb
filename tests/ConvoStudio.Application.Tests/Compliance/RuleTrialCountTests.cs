using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Application.Tests.Compliance;

public sealed class RuleTrialCountTests
{
    private static readonly FactDefinition[] Facts = [new("minor", FactType.Flag, FactUsages.Rules, []), new("spend", FactType.Number, FactUsages.Policy, [])];
    private static readonly Dictionary<int, string> Keys = new() { [0] = "greet", [1] = "offer" };

    [Fact]
    public void Result_RuleAboutAPolicyFact_ShowsCountsAndExamples()
    {
        var trial = Count("Never say offer when spend is at most 5.", touched: 3, untouched: 1).Result(complete: true);
        Assert.Equal((4, 4, 3, 3, null), (trial.Decisions, trial.Conversations, trial.Blocked, trial.Drawn, trial.HiddenBelow));
        Assert.Equal((3, 3), (trial.Examples.Count, trial.Actions!["offer"]));
    }

    [Theory]
    [InlineData(19, 100)]
    [InlineData(100, 19)]
    public void Result_RuleAboutAProtectedFact_FewOnOneSide_HidesTheCounts(int touched, int untouched)
    {
        var trial = Count("Never say offer when minor is true.", touched, untouched).Result(complete: true);
        Assert.Equal((touched + untouched, null, null, null, 20), (trial.Decisions, trial.Blocked, trial.Drawn, trial.Forced, trial.HiddenBelow));
        Assert.Null(trial.Actions);
        Assert.Empty(trial.Examples);
    }

    [Fact]
    public void Result_RuleAboutAProtectedFact_ManyOnBothSides_ShowsCountsAndNobody()
    {
        var trial = Count("Never say offer when minor is true.", 20, 20).Result(complete: true);
        Assert.Equal((20, null), (trial.Blocked, trial.HiddenBelow));
        Assert.Empty(trial.Examples);
    }

    private static RuleTrialCount Count(string sentence, int touched, int untouched)
    {
        var count = new RuleTrialCount(RuleText.Parse("r", 1, sentence), Facts);
        for (var i = 0; i < touched + untouched; i++)
        {
            count.Begin();
            IReadOnlyList<BlockedPayload> blocked = i < touched ? [new(1, "r", "", sentence, 1)] : [];
            count.Add(new(i + 1, Guid.NewGuid(), null, "shop", 1, LogSource.Live, "web", null, null, null, 1), Decision, new([0], blocked, false), Keys);
            count.End();
        }

        return count;
    }

    private static DecisionPayload Decision { get; } = new(
        Guid.Empty, "", "", "", "", "", "", "uniform", 0, 0, default, null, "", [], null, null, null, [1], [1], [0], [0], [], false, 0, 1, [], []);
}
