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

    /// <summary>What it fixes before its first customer; null for one made before experiments had a plan.</summary>
    public ExperimentPlan? Plan { get; private set; }

    public ExperimentStatus Status { get; private set; }

    /// <summary>Why it was paused or stopped, in the words of whoever did; null when nobody did.</summary>
    public string? StatusReason { get; private set; }

    /// <summary>Counts up whenever shares or arms change.</summary>
    public int Epoch { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? StoppedAt { get; private set; }

    public DateTimeOffset? ConcludedAt { get; private set; }

    /// <summary>What was decided and learnt; null until concluded.</summary>
    public ExperimentConclusion? Conclusion { get; private set; }

    /// <summary>What people wrote beside its course, oldest first.</summary>
    public IReadOnlyList<ExperimentNote> Notes { get; private set; } = [];

    [NotAudited]
    public int Version { get; private set; }

    /// <summary>The control first, then in the order in which they were added.</summary>
    public IReadOnlyList<ExperimentArm> Arms => _arms;

    /// <summary>The plan, also of an experiment made before there was one.</summary>
    public ExperimentPlan PlanOrUsual => Plan ?? ExperimentPlan.Usual;

    /// <summary>Arms that get new units.</summary>
    public IEnumerable<ExperimentArm> ActiveArms => _arms.Where(a => !a.Retired).OrderBy(a => a.Position);

    public ExperimentPart ToPart() => new(
        Key, Name, Epoch, Status == ExperimentStatus.Running, [.. ActiveArms.Select(a => new ArmPart(a.Key, a.Name, a.PolicyId, a.Share, a.Control))], Plan);

    internal static Experiment Create(string key, string playbook, NewExperiment draft, DateTimeOffset at, string by)
    {
        var experiment = new Experiment { Key = key, PlaybookKey = playbook, Epoch = 1, CreatedAt = at, CreatedBy = by, Version = 1 };
        experiment.Write(draft);
        return experiment;
    }

    /// <summary>Writes a draft anew.</summary>
    /// <exception cref="TransitionException">Not a draft.</exception>
    internal void Rewrite(NewExperiment draft)
    {
        if (Status != ExperimentStatus.Draft)
            throw new TransitionException($"The experiment {Name} has begun: what it fixes stays as it is. Clone it, and start the copy.");
        // Testers are no part of what is typed into a draft: they stay with the arms that stay.
        var testers = PlanOrUsual.Testers?.Where(t => draft.Arms.Any(a => a.Key == t.Arm)).ToList();
        _arms.Clear();
        Write(draft);
        if (PlanOrUsual.Testers is null && testers is { Count: > 0 })
            Plan = PlanOrUsual with { Testers = testers };
        Version++;
    }

    /// <exception cref="TransitionException">Not a draft.</exception>
    internal void Start(DateTimeOffset at)
    {
        Move(ExperimentStatus.Running, from: ExperimentStatus.Draft);
        StartedAt = at;
    }

    /// <exception cref="TransitionException">Not running.</exception>
    internal void Pause(string reason)
    {
        Move(ExperimentStatus.Paused, from: ExperimentStatus.Running);
        StatusReason = reason;
    }

    /// <exception cref="TransitionException">Not paused.</exception>
    internal void Resume()
    {
        Move(ExperimentStatus.Running, from: ExperimentStatus.Paused);
        StatusReason = null;
    }

    /// <exception cref="TransitionException">Neither running nor paused.</exception>
    internal void Stop(string reason, DateTimeOffset at)
    {
        Move(ExperimentStatus.Stopped, Status == ExperimentStatus.Running ? ExperimentStatus.Running : ExperimentStatus.Paused);
        (StoppedAt, StatusReason) = (at, reason);
    }

    /// <exception cref="TransitionException">Not stopped.</exception>
    internal void Conclude(ExperimentConclusion conclusion)
    {
        Move(ExperimentStatus.Concluded, from: ExperimentStatus.Stopped);
        (ConcludedAt, Conclusion) = (conclusion.At, conclusion);
    }

    /// <summary>More or fewer units of the layer take part; who is in stays in, with the same arm.</summary>
    internal void TakeBuckets(IReadOnlyList<BucketRange> buckets)
    {
        Plan = PlanOrUsual with { Buckets = buckets };
        Version++;
    }

    internal void SetTesters(IReadOnlyList<TesterPart> testers)
    {
        Plan = PlanOrUsual with { Testers = testers.Count == 0 ? null : testers };
        Version++;
    }

    internal void AddNote(ExperimentNote note)
    {
        Notes = [.. Notes, note];
        Version++;
    }

    /// <summary>From now on the arm is drawn too; units that have one keep it.</summary>
    internal void AddArm(ArmPart arm)
    {
        _arms.Add(ExperimentArm.Create(Key, arm, _arms.Max(a => a.Position) + 1));
        NextEpoch();
    }

    /// <summary>From now on nobody gets the arm; its units are drawn anew at their next decision.</summary>
    internal void RetireArm(string arm, string reason)
    {
        _arms.Single(a => a.Key == arm).Retire(reason);
        NextEpoch();
    }

    private void NextEpoch()
    {
        Epoch++;
        Version++;
    }

    private void Write(NewExperiment draft)
    {
        (Name, Hypothesis, Plan) = (draft.Name.Trim(), draft.Hypothesis.Trim(), draft.Plan ?? ExperimentPlan.Usual);
        foreach (var arm in draft.Arms.OrderByDescending(a => a.Control))
            _arms.Add(ExperimentArm.Create(Key, arm, _arms.Count));
    }

    private void Move(ExperimentStatus to, ExperimentStatus from)
    {
        if (Status != from)
            throw new TransitionException($"The experiment {Name} is {Status}; it cannot become {to}.");
        Status = to;
        Version++;
    }
}
