using System.Globalization;
using ConvoStudio.Application.Outcomes;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Web.Api;

/// <summary>Late outcomes of another system, for example a CRM.</summary>
internal static class OutcomeEndpoints
{
    public static void MapOutcomes(this IEndpointRouteBuilder api) => api.MapPost("/outcomes", RecordAsync).Is(new(
        UseCase.ReportOutcomes, "Report late outcomes in batch", StatusCodes.Status200OK, typeof(OutcomeBatchAnswer), typeof(ReportOutcomesRequest),
        """{"idempotencyKey":"crm-2026-11-02","withinDays":30,"rows":[{"match":{"externalId":"chat-77"},"playbook":"cards","metric":"converted","value":1,"occurredAt":"2026-11-02T09:00:00Z","final":true},{"match":{"customerKey":"1842","at":"2026-11-02T09:00:00Z"},"playbook":"cards","metric":"value","value":59.9}]}""",
        "Up to 1,000 rows. A row names its conversation by conversationId, by externalId, or by customerKey and at: the last conversation of that customer opened up to that time and at most withinDays before. The answer says of each row what became of it: recorded, amendment (the decisions had been learnt), same-as-before, or unmatched with a reason; rows that match are stored also when others do not."));

    private static async Task RecordAsync(HttpContext context, OutcomeBatchService batches)
    {
        var (request, identity) = await ApiBody.ReadAsync(context, ApiRequestJson.Default.ReportOutcomesRequest, "outcomes", Check);
        var answer = await batches.RecordAsync(
            context.KeyActor(), [.. request.Rows!.Select(r => Outcome(r!))], request.WithinDays ?? LateOutcomes.DefaultDays, identity, context.RequestAborted);
        await ApiBody.WriteAsync(context, answer, StatusCodes.Status200OK);
    }

    private static LateOutcome Outcome(ReportOutcomeRequest row)
    {
        var match = row.Match!;
        return new(
            new OutcomeReference(match.ConversationId, match.ExternalId, match.CustomerKey, match.At?.ToUniversalTime() ?? row.OccurredAt?.ToUniversalTime()),
            row.Playbook, row.Metric!, row.Value!.Value, row.OccurredAt, row.Final ?? false);
    }

    private static void Check(ReportOutcomesRequest request, FieldErrors errors)
    {
        errors.Require(request.Rows is { Count: >= 1 and <= OutcomeBatchService.MostRows }, "rows", $"Send 1 to {OutcomeBatchService.MostRows} rows.")
            .Require(request.WithinDays is null or (>= 1 and <= LateOutcomes.LongestDays), "withinDays", $"From 1 to {LateOutcomes.LongestDays} days.");
        for (var i = 0; i < Math.Min(request.Rows?.Count ?? 0, OutcomeBatchService.MostRows); i++)
            Check(request.Rows![i], string.Create(CultureInfo.InvariantCulture, $"rows[{i}]"), errors);
    }

    private static void Check(ReportOutcomeRequest? row, string at, FieldErrors errors)
    {
        var match = row?.Match;
        var named = (match?.ConversationId is null ? 0 : 1) + (match?.ExternalId is null ? 0 : 1) + (match?.CustomerKey is null ? 0 : 1);
        errors.Require(named == 1, $"{at}.match", "Name one of conversationId, externalId and customerKey.")
            .Require(match?.ExternalId is null or { Length: >= 1 and <= 200 }, $"{at}.match.externalId", "Must have 1 to 200 characters.")
            .Require(match?.CustomerKey is null or { Length: >= 1 and <= 200 }, $"{at}.match.customerKey", "Must have 1 to 200 characters.")
            .Require(match?.CustomerKey is null || match.At is not null || row!.OccurredAt is not null, $"{at}.match.at", "A customer alone names no conversation: send at or occurredAt.")
            .Require(match?.ConversationId is not null || row?.Playbook is { Length: >= 1 and <= 64 }, $"{at}.playbook", "Name the playbook; only a conversation id goes without.")
            .Require(row?.Metric is { Length: >= 1 and <= 60 }, $"{at}.metric", "Must have 1 to 60 characters, for example converted or value.")
            .Require(row?.Value is { } value && double.IsFinite(value), $"{at}.value", "Must be a number.");
    }
}
