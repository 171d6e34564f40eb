using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Policies;

/// <summary>What the parts of a score are measured in.</summary>
public enum ScoreUnit
{
    /// <summary>Expected reward of the decision.</summary>
    Reward = 0,

    /// <summary>Natural log-odds, up to a constant that all actions share.</summary>
    LogOdds = 1,
}

/// <summary>The score of one action, taken apart by slot: Start + Σ Parts = Score, up to rounding.</summary>
/// <param name="Action">Action number.</param>
/// <param name="Score">The score at the context.</param>
/// <param name="Start">The score at the reference.</param>
/// <param name="Parts">Length d: what the difference of each slot from the reference adds.</param>
/// <param name="IsKnown">False for an action the policy has never seen; its parts are what all actions share, or 0.</param>
/// <param name="Width">Standard width of the score; 0 where the policy has none.</param>
/// <param name="Bonus">What the width adds where actions are compared: Score + Bonus is the bound of an optimistic exploration. 0 for the others.</param>
public sealed record ScoreParts(
    int Action, double Score, double Start, IReadOnlyList<double> Parts, bool IsKnown, double Width = 0, double Bonus = 0);

/// <summary>A policy that can say what its scores are made of. Never asked while deciding; it may allocate.</summary>
public interface IExplainablePolicy
{
    /// <summary>Unit of the parts.</summary>
    ScoreUnit Unit { get; }

    /// <summary>Total uniform mass of a decision, in [0, 1].</summary>
    double Floor { get; }

    /// <summary>The score of an action as a sum over the slots. Scores are linear in the context, so the sum is the score and no approximation.</summary>
    /// <param name="context">The context of the decision.</param>
    /// <param name="reference">Where the parts begin: the average context, or an empty one for "nothing known". Slots beyond its end read as 0.</param>
    /// <param name="action">Action number, 0 or more.</param>
    /// <exception cref="ArgumentException">A context value is not finite or beyond 1e30, or the action is negative.</exception>
    ScoreParts Explain(in EncodedContext context, in EncodedContext reference, int action);

    /// <summary>What the width adds where so many actions are compared; the same for any number unless the policy says otherwise.</summary>
    /// <param name="parts">A score it explained.</param>
    /// <param name="eligible">Eligible actions of the decision, 1 or more.</param>
    double BonusOf(ScoreParts parts, int eligible) => parts.Bonus;
}
