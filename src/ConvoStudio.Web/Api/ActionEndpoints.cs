using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ConvoStudio.Web.Api;

/// <summary>Actions of a playbook. DELETE archives: what was learnt stays, and the action can come back.</summary>
internal static class ActionEndpoints
{
    private const string One = "/playbooks/{playbook}/actions/{action}";

    public static void MapActions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/playbooks/{playbook}/actions", ListAsync).Is(new(UseCase.ReadPlaybooks, "List a playbook's actions", StatusCodes.Status200OK, typeof(IReadOnlyList<ActionView>)));
        api.MapPost("/playbooks/{playbook}/actions", AddAsync).Is(new(
            UseCase.EditPlaybook, "Add an action", StatusCodes.Status201Created, typeof(ActionView), typeof(AddActionRequest),
            """{"key":"recommend-gold","acts":["recommend"],"product":"gold","stage":"offer","utterances":{"en":"The {product.name} would suit you.","de":"Die {product.name} würde zu Ihnen passen."}}"""));
        api.MapGet(One, GetAsync).Is(new(UseCase.ReadPlaybooks, "Read an action", StatusCodes.Status200OK, typeof(ActionView)));
        api.MapPut(One, EditAsync).Is(new(
            UseCase.EditPlaybook, "Edit an action", StatusCodes.Status200OK, typeof(ActionView), typeof(EditActionRequest),
            """{"acts":["recommend"],"product":"gold","stage":"offer","utterance":"May I suggest the gold card?","version":1}"""));
        api.MapDelete(One, ArchiveAsync).Is(new(
            UseCase.EditPlaybook, "Archive an action", StatusCodes.Status200OK, typeof(ActionView), Description: "It is no longer offered; what was learnt on it stays."));
        api.MapPost(One + "/restore", RestoreAsync).Is(new(UseCase.EditPlaybook, "Offer an archived action again", StatusCodes.Status200OK, typeof(ActionView)));
    }

    private static async Task<IResult> ListAsync(string playbook, HttpContext context, PlaybookService playbooks)
    {
        var found = await playbooks.GetAsync(context.KeyActor(), playbook, context.RequestAborted);
        return TypedResults.Json([.. found.Actions.OrderBy(a => a.Number).Select(a => ActionView.Of(a, found.Locale))], ApiAnswerJson.Default.IReadOnlyListActionView);
    }

    private static async Task<IResult> GetAsync(string playbook, string action, HttpContext context, PlaybookService playbooks)
    {
        var found = await playbooks.GetAsync(context.KeyActor(), playbook, context.RequestAborted);
        return Json(Find(found, action), found.Locale);
    }

    private static async Task<IResult> AddAsync(string playbook, HttpContext context, PlaybookService playbooks, ActionService actions)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.AddActionRequest)).Value;
        var edit = new ActionEdit(request.Acts ?? [], request.Product, request.Stage, request.Utterance, request.Utterances, request.Note);
        var added = await actions.AddAsync(context.KeyActor(), playbook, request.Key ?? "", edit, context.RequestAborted);
        context.Response.Headers.Location = $"/api/v1/playbooks/{playbook}/actions/{Uri.EscapeDataString(added.Key)}";
        return await AnswerAsync(added, context, playbooks, StatusCodes.Status201Created);
    }

    private static async Task<IResult> EditAsync(string playbook, string action, HttpContext context, PlaybookService playbooks, ActionService actions)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.EditActionRequest)).Value;
        var version = ApiVersion.Demand(request.Version);
        var edit = new ActionEdit(request.Acts ?? [], request.Product, request.Stage, request.Utterance, request.Utterances, request.Note);
        return await AnswerAsync(await actions.EditAsync(context.KeyActor(), playbook, action, edit, version, context.RequestAborted), context, playbooks);
    }

    private static async Task<IResult> ArchiveAsync(string playbook, string action, int? version, HttpContext context, PlaybookService playbooks, ActionService actions)
    {
        var found = await playbooks.GetAsync(context.KeyActor(), playbook, context.RequestAborted);
        var seen = version ?? Find(found, action).Version;
        return Json(await actions.ArchiveAsync(context.KeyActor(), playbook, action, seen, context.RequestAborted), found.Locale);
    }

    private static async Task<IResult> RestoreAsync(string playbook, string action, int? version, HttpContext context, PlaybookService playbooks, ActionService actions)
    {
        var found = await playbooks.GetAsync(context.KeyActor(), playbook, context.RequestAborted);
        var seen = version ?? Find(found, action).Version;
        return Json(await actions.RestoreAsync(context.KeyActor(), playbook, action, seen, context.RequestAborted), found.Locale);
    }

    private static PlaybookAction Find(Playbook playbook, string action) =>
        playbook.Actions.FirstOrDefault(a => a.Key == action) ?? throw new NotFoundException("action", action);

    private static async Task<IResult> AnswerAsync(PlaybookAction action, HttpContext context, PlaybookService playbooks, int status = StatusCodes.Status200OK) =>
        Json(action, (await playbooks.GetAsync(context.KeyActor(), action.PlaybookKey, context.RequestAborted)).Locale, status);

    private static JsonHttpResult<ActionView> Json(PlaybookAction action, string firstLocale, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(ActionView.Of(action, firstLocale), ApiAnswerJson.Default.ActionView, statusCode: status);
}
