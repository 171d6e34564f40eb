using System.Collections.Frozen;

namespace ConvoStudio.Application.Policies;

/// <summary>Snapshots that answer decisions. Readers take a reference; nobody waits.</summary>
public sealed class PolicySnapshotStore
{
    private readonly Lock _gate = new();
    private volatile FrozenDictionary<(string Playbook, string Policy), PolicyInForce> _current = FrozenDictionary<(string, string), PolicyInForce>.Empty;

    public PolicyInForce? Find(string playbook, string policy) => _current.GetValueOrDefault((playbook, policy));

    /// <summary>Puts snapshots in force; one that has learnt less than the present one is left out.</summary>
    public void Publish(IEnumerable<PolicyInForce> policies)
    {
        lock (_gate)
        {
            var next = new Dictionary<(string, string), PolicyInForce>(_current);
            foreach (var policy in policies)
                if (!next.TryGetValue((policy.Playbook, policy.Id), out var present) || present.Sequence <= policy.Sequence)
                    next[(policy.Playbook, policy.Id)] = policy;
            _current = next.ToFrozenDictionary();
        }
    }
}
