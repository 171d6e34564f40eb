using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Segments;
using ConvoStudio.Application.Tests.Segments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Application.Tests.Experiments;

public sealed class ExposureHealthTests
{
    private static readonly string[] Both = ["control", "treatment"];

    [Fact]
    public void Find_CustomersInSeveralArms_AreAFaultOnlyWhereTheyAreTheUnit()
    {
        UnitExposure[] met = [.. Enumerable.Range(0, 200).Select(i => new UnitExposure(i, i / 2, i % 4 == 1 ? "treatment" : "control", Both))];
        var conversations = HandMade.Units("first", [], met);
        Assert.Empty(ExposureHealth.Find(conversations, []));
        var customers = HandMade.Units("first", [], met, ExperimentPlan.Usual with { Unit = ExperimentUnit.Customer });
        var finding = Assert.Single(ExposureHealth.Find(customers, []));
        Assert.Equal((HealthCause.SeveralArms, true, 0.5), (finding.Cause, finding.Breaks, finding.Number));
    }

    [Fact]
    public void Find_UnitsOfARetiredArm_AreMoved_AndNoFault()
    {
        UnitExposure[] met = [.. Enumerable.Range(0, 100).Select(i => new UnitExposure(i, i, "third", [.. Both, "third"])), .. Enumerable.Range(0, 10).Select(i => new UnitExposure(i, i, "control", Both))];
        var finding = Assert.Single(ExposureHealth.Find(HandMade.Units("first", [], met), []));
        Assert.Equal((HealthCause.ArmsMoved, false, 0.1), (finding.Cause, finding.Breaks, finding.Number));
        Assert.Empty(ExposureHealth.Find(HandMade.Units("first", [], met[..101]), []));
    }

    [Theory, InlineData(0.0, false), InlineData(0.5, true)]
    public void Find_AnEffectThatHangsOnAnotherExperiment_IsNamed(double carried, bool expected)
    {
        var random = new SplitMix64(3);
        List<AssignedUnit> others = [], units = [];
        for (var i = 0; i < 2000; i++)
        {
            var (before, now) = (random.NextInt32(2) == 0, random.NextInt32(2) == 0);
            others.Add(HandMade.Unit(i, i, before ? "treatment" : "control", 0, customer: i));
            units.Add(HandMade.Unit(3000 + i, 3000 + i, now ? "treatment" : "control", random.NextDouble() < 0.3 + (before && now ? carried : 0) ? 1 : 0, customer: i));
        }

        var findings = ExposureHealth.Find(HandMade.Units("first", units, []), [("Other", HandMade.Units("other", others, []))]);
        Assert.Equal(expected, findings.Any(f => f is { Cause: HealthCause.CarriesOver, Breaks: false, Other: "Other" }));
        Assert.DoesNotContain(findings, f => f.Cause == HealthCause.ArmsLinked);
        // What came afterwards cannot have carried over.
        Assert.Empty(ExposureHealth.Find(HandMade.Units("other", others, []), [("First", HandMade.Units("first", units, []))]));
    }

    [Fact]
    public void Find_ArmsThatHangTogether_BreakTheComparison()
    {
        var random = new SplitMix64(4);
        List<AssignedUnit> others = [], units = [];
        for (var i = 0; i < 1000; i++)
        {
            var before = random.NextInt32(2) == 0;
            var now = random.NextInt32(5) == 0 ? !before : before;
            others.Add(HandMade.Unit(i, i, before ? "treatment" : "control", 0, customer: i));
            units.Add(HandMade.Unit(3000 + i, 3000 + i, now ? "treatment" : "control", random.NextInt32(2), customer: i));
        }

        var findings = ExposureHealth.Find(HandMade.Units("first", units, []), [("Other", HandMade.Units("other", others, []))]);
        Assert.Equal((HealthCause.ArmsLinked, true), (findings[0].Cause, findings[0].Breaks));
        Assert.Empty(ExposureHealth.Find(HandMade.Units("first", units, [], ExperimentPlan.Usual with { Allocation = AllocationPart.Usual }), [("Other", HandMade.Units("other", others, []))]));
    }
}
