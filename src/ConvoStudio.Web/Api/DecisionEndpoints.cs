using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Studios;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ConvoStudio.Web.Api;

/// <summary>A decision's row, and its replay.</summary>
internal static class DecisionEndpoints
{
    public static void MapDecisions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/decisions/{id:guid}", Find).Is(new(
            UseCase.ReadDecisions, "Read a decision", StatusCodes.Status200OK, typeof(DecisionView),
            Description: "The stored row: route, context, eligible and blocked actions, weights, scores, widths, draw, versions."));
        api.MapGet("/decisions/{id:guid}/replay", ReplayAsync).Is(new(
            UseCase.Replay, "Compute a decision again and compare", StatusCodes.Status200OK, typeof(ReplayView)));
    }

    private static JsonHttpResult<DecisionView> Find(Guid id, Studio studio)
    {
        var found = studio.Reader.Find(id);
        var active = studio.Configurations.Find(found.Conversation.Playbook) is { } current && current.Hash == found.Decision.ConfigurationHash
            ? current
            : LogConfigurations.Load(studio.Log, found.Decision.ConfigurationHash, 0);
        return TypedResults.Json(DecisionView.Of(found, active), ApiAnswerJson.Default.DecisionView);
    }

    private static async Task<IResult> ReplayAsync(Guid id, Studio studio, CancellationToken cancellationToken)
    {
        var replay = await studio.Replay.ReplayAsync(id, cancellationToken);
        return TypedResults.Json(new ReplayView(replay.Identical, replay.FirstDifference, replay.Hops), ApiAnswerJson.Default.ReplayView);
    }
}
