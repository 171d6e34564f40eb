using System.Globalization;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Simulation;

/// <summary>Generated conversations of a retail bank that offers a card: our own material for tests and for the sample playbook.</summary>
/// <remarks>What sells is written down here, so that it can be found again: asking before recommending and disclosing the cost before recommending help,
/// recommending at once and pressing an unhandled objection hurt, a waiver helps those who object to the price, travellers like the benefits.</remarks>
public static class SampleConversations
{
    /// <summary>Acts that state the outcome.</summary>
    public static IReadOnlyList<string> OutcomeActs { get; } = ["apply", "decline"];

    /// <summary>Acts of the agent.</summary>
    public static IReadOnlyList<string> AgentActs { get; } =
        ["greet", "ask-need", "ask-budget", "explain-benefit", "disclose-cost", "recommend-card", "handle-objection", "offer-waiver"];

    /// <summary>Acts of the customer.</summary>
    public static IReadOnlyList<string> CustomerActs { get; } =
        ["greet", "state-need", "state-budget", "ask-cost", "ask-benefit", "object-price", "object-need", "agree", "hesitate", "apply", "decline"];

    /// <summary>Facts as the sample playbook declares them; the age band is protected.</summary>
    public static IReadOnlyList<FactDefinition> Facts { get; } =
    [
        new("segment", FactType.Category, FactUsages.Policy | FactUsages.Rules, ["family", "professional", "retired", "student"]),
        new("monthly_spend", FactType.Number, FactUsages.Policy | FactUsages.Rules, []),
        new("travels", FactType.Flag, FactUsages.Policy | FactUsages.Rules, []),
        new("age_band", FactType.Category, FactUsages.Audit, ["18-29", "30-49", "50-64", "65+"]),
    ];

    /// <summary>Conversations of a seed; the first k of n and of m are the same.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="n">How many; 0 or more.</param>
    public static IReadOnlyList<SampleConversation> Generate(int seed, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        var random = new Random(seed);
        return [.. Enumerable.Range(0, n).Select(i => SampleTalk.Play(
            random, string.Create(CultureInfo.InvariantCulture, $"sample-{seed}-{i:D5}")))];
    }
}
