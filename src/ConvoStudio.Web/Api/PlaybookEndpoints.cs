using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Rewards;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ConvoStudio.Web.Api;

/// <summary>Playbooks: head, reward and acts.</summary>
internal static class PlaybookEndpoints
{
    public static void MapPlaybooks(this IEndpointRouteBuilder api)
    {
        api.MapGet("/playbooks", ListAsync).Is(new(UseCase.ReadPlaybooks, "List playbooks", StatusCodes.Status200OK, typeof(IReadOnlyList<PlaybookLineView>)));
        api.MapPost("/playbooks", CreateAsync).Is(new(
            UseCase.CreatePlaybook, "Create a playbook", StatusCodes.Status201Created, typeof(PlaybookView), typeof(CreatePlaybookRequest),
            """{"key":"cards","name":"Card offers","locale":"en","idleMinutes":30}""", "It begins with the action hand-over and the uniform policy."));
        api.MapGet("/playbooks/{playbook}", GetAsync).Is(new(UseCase.ReadPlaybooks, "Read a playbook", StatusCodes.Status200OK, typeof(PlaybookView)));
        api.MapPut("/playbooks/{playbook}", EditAsync).Is(new(
            UseCase.EditPlaybook, "Edit a playbook's head", StatusCodes.Status200OK, typeof(PlaybookView), typeof(EditPlaybookRequest),
            """{"name":"Card offers","locale":"en","locales":["en","de"],"idleMinutes":30,"fallback":"hand-over","version":1}"""));
        api.MapPut("/playbooks/{playbook}/reward", SetRewardAsync).Is(new(
            UseCase.EditReward, "Set a playbook's reward", StatusCodes.Status200OK, typeof(PlaybookView), typeof(SetRewardRequest),
            """{"engagementWeight":0.2,"conversionWeight":0.8,"valueWeight":0,"valueCap":1,"attributionDays":7,"version":1}""", "A field left out keeps its value."));
        api.MapPut("/playbooks/{playbook}/acts/{act}", SetActAsync).Is(new(
            UseCase.EditPlaybook, "Declare or edit an act", StatusCodes.Status200OK, typeof(ActView), typeof(SetActRequest),
            """{"statesOutcome":false,"byAgent":true,"byCustomer":false}"""));
    }

    private static async Task<IResult> ListAsync(HttpContext context, PlaybookService playbooks)
    {
        var list = await playbooks.ListAsync(context.KeyActor(), context.RequestAborted);
        return TypedResults.Json([.. list.Select(PlaybookLineView.Of)], ApiAnswerJson.Default.IReadOnlyListPlaybookLineView);
    }

    private static async Task<IResult> GetAsync(string playbook, HttpContext context, PlaybookService playbooks) =>
        Json(await playbooks.GetAsync(context.KeyActor(), playbook, context.RequestAborted));

    private static async Task<IResult> CreateAsync(HttpContext context, PlaybookService playbooks)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.CreatePlaybookRequest)).Value;
        var created = await playbooks.CreateAsync(
            context.KeyActor(), request.Key ?? "", request.Name ?? "", request.Locale ?? PlaybookService.DefaultLocale,
            request.IdleMinutes ?? PlaybookService.DefaultIdleMinutes, context.RequestAborted);
        context.Response.Headers.Location = $"/api/v1/playbooks/{created.Key}";
        return Json(created, StatusCodes.Status201Created);
    }

    private static async Task<IResult> EditAsync(string playbook, HttpContext context, PlaybookService playbooks)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.EditPlaybookRequest)).Value;
        var version = ApiVersion.Demand(request.Version);
        var edit = new PlaybookEdit(
            request.Name ?? "", request.Locale ?? (request.Locales is [var first, ..] ? first : ""), request.IdleMinutes ?? 0, request.Fallback ?? "", request.Others());
        return Json(await playbooks.EditAsync(context.KeyActor(), playbook, edit, version, context.RequestAborted));
    }

    private static async Task<IResult> SetRewardAsync(string playbook, HttpContext context, PlaybookService playbooks)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.SetRewardRequest)).Value;
        var version = ApiVersion.Demand(request.Version);
        var now = (await playbooks.GetAsync(context.KeyActor(), playbook, context.RequestAborted)).Reward;
        var reward = new RewardDefinition(
            request.EngagementWeight ?? now.EngagementWeight, request.ConversionWeight ?? now.ConversionWeight, request.ValueWeight ?? now.ValueWeight,
            request.ValueCap ?? now.ValueCap, request.AttributionDays ?? now.AttributionDays);
        return Json(await playbooks.SetRewardAsync(context.KeyActor(), playbook, reward, version, context.RequestAborted));
    }

    private static async Task<IResult> SetActAsync(string playbook, string act, HttpContext context, PlaybookService playbooks)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.SetActRequest)).Value;
        var set = await playbooks.SetActAsync(
            context.KeyActor(), playbook, act, request.StatesOutcome ?? false, request.ByAgent ?? false, request.ByCustomer ?? false, request.Version, context.RequestAborted);
        return TypedResults.Json(ActView.Of(set), ApiAnswerJson.Default.ActView);
    }

    private static JsonHttpResult<PlaybookView> Json(Playbook playbook, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(PlaybookView.Of(playbook), ApiAnswerJson.Default.PlaybookView, statusCode: status);
}
