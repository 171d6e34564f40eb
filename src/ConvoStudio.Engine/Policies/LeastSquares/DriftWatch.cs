namespace ConvoStudio.Engine.Policies.LeastSquares;

/// <summary>Tells when rewards have changed, and what is left of a decision since.</summary>
internal sealed class DriftWatch(AdaptiveBanditSettings settings, IEnumerable<DriftAlarm> alarms)
{
    private readonly List<DriftAlarm> _alarms = [.. alarms];

    /// <summary>Alarms so far, oldest first.</summary>
    public IReadOnlyList<DriftAlarm> Alarms => _alarms;

    /// <summary>Looks at one more residual; at an alarm the history of every action is discounted.</summary>
    /// <returns>Whether there was an alarm.</returns>
    public bool Add(IReadOnlyList<ActionState> states, ActionState learnt, double residual, long learntCount)
    {
        if (settings.DriftThreshold == 0)
            return false;
        learnt.Drift = learnt.Drift.Add(residual);
        if (!learnt.Drift.IsAlarm(settings.DriftThreshold))
            return false;
        _alarms.Add(new(learntCount, learnt.Number));
        foreach (var state in states)
        {
            state.Discount(Remembered(state.Number, learnt.Number));
            state.Drift = default;
        }
        return true;
    }

    /// <summary>What alarms have left of a decision, in (0, 1].</summary>
    /// <param name="action">Its action.</param>
    /// <param name="learntAt">Which decision it was, from 1.</param>
    public double LeftOf(int action, long learntAt)
    {
        var left = 1.0;
        foreach (var alarm in _alarms)
        {
            if (alarm.LearntCount >= learntAt)
                left *= Remembered(action, alarm.Action);
        }
        return left;
    }

    private double Remembered(int action, int drifted) => action == drifted ? settings.Remembered : settings.RememberedElsewhere;
}
