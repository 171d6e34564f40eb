using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Studios;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ConvoStudio.Web.Api;

/// <summary>Experiments: define, start, pause, resume, stop, conclude, read results.</summary>
internal static class ExperimentEndpoints
{
    private delegate Task<Experiment> ReasonedMove(ExperimentService experiments, IActor actor, string key, string reason, CancellationToken cancellationToken);

    private delegate Task<Experiment> Move(ExperimentService experiments, IActor actor, string key, CancellationToken cancellationToken);

    public static void MapExperiments(this IEndpointRouteBuilder api)
    {
        api.MapGet("/playbooks/{playbook}/experiments", ListAsync).Is(new(UseCase.ReadExperiments, "List a playbook's experiments", StatusCodes.Status200OK, typeof(IReadOnlyList<ExperimentView>)));
        api.MapPost("/playbooks/{playbook}/experiments", CreateAsync).Is(new(
            UseCase.StartExperiment, "Create an experiment", StatusCodes.Status201Created, typeof(ExperimentView), typeof(CreateExperimentRequest),
            Body("\"key\":\"first\",", ""),
            "Nothing is routed before it starts."));
        api.MapGet("/experiments/{key}", GetAsync).Is(new(UseCase.ReadExperiments, "Read an experiment", StatusCodes.Status200OK, typeof(ExperimentView)));
        api.MapPut("/experiments/{key}", EditAsync).Is(new(
            UseCase.StartExperiment, "Write a draft anew", StatusCodes.Status200OK, typeof(ExperimentView), typeof(EditExperimentRequest), Body("", ",\"version\":1"),
            "Once it has begun, what it fixes stays as it is: create another one with the same plan instead."));
        api.MapGet("/experiments/{key}/launch-checklist", LaunchAsync).Is(new(
            UseCase.ReadExperiments, "What stands between a draft and its first customer", StatusCodes.Status200OK, typeof(IReadOnlyList<LaunchCheckView>)));
        api.MapGet("/experiments/{key}/results", ResultsAsync).Is(new(
            UseCase.ReadLiveMetrics, "Read an experiment's results", StatusCodes.Status200OK, typeof(ResultsView), Description: "An experiment that never started has zeros."));
        api.MapSegments();
        MapMove(api, "start", "Start an experiment", (experiments, actor, key, token) => experiments.StartAsync(actor, key, token));
        MapMove(api, "resume", "Resume an experiment", (experiments, actor, key, token) => experiments.ResumeAsync(actor, key, token));
        MapEnd(api, "pause", "Pause an experiment", (experiments, actor, key, reason, token) => experiments.PauseAsync(actor, key, reason, token));
        MapEnd(api, "stop", "Stop an experiment for good", (experiments, actor, key, reason, token) => experiments.StopAsync(actor, key, reason, token));
        api.MapPost("/experiments/{key}/conclude", ConcludeAsync).Is(new(
            UseCase.StartExperiment, "Conclude a stopped experiment", StatusCodes.Status200OK, typeof(ExperimentView), typeof(ConcludeRequest),
            """{"arm":"treatment","learnings":"The learner offers travel cards earlier.","reason":null}""", "Another arm than the verdict's needs a reason."));
        api.MapExperimentChanges();
    }

    private static string Body(string before, string after) => $$$"""{{{{before}}}"name":"First","hypothesis":"The learner converts more.","arms":[{"key":"control","name":"As before","policy":"uniform","share":1,"control":true},{"key":"treatment","name":"Learner","policy":"learner","share":1,"control":false}],"plan":{"metric":"conversion","leastEffect":0.02,"alpha":0.05,"unit":"customer","audience":[{"fact":"channel","test":"is-one-of","values":["web"]}],"traffic":0.5,"layer":"main","guardrails":[{"metric":"engagement","margin":0.05,"effect":"pause-experiment"}]}{{{after}}}}""";

    private static void MapMove(IEndpointRouteBuilder api, string verb, string summary, Move move) => api
        .MapPost($"/experiments/{{key}}/{verb}", async (string key, HttpContext context, ExperimentService experiments) =>
            Json(await move(experiments, context.KeyActor(), key, context.RequestAborted)))
        .Is(new(UseCase.StartExperiment, summary, StatusCodes.Status200OK, typeof(ExperimentView)));

    private static void MapEnd(IEndpointRouteBuilder api, string verb, string summary, ReasonedMove move) => api
        .MapPost($"/experiments/{{key}}/{verb}", async (string key, HttpContext context, ExperimentService experiments) =>
        {
            var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.ReasonRequest)).Value;
            return Json(await move(experiments, context.KeyActor(), key, request.Reason ?? "", context.RequestAborted));
        })
        .Is(new(UseCase.StartExperiment, summary, StatusCodes.Status200OK, typeof(ExperimentView), typeof(ReasonRequest), """{"reason":"The campaign is over."}"""));

    private static async Task<IResult> ConcludeAsync(string key, HttpContext context, ExperimentService experiments)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.ConcludeRequest)).Value;
        var conclusion = new NewConclusion(request.Arm ?? "", request.Learnings ?? "", request.Reason);
        return Json(await experiments.ConcludeAsync(context.KeyActor(), key, conclusion, context.RequestAborted));
    }

    private static async Task<IResult> ListAsync(string playbook, HttpContext context, ExperimentService experiments)
    {
        var list = await experiments.ListAsync(context.KeyActor(), playbook, context.RequestAborted);
        return TypedResults.Json([.. list.Select(ExperimentView.Of)], ApiAnswerJson.Default.IReadOnlyListExperimentView);
    }

    private static async Task<IResult> GetAsync(string key, HttpContext context, ExperimentService experiments) =>
        Json(await experiments.GetAsync(context.KeyActor(), key, context.RequestAborted));

    private static async Task<IResult> CreateAsync(string playbook, HttpContext context, ExperimentService experiments)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.CreateExperimentRequest)).Value;
        var created = await experiments.CreateAsync(context.KeyActor(), playbook, request.ToExperiment(), context.RequestAborted);
        context.Response.Headers.Location = $"/api/v1/experiments/{Uri.EscapeDataString(created.Key)}";
        return Json(created, StatusCodes.Status201Created);
    }

    private static async Task<IResult> EditAsync(string key, HttpContext context, ExperimentService experiments)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.EditExperimentRequest)).Value;
        return Json(await experiments.RewriteAsync(context.KeyActor(), key, request.ToExperiment(key), ApiVersion.Demand(request.Version), context.RequestAborted));
    }

    private static async Task<IResult> LaunchAsync(string key, HttpContext context, LaunchReview launch)
    {
        var checks = await launch.OfAsync(context.KeyActor(), key, context.RequestAborted);
        return TypedResults.Json([.. checks.Select(c => new LaunchCheckView(ApiWords.Of(c.Question), ApiWords.Of(c.State), c.Text))], ApiAnswerJson.Default.IReadOnlyListLaunchCheckView);
    }

    private static async Task<IResult> ResultsAsync(string key, HttpContext context, ExperimentService experiments, Studio studio)
    {
        var experiment = await experiments.GetAsync(context.KeyActor(), key, context.RequestAborted);
        return TypedResults.Json(ResultsView.Of(experiment, studio.Metrics.Latest(key)), ApiAnswerJson.Default.ResultsView);
    }

    internal static JsonHttpResult<ExperimentView> Json(Experiment experiment, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(ExperimentView.Of(experiment), ApiAnswerJson.Default.ExperimentView, statusCode: status);
}
