using ConvoStudio.Application.Holdouts;
using ConvoStudio.Application.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ConvoStudio.Web.Api;

/// <summary>The share of customers that no experiment meets.</summary>
internal static class HoldoutEndpoints
{
    public static void MapHoldouts(this IEndpointRouteBuilder api)
    {
        api.MapGet("/playbooks/{playbook}/holdout", GetAsync).Is(new(
            UseCase.ReadExperiments, "Read the holdout and what it shows", StatusCodes.Status200OK, typeof(HoldoutView), Description: "Lift is that of everybody else over the holdout; it holds at every look."));
        api.MapPut("/playbooks/{playbook}/holdout", SetAsync).Is(new(
            UseCase.SetHoldout, "Set or end the holdout", StatusCodes.Status200OK, typeof(HoldoutView), typeof(HoldoutRequest),
            """{"share":0.05,"policy":"uniform","reason":"We want to know what all of this is worth.","version":1}""",
            "In force for conversations that begin from now on. Whoever has an arm of a running experiment keeps it. Another share or policy begins the results anew."));
    }

    private static async Task<IResult> GetAsync(string playbook, HttpContext context, HoldoutService holdouts) =>
        Json(await holdouts.GetAsync(context.KeyActor(), playbook, context.RequestAborted));

    private static async Task<IResult> SetAsync(string playbook, HttpContext context, HoldoutService holdouts)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.HoldoutRequest)).Value;
        var edit = new HoldoutEdit(request.Share ?? double.NaN, request.Policy ?? "", request.Reason ?? "");
        return Json(await holdouts.SetAsync(context.KeyActor(), playbook, edit, ApiVersion.Demand(request.Version), context.RequestAborted));
    }

    private static JsonHttpResult<HoldoutView> Json(HoldoutState state) => TypedResults.Json(HoldoutView.Of(state), ApiAnswerJson.Default.HoldoutView);
}
