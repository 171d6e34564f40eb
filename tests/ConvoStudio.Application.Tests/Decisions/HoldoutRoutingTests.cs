using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Tests.Studios;
using Xunit;

namespace ConvoStudio.Application.Tests.Decisions;

public sealed class HoldoutRoutingTests
{
    private const int Customers = 400;
    private static readonly byte[] Secret = new byte[32];
    private static readonly double[] Shares = [0, 0.1, 0.5, 0.2, 0, 0.3, 0.3, 0.05];

    /// <summary>Every customer opens a conversation under every share, and each conversation goes on under all later ones. Two experiments run all the time:
    /// one draws conversations, the other customers.</summary>
    [Fact]
    public void Of_ShareRaisedAndLowered_NoUnitOfARunningExperimentEverChangesItsArm()
    {
        var talks = new List<Talk>();
        var customers = new Dictionary<int, AssignmentPayload>();
        for (var period = 0; period < Shares.Length; period++)
        {
            var configuration = Configuration(Shares[period]);
            foreach (var talk in talks)
                talk.Take(Router.Of(configuration, talk.Conversation(null), Secret));
            for (var customer = 0; customer < Customers; customer++)
            {
                var talk = new Talk(customer, $"{customer}-{period}");
                var earlier = customers.GetValueOrDefault(customer);
                var route = Router.Of(configuration, talk.Conversation(earlier), Secret);
                talk.Take(route);
                if (route.Experiment == "customers")
                {
                    Assert.Equal(earlier?.Arm ?? route.Arm, route.Arm);
                    customers.TryAdd(customer, route.Assignment!);
                }

                // Who has an arm of the experiment on customers is never taken out of it.
                Assert.True(earlier is null || route.Experiment == "customers");
                talks.Add(talk);
            }
        }

        Assert.True(talks.Count(t => t.IsHeld) > 150 && talks.Count(t => t.Arm is not null) > 1000 && customers.Count > 100);
        Assert.Contains(talks, t => t.Steps[0] is { Step: HoldoutRouting.KeptStep, Probability: 0.5 });
    }

    [Fact]
    public void Of_GreaterShare_HoldsEverybodyWhoWasHeld_AndMore()
    {
        bool Held(int customer, double share) => HoldoutRouting.Holds(Router.Of(Configuration(share), new Talk(customer, "first").Conversation(null), Secret).Steps[0]);
        var (small, great) = (Enumerable.Range(0, 5000).Where(i => Held(i, 0.05)).ToList(), Enumerable.Range(0, 5000).Where(i => Held(i, 0.2)).ToHashSet());
        Assert.InRange(small.Count, 200, 300);
        Assert.InRange(great.Count, 900, 1100);
        Assert.All(small, customer => Assert.Contains(customer, great));
    }

    [Fact]
    public void Of_ShareChanges_TheOthersGetTheArmTheyWouldHaveGotAnyway()
    {
        // Holding customers out takes away; it never moves those who are left.
        for (var customer = 0; customer < 3000; customer++)
        {
            var (without, with) = (Router.Of(Configuration(0), new Talk(customer, "first").Conversation(null), Secret), Router.Of(Configuration(0.3), new Talk(customer, "first").Conversation(null), Secret));
            Assert.True(HoldoutRouting.Holds(with.Steps[0]) || (with.Experiment, with.Arm) == (without.Experiment, without.Arm));
        }
    }

    [Fact]
    public void Of_CustomerOfTheHoldout_IsInEveryConversation_AndGoesOnWhenThePolicyChanges()
    {
        var customer = Enumerable.Range(0, 100).First(i => HoldoutRouting.Holds(Router.Of(Configuration(0.3), new Talk(i, "first").Conversation(null), Secret).Steps[0]));
        var talk = new Talk(customer, "another");
        talk.Take(Router.Of(Configuration(0.3), talk.Conversation(null), Secret));
        Assert.True(talk.IsHeld);
        var changed = Configuration(0.3) with { Routing = new RoutingPart("learner", HoldoutShare: 0.3, Holdout: "other") };
        Assert.Equal("other", Router.Of(changed, talk.Conversation(null), Secret).Policy);
    }

    private static PlaybookConfiguration Configuration(double share)
    {
        var part = StudioHarness.Configuration().Experiments[0];
        return StudioHarness.Configuration() with
        {
            Experiments =
            [
                part with { Key = "customers", Plan = ExperimentPlan.Usual with { Layer = "other", Unit = ExperimentUnit.Customer, Buckets = [new BucketRange(0, 6000)] } },
                part with { Key = "conversations", Plan = ExperimentPlan.Usual with { Buckets = [new BucketRange(0, 5000)] } },
            ],
            Routing = share > 0 ? new RoutingPart("learner", HoldoutShare: share, Holdout: "uniform") : new RoutingPart("learner"),
        };
    }

    /// <summary>A conversation as the studio keeps it: its first route, and the arm it was given.</summary>
    private sealed class Talk(int customer, string id)
    {
        private AssignmentPayload? _assigned;
        private string? _policy;

        public IReadOnlyList<RouteStepPayload> Steps { get; private set; } = [];

        public bool IsHeld => Steps is [var first, ..] && HoldoutRouting.Holds(first);

        public string? Arm => _assigned?.Arm;

        public RoutedConversation Conversation(AssignmentPayload? earlier) => new RoutedConversationBuilder
        {
            Id = id,
            Customer = $"customer-{customer}",
            IsFirst = Steps.Count == 0,
            Assigned = _assigned,
            Earlier = earlier,
            FirstRoute = Steps.Count == 0 ? null : Steps,
        }.Build();

        public void Take(Route route)
        {
            if (Steps.Count == 0)
            {
                (Steps, _assigned, _policy) = (route.Steps, route.Assignment, route.Policy);
                Assert.True(!IsHeld || route.Experiment is null);
                return;
            }

            Assert.Equal((_assigned?.Experiment, _assigned?.Arm, null), (route.Experiment, route.Arm, route.Assignment));
            // In the middle of a conversation nobody is taken into the holdout; when it ends for good, its customers go on with the champion.
            if (!IsHeld)
                Assert.Equal(_policy, route.Policy);
        }
    }
}
