namespace ConvoStudio.Application.Jobs;

/// <summary>
/// Who may run now: at most <see cref="SideBySide"/> jobs of a kind, and of those that touch the same thing only the first. Jobs wait in the order in which they joined;
/// one that waits for its thing lets others pass. Kept in memory: after a restart the worker lets them join again in the same order.
/// </summary>
internal sealed class JobLanes
{
    /// <summary>Jobs of one kind at once.</summary>
    public const int SideBySide = 2;

    private readonly Lock _gate = new();
    private readonly List<Place> _places = [];

    /// <summary>Takes the last place in the queue.</summary>
    /// <param name="lane">What the job touches; compared within its kind.</param>
    public Place Join(Guid job, string kind, string lane)
    {
        var place = new Place(job, kind, lane, this);
        lock (_gate)
        {
            _places.Add(place);
            Let();
        }

        return place;
    }

    /// <summary>1 for the next of its kind; null for a job that runs or is not here.</summary>
    public int? PositionOf(Guid job)
    {
        lock (_gate)
        {
            var place = _places.Find(p => p.Job == job);
            return place is null or { MayRun: true } ? null : 1 + _places.TakeWhile(p => p != place).Count(p => p.Kind == place.Kind && !p.MayRun);
        }
    }

    /// <summary>Those of a kind that wait, the next first.</summary>
    public IReadOnlyList<Guid> Waiting(string kind)
    {
        lock (_gate)
            return [.. _places.Where(p => p.Kind == kind && !p.MayRun).Select(p => p.Job)];
    }

    private void Leave(Place place)
    {
        lock (_gate)
        {
            _places.Remove(place);
            Let();
        }
    }

    private void Let()
    {
        foreach (var place in _places.Where(p => !p.MayRun).ToList())
        {
            var kind = _places.Where(p => p.Kind == place.Kind).ToList();
            if (kind.Count(p => p.MayRun) < SideBySide && kind.TakeWhile(p => p != place).All(p => p.Lane != place.Lane))
                place.Let();
        }
    }

    /// <summary>A job's place; dispose it when the job ended or gave up waiting.</summary>
    public sealed class Place(Guid job, string kind, string lane, JobLanes lanes) : IDisposable
    {
        private readonly TaskCompletionSource _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Guid Job { get; } = job;

        public string Kind { get; } = kind;

        public string Lane { get; } = lane;

        public bool MayRun => _turn.Task.IsCompleted;

        public Task TurnAsync(CancellationToken cancellationToken) => _turn.Task.WaitAsync(cancellationToken);

        internal void Let() => _turn.TrySetResult();

        public void Dispose() => lanes.Leave(this);
    }
}
