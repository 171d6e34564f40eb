namespace ConvoStudio.Engine.Simulation;

/// <summary>Statistics of ranks.</summary>
internal static class RankStatistics
{
    /// <summary>Area under the ROC curve: the probability that a positive scores higher than a negative, ties as one half. NaN when a side is empty.</summary>
    public static double Auc(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        var (sortedScores, sortedPositive) = (scores.ToArray(), positive.ToArray());
        Array.Sort(sortedScores, sortedPositive);
        var (rankSum, positives, from) = (0.0, 0L, 0);
        while (from < sortedScores.Length)
        {
            var until = from;
            while (until < sortedScores.Length && sortedScores[until] == sortedScores[from])
                until++;
            for (var i = from; i < until; i++)
            {
                if (!sortedPositive[i])
                    continue;
                rankSum += (from + until + 1) / 2.0;
                positives++;
            }
            from = until;
        }
        var negatives = scores.Length - positives;
        return positives == 0 || negatives == 0 ? double.NaN : (rankSum - (positives * (positives + 1) / 2.0)) / ((double)positives * negatives);
    }
}
