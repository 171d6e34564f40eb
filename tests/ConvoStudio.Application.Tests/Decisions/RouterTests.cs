using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Application.Tests.Decisions;

public sealed class RouterTests
{
    private static readonly byte[] Secret = new byte[32];

    [Fact]
    public void Of_Frozen_GoesNowhereElse()
    {
        var configuration = StudioHarness.Configuration() with { Routing = new RoutingPart("uniform", FrozenTo: "learner", HoldoutShare: 1, Holdout: "uniform") };
        var route = Router.Of(configuration, Unit("u"), Secret);
        Assert.Equal(("learner", null, "freeze"), (route.Policy, route.Experiment, route.Steps.Single().Step));
    }

    [Fact]
    public void Of_Holdout_TakesItsShareOfCustomersAndLogsTheChance()
    {
        var configuration = StudioHarness.Configuration(running: false) with { Routing = new RoutingPart("learner", HoldoutShare: 0.3, Holdout: "uniform") };
        var routes = Enumerable.Range(0, 10_000).Select(i => Router.Of(configuration, new RoutedConversationBuilder { Customer = $"customer-{i}" }.Build(), Secret)).ToList();
        var held = routes.Count(r => r.Policy == "uniform");
        Assert.InRange(held, 2860, 3140);
        Assert.All(routes, r => Assert.Equal(r.Policy == "uniform" ? 0.3 : 0.7, r.Steps[0].Probability, 1e-12));
    }

    [Fact]
    public void Of_Experiment_DrawsByIntegerSharesAndKeepsTheArm()
    {
        var experiment = StudioHarness.Configuration().Experiments[0];
        var configuration = StudioHarness.Configuration() with { Experiments = [experiment with { Arms = [experiment.Arms[0] with { Share = 3 }, experiment.Arms[1]] }] };
        var routes = Enumerable.Range(0, 10_000).Select(i => Router.Of(configuration, Unit($"{i}"), Secret)).ToList();
        Assert.InRange(routes.Count(r => r.Arm == "control"), 7370, 7630);
        var treated = routes.First(r => r.Arm == "treatment");
        Assert.Equal(0.25, treated.Steps.Single().Probability);
        // New shares, later epoch: the unit stays where it was put, with the chance it had then.
        var moved = configuration with { Experiments = [configuration.Experiments[0] with { Epoch = 2, Arms = [experiment.Arms[0] with { Share = 99 }, experiment.Arms[1]] }] };
        var again = Router.Of(moved, Unit(treated.Assignment!.Unit, treated.Assignment), Secret);
        Assert.Equal(("treatment", null), (again.Arm, again.Assignment));
        Assert.Equal(0.25, again.Steps.Single().Probability);
    }

    [Fact]
    public void Of_ArmRetired_IsDrawnAnew()
    {
        var configuration = StudioHarness.Configuration();
        var gone = new AssignmentPayload("first", 1, "u", ["control", "old"], [1, 1], 0, "old");
        var route = Router.Of(configuration, Unit("u", gone), Secret);
        Assert.NotNull(route.Assignment);
    }

    [Fact]
    public void Of_NothingElse_IsTheChampion() =>
        Assert.Equal("champion", Router.Of(StudioHarness.Configuration(running: false), Unit("u"), Secret).Steps.Single().Step);

    [Fact]
    public void Of_LayerWithTwoExperiments_NeverSharesAUnit_AndEachGetsItsPart()
    {
        var (first, second) = (Planned("first", new BucketRange(0, 3000)), Planned("second", new BucketRange(3000, 5000)));
        var configuration = StudioHarness.Configuration() with { Experiments = [first, second] };
        var routes = Enumerable.Range(0, 20_000).Select(i => Router.Of(configuration, Unit($"{i}"), Secret)).ToList();
        Assert.InRange(routes.Count(r => r.Experiment == "first"), 5_740, 6_260);
        Assert.InRange(routes.Count(r => r.Experiment == "second"), 9_720, 10_280);
        // With the first one gone nobody moves into the second.
        var alone = configuration with { Experiments = [second] };
        for (var i = 0; i < 2_000; i++)
            Assert.Equal(routes[i].Experiment == "second", Router.Of(alone, Unit($"{i}"), Secret).Experiment == "second");
    }

    [Fact]
    public void Of_RampUp_KeepsEverybodyIn()
    {
        var narrow = StudioHarness.Configuration() with { Experiments = [Planned("first", new BucketRange(0, 1000))] };
        var wide = StudioHarness.Configuration() with { Experiments = [Planned("first", new BucketRange(0, 1000), new BucketRange(4000, 3000))] };
        var routes = Enumerable.Range(0, 5_000).Select(i => (Before: Router.Of(narrow, Unit($"{i}"), Secret), After: Router.Of(wide, Unit($"{i}"), Secret))).ToList();
        Assert.All(routes.Where(r => r.Before.Experiment is not null), r => Assert.Equal(r.Before.Arm, r.After.Arm));
        Assert.InRange(routes.Count(r => r.After.Experiment is not null), 1_870, 2_130);
    }

    [Fact]
    public void Of_MiddleOfAConversation_DoesNotJoin()
    {
        var configuration = StudioHarness.Configuration() with { Experiments = [Planned("first", new BucketRange(0, BucketRange.Whole))] };
        Assert.Null(Router.Of(configuration, new RoutedConversationBuilder { IsFirst = false }.Build(), Secret).Experiment);
        Assert.Equal("first", Router.Of(configuration, new RoutedConversationBuilder().Build(), Secret).Experiment);
    }

