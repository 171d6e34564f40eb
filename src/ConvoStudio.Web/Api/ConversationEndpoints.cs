using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Auth;

namespace ConvoStudio.Web.Api;

/// <summary>The decide path: open, turn, decision, outcome, close. What is answered is on disk; a repeated request gets the same bytes again.</summary>
internal static class ConversationEndpoints
{
    internal static readonly ApiOperation Open = new(
        UseCase.Decide, "Open a conversation", StatusCodes.Status201Created, typeof(OpenedAnswer), typeof(OpenConversationRequest),
        """{"idempotencyKey":"c-1842-open","customerKey":"1842","externalId":"chat-77","channel":"web","jurisdiction":"AT","timeZone":"Europe/Vienna","locale":"en","facts":{"segment":"loyal","spend":700},"consents":[{"purpose":"advice","granted":true}]}""");

    internal static readonly ApiOperation Turn = new(
        UseCase.Decide, "Add a turn", StatusCodes.Status201Created, typeof(TurnAnswer), typeof(AddTurnRequest),
        """{"idempotencyKey":"c-1842-t1","speaker":"customer","acts":["ask-price"],"sentiment":0.2,"facts":{"spend":800},"text":"How much is it?","at":"2026-11-02T09:00:00Z"}""");

    internal static readonly ApiOperation Decide = new(
        UseCase.Decide, "Ask for the next action", StatusCodes.Status201Created, typeof(DecisionAnswer), typeof(DecideRequest),
        """{"idempotencyKey":"c-1842-d1","offered":["ask-budget","recommend-gold"]}""");

    internal static readonly ApiOperation Outcome = new(
        UseCase.Decide, "Report an outcome", StatusCodes.Status201Created, typeof(OutcomeAnswer), typeof(RecordOutcomeRequest),
        """{"idempotencyKey":"c-1842-o1","metric":"converted","value":1,"final":true}""",
        "Also after the close. An outcome that comes after the decisions were learnt amends them. Experiments read converted and value; complaint and opt-out, where they are more than 0, can be guarded.");

    internal static readonly ApiOperation Consent = new(
        UseCase.Decide, "Give or revoke consent", StatusCodes.Status201Created, typeof(ConsentAnswer), typeof(GiveConsentRequest),
        """{"idempotencyKey":"c-1842-g1","consents":[{"purpose":"marketing","granted":true}]}""");

    internal static readonly ApiOperation Close = new(
        UseCase.Decide, "Close a conversation", StatusCodes.Status200OK, typeof(ClosedAnswer), typeof(CloseRequest), """{"idempotencyKey":"c-1842-close"}""");

    public static void MapConversations(this IEndpointRouteBuilder api)
    {
        api.MapPost("/playbooks/{playbook}/conversations", OpenAsync).Is(Open);
        api.MapPost("/conversations/{id:guid}/turns", AddTurnAsync).Is(Turn);
        api.MapPost("/conversations/{id:guid}/decisions", DecideAsync).Is(Decide);
        api.MapPost("/conversations/{id:guid}/outcomes", RecordOutcomeAsync).Is(Outcome);
        api.MapPost("/conversations/{id:guid}/consents", ConsentAsync).Is(Consent);
        api.MapPost("/conversations/{id:guid}/close", CloseAsync).Is(Close);
    }

    internal static async Task OpenAsync(string playbook, HttpContext context, Studio studio)
    {
        var (request, identity) = await ApiBody.ReadAsync(context, ApiRequestJson.Default.OpenConversationRequest, $"open {playbook}", Check);
        var command = new OpenConversation(
            context.KeyActor().Id, playbook, request.CustomerKey!, request.ExternalId, request.Channel!, request.Jurisdiction, request.TimeZone, request.Locale,
            request.Facts, request.Consents?.Select(c => new ConsentPayload(c!.Purpose!, c.Channel, c.Granted ?? false)).ToList());
        await ApiBody.WriteAsync(context, await studio.Conversations.OpenAsync(command, identity, context.RequestAborted), StatusCodes.Status201Created);
    }

