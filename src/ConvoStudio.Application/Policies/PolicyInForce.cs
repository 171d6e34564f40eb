using ConvoStudio.Engine.Policies;

namespace ConvoStudio.Application.Policies;

/// <summary>A policy that can answer.</summary>
/// <param name="Sequence">It has learnt the log up to here.</param>
public sealed record PolicyInForce(string Playbook, string Id, IPolicySnapshot Snapshot, long Sequence)
{
    public string Version => $"{Id}@{Sequence}";
}
