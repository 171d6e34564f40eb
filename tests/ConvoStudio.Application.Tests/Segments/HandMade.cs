using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Segments;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Tests.Segments;

/// <summary>Units without a log: alternating arms, one number fact, a value each.</summary>
internal static class HandMade
{
    private static readonly UnitSplit Split = new(["control", "treatment"], [1, 1]);

    public static ExperimentUnits Units(ExperimentMetric metric, int count, Func<bool, double, double> value, Func<int, FactValue> spend, AllocationPart? allocation = null)
    {
        List<AssignedUnit> units = [];
        for (var i = 0; i < count; i++)
        {
            // Arms in pairs, so that no fact with an even period hangs on them.
            var (treated, fact) = (((i * 2654435761L) >> 7) % 2 == 0, spend(i));
            units.Add(Unit(i + 1, i + 1, treated ? "treatment" : "control", value(treated, fact.Number), fact));
        }

        return Units("first", units, [], ExperimentPlan.Usual with { Metric = metric, Allocation = allocation });
    }

    public static AssignedUnit Unit(long conversation, long sequence, string arm, double value, FactValue fact = default, long customer = 0) => new(conversation, sequence, arm, Split, [fact])
    {
        Channel = "web",
        Customer = customer,
        Totals = new ArmTotals(0, 1, 0, value > 0 ? 1 : 0, value, value * value, 0, value) { ValueSquareSum = value * value },
    };

    public static ExperimentUnits Units(string experiment, IReadOnlyList<AssignedUnit> units, IReadOnlyList<UnitExposure> exposures, ExperimentPlan? plan = null)
    {
        var arms = Split.Arms.Select((key, i) => new ArmFrame(key, key, i == 0, default, 0, units.Where(unit => unit.Arm == key).Aggregate(default(ArmTotals), (sums, unit) => sums + unit.Totals))).ToList();
        var frame = new MetricsFrame("cards", experiment, LogSource.Live, 1000, DateTimeOffset.UnixEpoch, arms, null, null, 1, plan ?? ExperimentPlan.Usual);
        return new(frame, [new FactDefinition("spend", FactType.Number, FactUsages.Policy, [])], units, exposures);
    }
}
