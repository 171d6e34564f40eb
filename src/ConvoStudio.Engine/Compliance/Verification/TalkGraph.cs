using ConvoStudio.Engine.Compliance.Filtering;

namespace ConvoStudio.Engine.Compliance.Verification;

/// <summary>At a stage, an action may be said and leads to a stage.</summary>
/// <param name="From">Stage before.</param>
/// <param name="Action">Number of the action.</param>
/// <param name="To">Stage afterwards.</param>
public sealed record TalkStep(string From, int Action, string To);

/// <summary>What the agent may do: a talk track as a graph of stages. A stage without steps ends the conversation.</summary>
/// <param name="Start">Stage at the opening.</param>
/// <param name="Steps">The steps.</param>
/// <param name="Actions">The actions of the steps.</param>
public sealed record TalkGraph(string Start, IReadOnlyList<TalkStep> Steps, IReadOnlyList<RuleAction> Actions);
