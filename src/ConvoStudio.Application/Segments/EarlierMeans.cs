using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.Segments;

/// <summary>The metric's mean over a customer's earlier conversations, as it was known when the unit got its arm: nothing the arm did can be in it.</summary>
internal static class EarlierMeans
{
    /// <summary>Earlier conversations of one customer that are looked at, the newest of them.</summary>
    public const int MostOfACustomer = 20;

    private const int AtOnce = 5000;

    /// <summary>One value for each analysed unit; NaN where no conversation of the customer had ended before.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public static double[] Read(IDecisionLog log, ExperimentUnits units, RewardDefinition reward, CancellationToken cancellationToken)
    {
        var means = new double[units.Analysed.Count];
        var (conversations, rewards, fields) = (ByCustomer(log, units, cancellationToken), new RewardCalculator(reward), new LogFields());
        for (var i = 0; i < means.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            means[i] = conversations.TryGetValue(units.Analysed[i].Customer, out var all) ? Mean(log, units.Analysed[i], all, units.Frame.Metric, rewards, fields) : double.NaN;
        }

        return means;
    }

    private static double Mean(IDecisionLog log, AssignedUnit unit, List<ConversationRow> all, ExperimentMetric metric, RewardCalculator rewards, LogFields fields)
    {
        var (sum, count) = (0.0, 0);
        foreach (var row in all.Where(row => row.OpenedSequence < unit.Sequence && row.No != unit.Conversation).Take(MostOfACustomer))
        {
            var totals = MeasuredConversation.Of(log.ReadConversation(row.No, unit.Sequence - 1), fields, row.No).Contribution(rewards).Totals;
            if (totals.Closed > 0)
                (sum, count) = (sum + MetricSums.Of(totals, metric).Sum, count + 1);
        }

        return count > 0 ? sum / count : double.NaN;
    }

    // Customers who came once have nothing earlier; their one conversation is not kept.
    private static Dictionary<long, List<ConversationRow>> ByCustomer(IDecisionLog log, ExperimentUnits units, CancellationToken cancellationToken)
    {
        var wanted = units.Analysed.Select(unit => unit.Customer).ToHashSet();
        Dictionary<long, List<ConversationRow>> found = [];
        for (var before = long.MaxValue; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = log.ListConversations(units.Frame.Playbook, null, before, AtOnce);
            foreach (var row in rows.Where(row => wanted.Contains(row.CustomerNo)))
            {
                if (!found.TryGetValue(row.CustomerNo, out var all))
                    found.Add(row.CustomerNo, all = []);
                all.Add(row);
            }

            if (rows.Count < AtOnce)
                break;
            before = rows[^1].No;
        }

        foreach (var (customer, all) in found.ToList())
            if (all.Count < 2)
                found.Remove(customer);
        return found;
    }
}
