using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Application.Experiments;

/// <summary>Compares policies on real or rehearsed conversations.</summary>
public sealed class Experiment
{
    private readonly List<ExperimentArm> _arms = [];

    private Experiment()
    {
    }

    /// <summary>Unique in the studio.</summary>
    public string Key { get; private set; } = "";

    public string PlaybookKey { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Hypothesis { get; private set; } = "";

    public ExperimentStatus Status { get; private set; }

    /// <summary>Counts up whenever shares or arms change.</summary>
    public int Epoch { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? StoppedAt { get; private set; }

    public DateTimeOffset? ConcludedAt { get; private set; }

    [NotAudited]
    public int Version { get; private set; }

    /// <summary>The control first, then in the order in which they were added.</summary>
    public IReadOnlyList<ExperimentArm> Arms => _arms;

    public ExperimentPart ToPart() => new(
        Key, Name, Epoch, Status == ExperimentStatus.Running,
        [.. _arms.OrderBy(a => a.Position).Select(a => new ArmPart(a.Key, a.Name, a.PolicyId, a.Share, a.Control))]);

    internal static Experiment Create(
        string key, string playbook, string name, string hypothesis, IEnumerable<ArmPart> arms, DateTimeOffset at, string by)
    {
        var experiment = new Experiment
        {
            Key = key,
            PlaybookKey = playbook,
            Name = name,
            Hypothesis = hypothesis,
            Epoch = 1,
            CreatedAt = at,
            CreatedBy = by,
            Version = 1,
        };
        foreach (var arm in arms)
            experiment._arms.Add(ExperimentArm.Create(key, arm, experiment._arms.Count));
        return experiment;
    }

    /// <exception cref="TransitionException">Not a draft.</exception>
    internal void Start(DateTimeOffset at)
    {
        Move(ExperimentStatus.Running, from: ExperimentStatus.Draft);
        StartedAt = at;
    }

    /// <exception cref="TransitionException">Not running.</exception>
    internal void Pause() => Move(ExperimentStatus.Paused, from: ExperimentStatus.Running);

    /// <exception cref="TransitionException">Not paused.</exception>
    internal void Resume() => Move(ExperimentStatus.Running, from: ExperimentStatus.Paused);

    /// <exception cref="TransitionException">Neither running nor paused.</exception>
    internal void Stop(DateTimeOffset at)
    {
        if (Status != ExperimentStatus.Running)
            Move(ExperimentStatus.Stopped, from: ExperimentStatus.Paused);
        else
            Move(ExperimentStatus.Stopped, from: ExperimentStatus.Running);
        StoppedAt = at;
    }

    /// <exception cref="TransitionException">Not stopped.</exception>
    internal void Conclude(DateTimeOffset at)
    {
        Move(ExperimentStatus.Concluded, from: ExperimentStatus.Stopped);
        ConcludedAt = at;
    }

    private void Move(ExperimentStatus to, ExperimentStatus from)
    {
        if (Status != from)
            throw new TransitionException($"The experiment {Name} is {Status}; it cannot become {to}.");
        Status = to;
        Version++;
    }
}
