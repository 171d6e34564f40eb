using System.Text.Json.Serialization;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Configurations;

/// <summary>What an experiment fixes before its first customer: who takes part, what is measured, what ends it. It lies in the configuration, so that
/// the log alone tells how every number came about.</summary>
/// <param name="LeastEffect">The smallest difference of the metric worth having, above 0: rates in shares of 1, means in their own unit.</param>
/// <param name="Alpha">Error rate over all looks together, in (0, ½).</param>
/// <param name="Audience">All must hold when the conversation gets its first decision; none for everybody. What is not known does not hold.</param>
/// <param name="Layer">Experiments of one layer never share a unit.</param>
/// <param name="Buckets">The part of the layer it takes; units beyond are routed as if it were not there.</param>
/// <param name="Guardrails">What must not get worse meanwhile.</param>
/// <param name="Allocation">How shares move; null when they stay as they are (A/B).</param>
/// <param name="Testers">Customers who always get one arm and are in no number; null for none.</param>
/// <param name="Cap">A conversation counts with this much of the metric at most, in its own unit; null to count every value as it is. Fixed before launch: a cap chosen
/// from the arms' own values would lean towards one of them.</param>
public sealed record ExperimentPlan(
    ExperimentMetric Metric, double LeastEffect, double Alpha, ExperimentUnit Unit, IReadOnlyList<AudienceClause> Audience, string Layer,
    IReadOnlyList<BucketRange> Buckets, IReadOnlyList<GuardrailPart> Guardrails,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AllocationPart? Allocation = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TesterPart>? Testers = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Cap = null)
{
    /// <summary>The layer when nothing else is said.</summary>
    public const string MainLayer = "main";

    /// <summary>Two points of conversion, at every look together right in 95 of 100 experiments, everybody, conversation by conversation.</summary>
    public static ExperimentPlan Usual { get; } = new(
        ExperimentMetric.Conversion, 0.02, 0.05, ExperimentUnit.Conversation, [], MainLayer, [new BucketRange(0, BucketRange.Whole)], []);

    /// <summary>Share of the layer it takes, in [0, 1].</summary>
    [JsonIgnore]
    public double Traffic => (double)Buckets.Sum(b => b.Length) / BucketRange.Whole;

    /// <summary>Arm a tester always gets, or null when the customer is none.</summary>
    public string? ArmOfTester(string customerHash) => Testers?.FirstOrDefault(t => t.CustomerHash == customerHash)?.Arm;
}

/// <summary>What is measured of a conversation; the numbers are stored. The first four may decide an experiment, all may be guarded.</summary>
public enum ExperimentMetric
{
    /// <summary>Share of conversations that converted.</summary>
    Conversion = 0,

    /// <summary>Mean reward of a conversation, as the playbook's reward defines it.</summary>
    Reward = 1,

    /// <summary>Mean engagement of a conversation, in [0, 1].</summary>
    Engagement = 2,

    /// <summary>Mean value of a conversation, in the unit outcomes are reported in.</summary>
    Value = 3,

    /// <summary>Share of conversations with a complaint. For guardrails only.</summary>
    Complaint = 4,

    /// <summary>Share of conversations after which the customer opted out. For guardrails only.</summary>
    OptOut = 5,

    /// <summary>Share of conversations that the agent handed over. For guardrails only.</summary>
    HandOver = 6,
}

/// <summary>Who gets an arm and is counted once; the numbers are stored.</summary>
public enum ExperimentUnit
{
    Conversation = 0,

    /// <summary>A customer keeps the arm in later conversations; counted is the first one, so that nobody weighs more for coming often.</summary>
    Customer = 1,
}

/// <summary>One condition on a fact that policies may use, or on the channel.</summary>
/// <param name="Fact">Key of the fact, or <see cref="Channel"/>.</param>
/// <param name="Values">Words, flags as true and false, or numbers in invariant form; for comparisons one number.</param>
public sealed record AudienceClause(string Fact, AudienceTest Test, IReadOnlyList<string> Values)
{
    /// <summary>Stands for the channel of the conversation.</summary>
    public const string Channel = "channel";
}

/// <summary>How an audience clause compares; the numbers are stored.</summary>
public enum AudienceTest
{
    IsOneOf = 0,
    IsNoneOf = 1,
    AtLeast = 2,
    AtMost = 3,
    IsKnown = 4,
}

/// <summary>Some of the equal buckets a layer is cut into.</summary>
/// <param name="Start">First bucket, from 0.</param>
/// <param name="Length">How many, more than 0.</param>
public sealed record BucketRange(int Start, int Length)
{
    /// <summary>Buckets of a layer.</summary>
    public const int Whole = 10_000;

    public bool Holds(int bucket) => bucket >= Start && bucket < Start + Length;
}

/// <summary>A customer who tries an arm out.</summary>
/// <param name="CustomerHash">Hex of the customer key's HMAC.</param>
/// <param name="Note">Who it is, in words of the one who added it; never the key.</param>
public sealed record TesterPart(string CustomerHash, string Note, string Arm);

/// <summary>How the shares of a bandit experiment move.</summary>
/// <param name="Floor">Least share of every arm, in [0, 1).</param>
/// <param name="Ceiling">Greatest share of every arm, in (0, 1].</param>
/// <param name="ControlShare">Share of control, which never moves; in (0, 1).</param>
/// <param name="BurnIn">Closed units every arm has before shares move.</param>
/// <param name="Every">Shares move after so many closed units.</param>
/// <param name="TopShare">How often the best arm itself is drawn in top-two sampling to find the best arm; in (0, 1].</param>
/// <param name="ExposureBudget">Shares stop moving when so many units met an arm other than control; null for no end.</param>
/// <param name="RegretBudget">Shares stop moving when the experiment is expected to have cost so much of the metric; null for no end.</param>
public sealed record AllocationPart(
    double Floor, double Ceiling, double ControlShare, int BurnIn, int Every, double TopShare = 0.5, long? ExposureBudget = null, double? RegretBudget = null)
{
    /// <summary>A fifth for control, five of a hundred for everybody, moved every 100 closed units.</summary>
    public static AllocationPart Usual { get; } = new(0.05, 0.8, 0.2, 100, 100);

    /// <summary>What shares are moved for. Not written when it is to find the best arm: configurations from before there was a choice keep their bytes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public AllocationPurpose Purpose { get; init; }
}
