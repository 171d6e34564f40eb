using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Experiments;

/// <summary>Moves the shares of bandit experiments when enough units have closed. Each move is a log entry with everything it was computed from, and is
/// in force from that entry on; the live studio and a rehearsal run the same code.</summary>
public sealed class Reallocator(IDecisionLog log, LogSource source, IConfigurations configurations, IMetricsFeed metrics, ExperimentShares shares, TimeProvider time) : IDisposable
{
    // Two at once would move the same shares twice.
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Moves what is due.</summary>
    /// <returns>How many experiments got new shares.</returns>
    /// <exception cref="LogBusyException">The log takes nothing right now.</exception>
    public async Task<int> AdvanceAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var moved = 0;
            foreach (var playbook in configurations.Playbooks)
                foreach (var experiment in configurations.Find(playbook)!.Configuration.Experiments)
                    if (experiment is { Running: true, Plan.Allocation: { } allocation } && await MoveAsync(playbook, experiment, allocation, cancellationToken))
                        moved++;
            return moved;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<bool> MoveAsync(string playbook, ExperimentPart experiment, AllocationPart allocation, CancellationToken cancellationToken)
    {
        if (metrics.Latest(experiment.Key) is not { } frame)
            return false;
        var last = shares.Newest(experiment.Key);
        var arms = experiment.Arms.Select(part => new Line(part, frame.Arms.FirstOrDefault(a => a.Key == part.Key), last?.Arms.FirstOrDefault(a => a.Arm == part.Key))).ToList();
        if (!IsDue(experiment, allocation, arms, last))
            return false;
        var metric = experiment.Plan!.Metric;
        var retired = frame.Arms.Where(arm => experiment.Arms.All(part => part.Key != arm.Key));
        var reallocation = Reallocation.Of(InputOf(arms, retired, metric, allocation, Begin(experiment)));
        // Held shares stand as they are, but for a new epoch, whose arms are others.
        if (reallocation.Hold != ReallocationHold.None && (last is null || last.Epoch == experiment.Epoch))
            return false;
        var payload = new ReallocationPayload(
            playbook, experiment.Key, experiment.Epoch, (last?.Number ?? 0) + 1, frame.Sequence,
            [.. arms.Select((line, i) => line.ToPayload(metric, reallocation.Arms[i], Begin(experiment)[i]))]);
        var now = time.GetUtcNow();
        var position = await log.AppendAsync(new LogAppend(source, [new NewLogEntry(LogKind.Reallocation, null, now, LogPayloads.Write(payload))]), cancellationToken);
        shares.Apply(new(position.FirstSequence, now, payload));
        return true;
    }

    private static bool IsDue(ExperimentPart experiment, AllocationPart allocation, List<Line> arms, ReallocationPayload? last)
    {
        if (last is not null && last.Epoch != experiment.Epoch)
            return true;
        var since = arms.Sum(a => a.Analysed.Closed) - (last?.Arms.Sum(a => a.Units) ?? 0);
        return since >= allocation.Every && arms.Exists(a => !a.Part.Control && a.Analysed.Closed >= allocation.BurnIn);
    }

    // The shares of the configuration as weights of 2³².
    private static uint[] Begin(ExperimentPart experiment)
    {
        double total = experiment.Arms.Sum(a => (double)a.Share);
        return ShareRounding.Round([.. experiment.Arms.Select(a => a.Share / total)]);
    }

    private static ReallocationInput InputOf(List<Line> arms, IEnumerable<ArmFrame> retired, ExperimentMetric metric, AllocationPart allocation, uint[] begin)
    {
        var first = arms.TrueForAll(a => a.Last is null);
        var limit = new ShareLimit(allocation.Floor, allocation.Ceiling);
        return new ReallocationInput(
            metric.IsRate() ? PosteriorFamily.Beta : PosteriorFamily.Gaussian,
            [.. arms.Select((line, i) => new ReallocationArm(MetricSums.Of(line.Analysed, metric), limit, first ? begin[i] : line.Last?.Share ?? 0)
            {
                Assigned = Math.Max(line.Assigned, line.Analysed.Closed),
                Before = line.Last is { } before ? line.SumsOf(before, metric) : null,
            }),
            // What a retired arm cost stays in the budgets.
            .. retired.Select(arm => new ReallocationArm(MetricSums.Of(arm.Analysed, metric), limit)
            {
                Assigned = Math.Max(arm.Totals.Conversations, arm.Analysed.Closed),
                Before = MetricSums.Of(arm.Analysed, metric),
                Retired = true,
            })],
            arms.FindIndex(a => a.Part.Control))
        {
            ControlShare = allocation.ControlShare,
            Purpose = allocation.Purpose,
            TopShare = allocation.TopShare,
            BurnInUnits = allocation.BurnIn,
            ExposureBudget = allocation.ExposureBudget,
            RegretBudget = allocation.RegretBudget,
        };
    }

    private sealed record Line(ArmPart Part, ArmFrame? Frame, ReallocatedArmPayload? Last)
    {
        public ArmTotals Analysed => Frame?.Analysed ?? default;

        public long Assigned => Frame?.Totals.Conversations ?? 0;

        public MeanSums SumsOf(ReallocatedArmPayload before, ExperimentMetric metric) => new(before.Units, before.Sum, before.SumSquares, metric.IsRate());

        public ReallocatedArmPayload ToPayload(ExperimentMetric metric, in ArmReallocation now, uint begin)
        {
            var sums = MetricSums.Of(Analysed, metric);
            return new(Part.Key, sums.N, sums.Sum, sums.SumSquares, now.Posterior.Mean, now.Posterior.StandardDeviation, now.ProbabilityBest, Last?.Share ?? begin, now.Share);
        }
    }
}
