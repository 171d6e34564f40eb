using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.Experiments;

/// <summary>Reads what an experiment's metric was in conversations of the past: what a power forecast and a simulation stand on.</summary>
public sealed class PastTraffic(IDecisionLog log, IConfigurations configurations, TrafficFold traffic)
{
    /// <summary>Enough for a mean and a variance, read in well under a second.</summary>
    public const int ForForecast = 1000;

    /// <summary>Live conversations under which imported ones are taken as well.</summary>
    public const int EnoughLive = 100;

    private const int Chunk = 100;

    /// <summary>The newest finished conversations: live ones, and imported ones where those are too few.</summary>
    /// <param name="most">Conversations looked at, of each source.</param>
    /// <param name="progress">Told how many were looked at.</param>
    public async Task<PastUnits> ReadAsync(
        IActor actor, string playbook, ExperimentMetric metric, int most = ForForecast, Action<int>? progress = null, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadExperiments);
        return await Task.Run(() => Read(playbook, metric, most, progress, cancellationToken), cancellationToken);
    }

    internal PastUnits Read(string playbook, ExperimentMetric metric, int most, Action<int>? progress, CancellationToken cancellationToken)
    {
        var perDay = (double)traffic.Course(playbook).Policies.SelectMany(p => p.Days).Sum(d => d.Finished) / TrafficFold.CourseDays;
        if (configurations.Find(playbook) is not { } active)
            return new PastUnits([], 0, perDay);
        // Customers of the holdout are in no experiment.
        perDay *= 1 - active.Configuration.Routing.HoldoutShare;
        List<double> values = [];
        var rewards = new RewardCalculator(active.Configuration.Reward);
        Add(values, playbook, LogSource.Live, metric, rewards, most, progress, cancellationToken);
        var live = values.Count;
        if (live < EnoughLive)
            Add(values, playbook, LogSource.Imported, metric, rewards, most, progress, cancellationToken);
        return new PastUnits(values, live, perDay);
    }

    private void Add(
        List<double> values, string playbook, LogSource source, ExperimentMetric metric, RewardCalculator rewards, int most, Action<int>? progress, CancellationToken cancellationToken)
    {
        var (before, seen, fields) = (long.MaxValue, 0, new LogFields());
        while (seen < most)
        {
            var rows = log.ListConversations(playbook, source, before, Math.Min(Chunk, most - seen));
            foreach (var row in rows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var totals = MeasuredConversation.Of(log.ReadConversation(row.No), fields, row.No).Contribution(rewards).Totals;
                if (totals.Closed > 0)
                    values.Add(MetricSums.Of(totals, metric).Sum);
            }

            seen += rows.Count;
            progress?.Invoke(seen);
            if (rows.Count < Chunk)
                return;
            before = rows[^1].No;
        }
    }
}
