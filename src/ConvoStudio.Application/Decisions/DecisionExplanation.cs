using ConvoStudio.Application.Configurations;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Exploration;

namespace ConvoStudio.Application.Decisions;

/// <summary>What a reason is about.</summary>
public enum ReasonSubject
{
    /// <summary>A fact, known or not; the key is the fact's.</summary>
    Fact = 0,

    /// <summary>What the customer did last; the words name the acts.</summary>
    LastCustomerActs = 1,

    /// <summary>What the agent did last.</summary>
    LastAgentActs = 2,

    /// <summary>How often the customer did an act; the key is the act's.</summary>
    CustomerActCount = 3,

    /// <summary>How often the agent did an act.</summary>
    AgentActCount = 4,

    /// <summary>How many agent turns there were.</summary>
    AgentTurns = 5,

    /// <summary>The customer's mood so far.</summary>
    Mood = 6,

    /// <summary>Whether the customer has spoken.</summary>
    CustomerSilent = 7,

    /// <summary>Everything that may not be named, such as a fact that has become protected since.</summary>
    Other = 8,
}

/// <summary>Something that was the case, and what it adds to a score.</summary>
/// <param name="Key">Fact or act; empty where the subject needs none.</param>
/// <param name="Value">The fact's value; unknown for other subjects.</param>
/// <param name="Acts">Acts of the last turn.</param>
/// <param name="Number">Times, turns or mood; null where it is not known.</param>
/// <param name="Part">What it adds, in the unit of the explanation.</param>
public sealed record Reason(ReasonSubject Subject, string Key, FactValue Value, IReadOnlyList<string> Acts, double? Number, double Part);

/// <summary>One eligible action: Start + Σ Reasons = Score, and OwnChance + the share of the floor = its chance.</summary>
/// <param name="Start">The score of an average moment (learner), or with nothing known (clone).</param>
/// <param name="Width">Standard width of the score as stored with the decision; 0 where the policy has none.</param>
/// <param name="Bonus">What the width adds to the score where actions are compared: 0 unless the exploration is optimistic.</param>
/// <param name="OwnChance">What the policy gives it above its share of the floor, in [0, 1].</param>
public sealed record ActionExplanation(int Action, double Score, double Start, double Width, IReadOnlyList<Reason> Reasons, double Bonus = 0, double OwnChance = 0);

/// <summary>What a decision's scores were made of.</summary>
/// <param name="FloorShare">Chance every eligible action has at least, in [0, 1].</param>
/// <param name="Faithful">The rebuilt policy gave the stored scores to the bit. When false, the reasons are of a policy that differs from the one that decided.</param>
/// <param name="Actions">In the order of the eligible actions; empty for a policy without scores (uniform, fixed).</param>
/// <param name="Exploration">How scores and widths became chances; null for a policy that does not learn.</param>
public sealed record DecisionExplanation(
    PolicyKind Kind, ScoreUnit Unit, double FloorShare, bool Faithful, IReadOnlyList<ActionExplanation> Actions, ExplorationKind? Exploration = null)
{
    public ActionExplanation? Find(int action) => Actions.FirstOrDefault(a => a.Action == action);

    /// <summary>What speaks for one action against another, by size, largest first.</summary>
    public static IReadOnlyList<Reason> Against(ActionExplanation one, ActionExplanation other)
    {
        var mine = one.Reasons.ToDictionary(r => (r.Subject, r.Key));
        var theirs = other.Reasons.ToDictionary(r => (r.Subject, r.Key));
        return [.. mine.Values.Concat(theirs.Values).DistinctBy(r => (r.Subject, r.Key))
            .Select(r => r with { Part = (mine.GetValueOrDefault((r.Subject, r.Key))?.Part ?? 0) - (theirs.GetValueOrDefault((r.Subject, r.Key))?.Part ?? 0) })
            .OrderByDescending(r => Math.Abs(r.Part))];
    }
}
