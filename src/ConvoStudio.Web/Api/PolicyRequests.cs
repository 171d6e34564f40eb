using ConvoStudio.Application.Configurations;
using ConvoStudio.Engine.Policies.Exploration;

namespace ConvoStudio.Web.Api;

/// <summary>A learning policy to be: linear-bandit, beta-thompson or gaussian-thompson. What is left out has its usual value.</summary>
internal sealed record CreatePolicyRequest(
    string? Id, string? Name, PolicyKind? Kind, double? Floor, ExplorationKind? Exploration, double? Strength, double? ExpectedConversion,
    bool? StartsFromImported);
