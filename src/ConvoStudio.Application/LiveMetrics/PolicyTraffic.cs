namespace ConvoStudio.Application.LiveMetrics;

/// <summary>Finished conversations per playbook, step of time and policy. One caller at a time.</summary>
internal sealed class PolicyTraffic
{
    private readonly Dictionary<string, Dictionary<(long Step, string Policy), PolicyDay>> _playbooks = new(StringComparer.Ordinal);

    public void Add(string playbook, long step, string policy, PolicyDay change)
    {
        if (!_playbooks.TryGetValue(playbook, out var steps))
            _playbooks.Add(playbook, steps = []);
        steps[(step, policy)] = steps.GetValueOrDefault((step, policy)) + change;
    }

    /// <param name="last">Last step of the last day.</param>
    public IReadOnlyList<PolicyCourse> Course(string playbook, long last, int stepsPerDay, int days)
    {
        var sums = new SortedDictionary<string, PolicyDay[]>(StringComparer.Ordinal);
        foreach (var ((step, policy), value) in _playbooks.GetValueOrDefault(playbook) ?? [])
        {
            var day = days - 1 - (int)((last - step) / stepsPerDay);
            if (day < 0 || step > last)
                continue;
            if (!sums.TryGetValue(policy, out var course))
                sums.Add(policy, course = new PolicyDay[days]);
            course[day] += value;
        }

        return [.. sums.Where(policy => policy.Value.Any(day => day.Finished > 0)).Select(policy => new PolicyCourse(policy.Key, policy.Value))];
    }

    public void Forget(long before)
    {
        foreach (var steps in _playbooks.Values)
            foreach (var old in steps.Keys.Where(key => key.Step < before).ToList())
                steps.Remove(old);
    }
}
