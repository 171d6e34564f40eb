using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Policies;

namespace ConvoStudio.Web.Api;

/// <summary>A policy version.</summary>
/// <param name="Learner">How it learns; only in the list of policies, and only for one that does.</param>
public sealed record PolicyView(string Id, string Name, string Kind, double Floor, string? ParametersHash, DateTimeOffset CreatedAt, LearnerView? Learner = null)
{
    internal static PolicyView Of(PolicyVersion policy) =>
        new(policy.Id, policy.Name, ApiWords.Of(policy.Kind), policy.Floor, policy.ParametersHash, policy.CreatedAt);

    internal static PolicyView Of(PolicyLine line) => Of(line.Policy) with { Learner = line.Settings is { } settings ? LearnerView.Of(settings) : null };
}

/// <summary>How a policy learns.</summary>
/// <param name="Strength">Of the exploration, in its own unit.</param>
/// <param name="ExpectedReward">What a decision was expected to earn before anything was learnt.</param>
/// <param name="ExpectedConversion">The guess that came from, when somebody made one.</param>
/// <param name="ImportedConversations">How many it started from; absent when it started from nothing.</param>
public sealed record LearnerView(string Exploration, double Strength, double ExpectedReward, double? ExpectedConversion, int? ImportedConversations)
{
    internal static LearnerView Of(LearnerSettings settings) =>
        new(ApiWords.Of(settings.Exploration), settings.Strength, settings.ExpectedReward, settings.ExpectedConversion, settings.WarmStart?.Conversations);
}
