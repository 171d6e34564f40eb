namespace ConvoStudio.Web.Api;

/// <summary>Late outcomes in batch.</summary>
/// <param name="WithinDays">A customer's conversation must have been opened so many days before the time at most; 30 where it is left out.</param>
/// <param name="Rows">1 to 1,000.</param>
internal sealed record ReportOutcomesRequest(string? IdempotencyKey, int? WithinDays, IReadOnlyList<ReportOutcomeRequest?>? Rows) : IIdempotentRequest;

/// <summary>One late outcome.</summary>
/// <param name="Playbook">Needed with an external id or a customer key.</param>
/// <param name="Metric">For example converted (0 or 1) or value.</param>
/// <param name="OccurredAt">When it came about; now where it is left out.</param>
/// <param name="Final">Nothing more will come: the decisions may be learnt now.</param>
internal sealed record ReportOutcomeRequest(
    OutcomeMatchRequest? Match, string? Playbook, string? Metric, double? Value, DateTimeOffset? OccurredAt, bool? Final);

/// <summary>Which conversation is meant; one of the three.</summary>
/// <param name="At">With a customer key: the last conversation opened up to this time; occurredAt where it is left out.</param>
internal sealed record OutcomeMatchRequest(Guid? ConversationId, string? ExternalId, string? CustomerKey, DateTimeOffset? At);
