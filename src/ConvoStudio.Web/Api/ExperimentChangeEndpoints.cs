using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.People;

namespace ConvoStudio.Web.Api;

/// <summary>What may change while an experiment runs: nobody's arm changes by it, but for those of an arm that is retired.</summary>
internal static class ExperimentChangeEndpoints
{
    public static void MapExperimentChanges(this IEndpointRouteBuilder api)
    {
        Map(api.MapPost("/experiments/{key}/traffic", TrafficAsync), "Take more or less of the traffic", typeof(TrafficRequest), """{"traffic":0.5}""", "Whoever is in stays in, with the same arm.");
        Map(api.MapPost("/experiments/{key}/testers", AddTesterAsync), "Add a tester", typeof(TesterRequest), """{"customerKey":"c-42","arm":"treatment","note":"Mara, web"}""", "Always gets this arm and is in no number.");
        Map(api.MapDelete("/experiments/{key}/testers/{tester}", RemoveTesterAsync), "Remove a tester", null, null, null);
        Map(api.MapPost("/experiments/{key}/arms", AddArmAsync), "Add an arm to a bandit experiment", typeof(ArmRequest), """{"key":"third","name":"Third","policy":"learner","share":1,"control":false}""", "Arms of an experiment whose shares stay are fixed too.");
        Map(api.MapPost("/experiments/{key}/arms/{arm}/retire", RetireArmAsync), "Retire an arm", typeof(ReasonRequest), """{"reason":"It is clearly worse."}""", "Nobody gets it any more; the control cannot go.");
        Map(api.MapPost("/experiments/{key}/notes", AddNoteAsync), "Write a note beside the course", typeof(NoteRequest), """{"text":"The spring campaign began.","at":null}""", null);
    }

    private static void Map(RouteHandlerBuilder route, string summary, Type? request, string? example, string? description) =>
        route.Is(new(UseCase.StartExperiment, summary, StatusCodes.Status200OK, typeof(ExperimentView), request, example, description));

    private static async Task<IResult> TrafficAsync(string key, HttpContext context, ExperimentChanges changes)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.TrafficRequest)).Value;
        return ExperimentEndpoints.Json(await changes.SetTrafficAsync(context.KeyActor(), key, request.Traffic ?? 0, context.RequestAborted));
    }

    private static async Task<IResult> AddTesterAsync(string key, HttpContext context, ExperimentChanges changes)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.TesterRequest)).Value;
        return ExperimentEndpoints.Json(await changes.AddTesterAsync(context.KeyActor(), key, request.CustomerKey ?? "", request.Arm ?? "", request.Note ?? "", context.RequestAborted));
    }

    private static async Task<IResult> RemoveTesterAsync(string key, string tester, HttpContext context, ExperimentChanges changes) =>
        ExperimentEndpoints.Json(await changes.RemoveTesterAsync(context.KeyActor(), key, tester, context.RequestAborted));

    private static async Task<IResult> AddArmAsync(string key, HttpContext context, ExperimentChanges changes)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.ArmRequest)).Value;
        return ExperimentEndpoints.Json(await changes.AddArmAsync(context.KeyActor(), key, request.ToPart(), context.RequestAborted));
    }

    private static async Task<IResult> RetireArmAsync(string key, string arm, HttpContext context, ExperimentChanges changes)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.ReasonRequest)).Value;
        return ExperimentEndpoints.Json(await changes.RetireArmAsync(context.KeyActor(), key, arm, request.Reason ?? "", context.RequestAborted));
    }

    private static async Task<IResult> AddNoteAsync(string key, HttpContext context, ExperimentChanges changes)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.NoteRequest)).Value;
        return ExperimentEndpoints.Json(await changes.AddNoteAsync(context.KeyActor(), key, request.Text ?? "", request.At, context.RequestAborted));
    }
}
