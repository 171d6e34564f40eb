using ConvoStudio.Application.Simulations;

namespace ConvoStudio.Web.Api;

/// <summary>The decide path once more, on a studio in a bottle: an agent that is being connected talks to it without touching live traffic.</summary>
internal static class SandboxEndpoints
{
    private const string Description = "The same request and answer as without /sandbox, on a log that begins anew with each start of the studio: nothing is learnt, counted or listed.";

    public static void MapSandbox(this IEndpointRouteBuilder api)
    {
        var sandbox = api.MapGroup("/sandbox");
        sandbox.MapPost("/playbooks/{playbook}/conversations", async (string playbook, HttpContext context, Sandbox bottle) =>
            await ConversationEndpoints.OpenAsync(playbook, context, await bottle.OpenAsync(playbook, context.RequestAborted))).Is(In(ConversationEndpoints.Open));
        sandbox.MapPost("/conversations/{id:guid}/turns", async (Guid id, HttpContext context, Sandbox bottle) =>
            await ConversationEndpoints.AddTurnAsync(id, context, await bottle.OpenAsync(null, context.RequestAborted))).Is(In(ConversationEndpoints.Turn));
        sandbox.MapPost("/conversations/{id:guid}/decisions", async (Guid id, HttpContext context, Sandbox bottle) =>
            await ConversationEndpoints.DecideAsync(id, context, await bottle.OpenAsync(null, context.RequestAborted))).Is(In(ConversationEndpoints.Decide));
        sandbox.MapPost("/conversations/{id:guid}/outcomes", async (Guid id, HttpContext context, Sandbox bottle) =>
            await ConversationEndpoints.RecordOutcomeAsync(id, context, await bottle.OpenAsync(null, context.RequestAborted))).Is(In(ConversationEndpoints.Outcome));
        sandbox.MapPost("/conversations/{id:guid}/close", async (Guid id, HttpContext context, Sandbox bottle) =>
            await ConversationEndpoints.CloseAsync(id, context, await bottle.OpenAsync(null, context.RequestAborted))).Is(In(ConversationEndpoints.Close));
    }

    private static ApiOperation In(ApiOperation live) => live with { Summary = $"{live.Summary} in the sandbox", Description = Description };
}
