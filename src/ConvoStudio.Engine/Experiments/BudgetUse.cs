namespace ConvoStudio.Engine.Experiments;

/// <summary>What a bandit experiment has used of its budgets.</summary>
/// <param name="Exposed">Units assigned to arms other than control, pending and retired ones included.</param>
/// <param name="Regret">Σ assigned · (posterior mean of the arm that looks best − that of the arm); 0 or more, in units of the metric.</param>
public readonly record struct BudgetUse(long Exposed, double Regret)
{
    /// <summary>Of the arms as they stand.</summary>
    /// <param name="input">As for the next shares.</param>
    /// <exception cref="ArgumentException">An impossible sum, or fewer than two arms.</exception>
    public static BudgetUse Of(ReallocationInput input)
    {
        input.Check();
        return Of(input, new ArmBeliefs(input).Posteriors);
    }

    internal static BudgetUse Of(ReallocationInput input, IReadOnlyList<ArmPosterior> posteriors)
    {
        double sign = input.LowerIsBetter ? -1 : 1, top = double.NegativeInfinity, regret = 0;
        for (var i = 0; i < posteriors.Count; i++)
        {
            // What nobody has seen yet may look best by its prior alone: no cost is reckoned against it.
            if (input.Arms[i].Closed.N > 0)
                top = Math.Max(top, sign * posteriors[i].Mean);
        }
        long exposed = 0;
        for (var i = 0; i < posteriors.Count; i++)
        {
            exposed += i == input.Control ? 0 : input.Arms[i].Assigned;
            regret += input.Arms[i].Closed.N > 0 ? input.Arms[i].Assigned * Math.Max(0, top - (sign * posteriors[i].Mean)) : 0;
        }
        return new(exposed, regret);
    }
}
