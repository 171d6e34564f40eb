namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>Somebody of a role approved what a rule stops without approval. A later version of the rule needs an approval of its own.</summary>
/// <param name="Role">The role.</param>
/// <param name="Rule">Key of the rule.</param>
/// <param name="Version">Its version.</param>
public readonly record struct RuleApproval(string Role, string Rule, int Version);