    [Theory]
    [InlineData(AudienceTest.IsOneOf, "loyal", true)]
    [InlineData(AudienceTest.IsOneOf, "new", false)]
    [InlineData(AudienceTest.IsNoneOf, "new", true)]
    [InlineData(AudienceTest.IsNoneOf, "loyal", false)]
    [InlineData(AudienceTest.IsKnown, "", true)]
    public void Of_Audience_TakesThoseWhoFit_AndNeverTheUnknown(AudienceTest test, string value, bool joins)
    {
        var configuration = Audience(new AudienceClause("segment", test, [value]));
        var known = new RoutedConversationBuilder { Facts = new(StringComparer.Ordinal) { ["segment"] = FactValue.Of("loyal") } };
        var unknown = new RoutedConversationBuilder { Facts = new(StringComparer.Ordinal) { ["segment"] = FactValue.Withheld } };
        Assert.Equal(joins, Router.Of(configuration, known.Build(), Secret).Experiment is not null);
        Assert.Null(Router.Of(configuration, unknown.Build(), Secret).Experiment);
        Assert.Null(Router.Of(configuration, new RoutedConversationBuilder().Build(), Secret).Experiment);
    }

    [Theory, InlineData(500, true), InlineData(499.5, false)]
    public void Of_AudienceByNumberAndChannel_AllMustHold(double spend, bool joins)
    {
        var configuration = Audience(new AudienceClause("spend", AudienceTest.AtLeast, ["500"]), new AudienceClause(AudienceClause.Channel, AudienceTest.IsOneOf, ["web", "phone"]));
        var facts = new Dictionary<string, FactValue>(StringComparer.Ordinal) { ["spend"] = FactValue.Of(spend) };
        Assert.Equal(joins, Router.Of(configuration, new RoutedConversationBuilder { Facts = facts }.Build(), Secret).Experiment is not null);
        Assert.Null(Router.Of(configuration, new RoutedConversationBuilder { Facts = facts, Channel = "mail" }.Build(), Secret).Experiment);
    }

    [Fact]
    public void Of_Tester_GetsTheArm_AndIsInNoExperiment()
    {
        var configuration = StudioHarness.Configuration() with { Experiments = [Planned("first", new BucketRange(0, 1))], Routing = new RoutingPart("uniform", HoldoutShare: 1, Holdout: "uniform") };
        var route = Router.Of(configuration, new RoutedConversationBuilder { Testing = new(StringComparer.Ordinal) { ["first"] = "treatment" } }.Build(), Secret);
        Assert.Equal(("learner", null, null, "tester"), (route.Policy, route.Experiment, route.Assignment, route.Steps.Single().Step));
    }

    [Fact]
    public void Of_CustomerUnit_KeepsTheArmAndIsCountedOnce()
    {
        var experiment = Planned("first", new BucketRange(0, BucketRange.Whole));
        var configuration = StudioHarness.Configuration() with { Experiments = [experiment with { Plan = experiment.Plan! with { Unit = ExperimentUnit.Customer } }] };
        var arms = Enumerable.Range(0, 50).Select(i => Router.Of(configuration, new RoutedConversationBuilder { Id = $"conversation-{i}", Customer = $"customer-{i % 10}" }.Build(), Secret)).ToList();
        Assert.Equal(10, arms.Select((r, i) => (r.Arm, Customer: i % 10)).Distinct().Count());
        // Shares moved to nothing for the arm: the customer has it all the same, as a repetition.
        var earlier = arms[0].Assignment! with { Arm = "treatment" };
        var again = Router.Of(configuration, new RoutedConversationBuilder { Id = "later", Customer = "customer-0", Earlier = earlier }.Build(), Secret);
        Assert.Equal(("treatment", true), (again.Arm, again.Assignment!.Repeats));
    }

    [Fact]
    public void Of_MovedShares_AreDrawnFrom_AndNamed()
    {
        var experiment = Planned("first", new BucketRange(0, BucketRange.Whole));
        var configuration = StudioHarness.Configuration() with { Experiments = [experiment with { Plan = experiment.Plan! with { Allocation = AllocationPart.Usual } }] };
        var moved = new MovedShares(77, 1, new Dictionary<string, uint>(StringComparer.Ordinal) { ["control"] = 1u << 30, ["treatment"] = 3u << 30 });
        var routes = Enumerable.Range(0, 10_000).Select(i => Router.Of(configuration, new RoutedConversationBuilder { Id = $"{i}", Moved = moved }.Build(), Secret)).ToList();
        Assert.InRange(routes.Count(r => r.Arm == "treatment"), 7_370, 7_630);
        Assert.All(routes, r => Assert.Equal((77, r.Arm == "treatment" ? 0.75 : 0.25), (r.Assignment!.ReallocationSequence, r.Steps.Single().Probability)));
    }

    private static PlaybookConfiguration Audience(params AudienceClause[] clauses)
    {
        var experiment = Planned("first", new BucketRange(0, BucketRange.Whole));
        return StudioHarness.Configuration() with { Experiments = [experiment with { Plan = experiment.Plan! with { Audience = clauses } }] };
    }

    private static ExperimentPart Planned(string key, params BucketRange[] buckets) =>
        StudioHarness.Configuration().Experiments[0] with { Key = key, Plan = ExperimentPlan.Usual with { Buckets = buckets } };

    private static RoutedConversation Unit(string id, AssignmentPayload? assigned = null) => new RoutedConversationBuilder { Id = id, Assigned = assigned }.Build();
}
