using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Tests.Studios;
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
    public void Of_Holdout_TakesItsShareAndLogsTheChance()
    {
        var configuration = StudioHarness.Configuration(running: false) with { Routing = new RoutingPart("learner", HoldoutShare: 0.3, Holdout: "uniform") };
        var routes = Enumerable.Range(0, 10_000).Select(i => Router.Of(configuration, Unit($"{i}"), Secret)).ToList();
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

    private static RoutedConversation Unit(string id, AssignmentPayload? assigned = null) => new RoutedConversationBuilder { Id = id, Assigned = assigned }.Build();
}
