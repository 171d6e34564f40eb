namespace ConvoStudio.Engine.Rewards;

/// <summary>A reported outcome.</summary>
/// <param name="Metric"><see cref="Converted"/>, <see cref="Value"/>, or another metric, which no reward reads; <see cref="Complaint"/> and <see cref="OptOut"/> can be guarded.</param>
/// <param name="Amount">Its value; more than 0 means yes for <see cref="Converted"/>.</param>
/// <param name="Sequence">Log sequence number; a later value of the same metric replaces the earlier one.</param>
/// <param name="DecisionId">The decision it belongs to, or null for the whole conversation.</param>
public readonly record struct OutcomeMetric(string Metric, double Amount, long Sequence, Guid? DecisionId = null)
{
    /// <summary>Name of the conversion metric.</summary>
    public const string Converted = "converted";

    /// <summary>Name of the value metric.</summary>
    public const string Value = "value";

    /// <summary>Name of the metric that is more than 0 when the customer complained.</summary>
    public const string Complaint = "complaint";

    /// <summary>Name of the metric that is more than 0 when the customer does not want to be contacted any more.</summary>
    public const string OptOut = "opt-out";
}
