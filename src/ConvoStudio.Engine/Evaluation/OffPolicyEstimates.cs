namespace ConvoStudio.Engine.Evaluation;

/// <summary>Value of a target policy from the log of another one, by several estimators.</summary>
/// <param name="Ips">Inverse propensity scoring, mean of w·r. Unbiased, large variance.</param>
/// <param name="Snips">Self-normalized, Σwr/Σw; NaN when no logged action is in the target's reach.</param>
/// <param name="DirectMethod">Mean of the reward model under the target policy. Small variance, as biased as the model.</param>
/// <param name="DoublyRobust">Direct method plus the weighted error of the model.</param>
/// <param name="ClippedIps">As Ips with weights cut from above.</param>
/// <param name="EffectiveSampleSize">(Σw)²/Σw²; 0 when all weights are.</param>
/// <param name="DoublyRobustStandardError">Of DoublyRobust, n − 1; NaN below two decisions.</param>
/// <remarks>w = target probability of the logged action / logging propensity. Sources: Horvitz and Thompson, JASA 47, 1952; Swaminathan and Joachims,
/// NIPS 2015; Dudík, Langford and Li, ICML 2011; Kish, Survey Sampling, 1965.</remarks>
public readonly record struct OffPolicyEstimates(
    double Ips, double Snips, double DirectMethod, double DoublyRobust, double ClippedIps, double EffectiveSampleSize, double DoublyRobustStandardError)
{
    /// <summary>Estimates from a log.</summary>
    /// <param name="actions">Logged action of each decision, length n, each in [0, K).</param>
    /// <param name="propensities">Probability the logging policy gave it, length n, each in (0, 1].</param>
    /// <param name="rewards">Length n.</param>
    /// <param name="targetProbabilities">Of all K actions in each decision, row-major n × K.</param>
    /// <param name="modelRewards">Predicted reward of all K actions in each decision, row-major n × K.</param>
    /// <param name="mostWeight">Where ClippedIps cuts; ∞ for nowhere.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, n = 0, or a propensity or an action is out of range.</exception>
    public static OffPolicyEstimates Of(
        ReadOnlySpan<int> actions, ReadOnlySpan<double> propensities, ReadOnlySpan<double> rewards,
        ReadOnlySpan<double> targetProbabilities, ReadOnlySpan<double> modelRewards, double mostWeight = double.PositiveInfinity)
    {
        var n = actions.Length;
        if (n == 0 || propensities.Length != n || rewards.Length != n || targetProbabilities.Length % n != 0 || targetProbabilities.Length != modelRewards.Length)
            throw new ArgumentException($"The log of {n} decisions does not fit its {propensities.Length} propensities, {rewards.Length} rewards and {targetProbabilities.Length} probabilities.");
        var count = targetProbabilities.Length / n;
        double weights = 0, squares = 0, weighted = 0, clipped = 0, direct = 0;
        var robust = new Numerics.RunningMoments();
        for (var i = 0; i < n; i++)
        {
            if ((uint)actions[i] >= (uint)count || propensities[i] is not (> 0 and <= 1))
                throw new ArgumentException($"Decision {i} has action {actions[i]} of {count} and propensity {propensities[i]}.", nameof(propensities));
            var row = i * count;
            var model = 0.0;
            for (var action = 0; action < count; action++)
                model += targetProbabilities[row + action] * modelRewards[row + action];
            var weight = targetProbabilities[row + actions[i]] / propensities[i];
            weights += weight;
            squares += weight * weight;
            weighted += weight * rewards[i];
            clipped += Math.Min(weight, mostWeight) * rewards[i];
            direct += model;
            robust = robust.Add(model + (weight * (rewards[i] - modelRewards[row + actions[i]])));
        }
        return new(
            weighted / n, weights > 0 ? weighted / weights : double.NaN, direct / n, robust.Mean, clipped / n,
            squares > 0 ? weights * weights / squares : 0, Math.Sqrt(robust.SampleVariance / n));
    }
}
