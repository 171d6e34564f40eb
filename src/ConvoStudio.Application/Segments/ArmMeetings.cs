using ConvoStudio.Application.Configurations;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Segments;

/// <summary>Units that met more than one arm of an experiment.</summary>
/// <param name="Moved">Because their first arm was retired: they went on with another one and are counted where they began.</param>
/// <param name="Faulty">Although their arm was still there: nothing but a fault does that.</param>
public sealed record ArmMeetings(MultipleExposures Moved, MultipleExposures Faulty)
{
    /// <summary>Counts them. The unit is the experiment's: a customer who meets two arms in two conversations is no fault where conversations are the unit.</summary>
    public static ArmMeetings Of(ExperimentUnits units)
    {
        var byCustomer = (units.Frame.Plan ?? ExperimentPlan.Usual).Unit == ExperimentUnit.Customer;
        Dictionary<long, string> newest = [];
        HashSet<long> moved = [], faulty = [];
        foreach (var met in units.Exposures)
        {
            var unit = byCustomer ? met.Customer : met.Conversation;
            if (newest.TryGetValue(unit, out var before) && before != met.Arm)
                (met.Offered.Contains(before, StringComparer.Ordinal) ? faulty : moved).Add(unit);
            newest[unit] = met.Arm;
        }

        return new(new(newest.Count, moved.Count), new(newest.Count, faulty.Count));
    }
}