    internal static async Task ConsentAsync(Guid id, HttpContext context, Studio studio)
    {
        var (request, identity) = await ApiBody.ReadAsync(context, ApiRequestJson.Default.GiveConsentRequest, "consent", Check);
        var consents = request.Consents!.Select(c => new ConsentPayload(c!.Purpose!, c.Channel, c.Granted ?? false)).ToList();
        await ApiBody.WriteAsync(context, await studio.Conversations.ConsentAsync(id, consents, request.At, identity, context.RequestAborted), StatusCodes.Status201Created);
    }

    internal static async Task AddTurnAsync(Guid id, HttpContext context, Studio studio)
    {
        var (request, identity) = await ApiBody.ReadAsync(context, ApiRequestJson.Default.AddTurnRequest, "turn", Check);
        var command = new AddTurn(
            request.Speaker!.Value, request.Acts, request.Product, request.Sentiment, request.Facts, request.Text,
            request.DecisionId, request.Execution, request.Executed, request.At);
        await ApiBody.WriteAsync(context, await studio.Conversations.AddTurnAsync(id, command, identity, context.RequestAborted), StatusCodes.Status201Created);
    }

    internal static async Task DecideAsync(Guid id, HttpContext context, Studio studio)
    {
        var (request, identity) = await ApiBody.ReadAsync(context, ApiRequestJson.Default.DecideRequest, "decision", Check);
        await ApiBody.WriteAsync(context, await studio.Decisions.DecideAsync(id, request.Offered, identity, context.RequestAborted), StatusCodes.Status201Created);
    }

    internal static async Task RecordOutcomeAsync(Guid id, HttpContext context, Studio studio)
    {
        var (request, identity) = await ApiBody.ReadAsync(context, ApiRequestJson.Default.RecordOutcomeRequest, "outcome", Check);
        var command = new RecordOutcome(request.Metric!, request.Value!.Value, request.Final ?? false, request.DecisionId, request.At);
        await ApiBody.WriteAsync(context, await studio.Outcomes.RecordAsync(id, command, identity, context.RequestAborted), StatusCodes.Status201Created);
    }

    internal static async Task CloseAsync(Guid id, HttpContext context, Studio studio)
    {
        var (_, identity) = await ApiBody.ReadAsync(context, ApiRequestJson.Default.CloseRequest, "close", null);
        await ApiBody.WriteAsync(context, await studio.Conversations.CloseAsync(id, identity, context.RequestAborted), StatusCodes.Status200OK);
    }

    private static void Check(OpenConversationRequest request, FieldErrors errors)
    {
        errors.Require(request.CustomerKey is { Length: >= 1 and <= 200 }, "customerKey", "Must have 1 to 200 characters.")
            .Require(request.Channel is { Length: >= 1 and <= 40 }, "channel", "Must have 1 to 40 characters, for example web or phone.")
            .Require(request.Consents is null or { Count: <= 50 }, "consents", "At most 50.");
        Check(request.Consents, errors);
    }

    private static void Check(GiveConsentRequest request, FieldErrors errors)
    {
        errors.Require(request.Consents is { Count: >= 1 and <= 50 }, "consents", "1 to 50 consents.");
        Check(request.Consents, errors);
    }

    private static void Check(IReadOnlyList<ConsentRequest?>? consents, FieldErrors errors)
    {
        for (var i = 0; i < Math.Min(consents?.Count ?? 0, 50); i++)
        {
            var consent = consents![i];
            errors.Require(consent?.Purpose is { Length: >= 1 and <= 60 }, $"consents[{i}].purpose", "Must have 1 to 60 characters.")
                .Require(consent?.Channel is null or { Length: <= 40 }, $"consents[{i}].channel", "At most 40 characters.")
                .Require(consent?.Granted is not null, $"consents[{i}].granted", "Must be true or false.");
        }
    }

    private static void Check(AddTurnRequest request, FieldErrors errors) => errors
        .Require(request.Speaker is not null, "speaker", "Must be agent or customer.")
        .Require(request.Product is null or { Length: <= 64 }, "product", "At most 64 characters.");

    private static void Check(DecideRequest request, FieldErrors errors) =>
        errors.Require(request.Offered?.All(a => a is { Length: > 0 }) ?? true, "offered", "Must be a list of action keys.");

    private static void Check(RecordOutcomeRequest request, FieldErrors errors) => errors
        .Require(request.Metric is { Length: >= 1 and <= 60 }, "metric", "Must have 1 to 60 characters, for example converted or value.")
        .Require(request.Value is not null, "value", "Must be a number.");
}
