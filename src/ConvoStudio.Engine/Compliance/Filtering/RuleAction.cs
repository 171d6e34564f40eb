using ConvoStudio.Engine.Compliance.Monitors;

namespace ConvoStudio.Engine.Compliance.Filtering;

/// <summary>An action with its number in the playbook.</summary>
/// <param name="Number">0 or more.</param>
/// <param name="Move">What it says.</param>
public sealed record RuleAction(int Number, RuleMove Move);
