using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.People;

namespace ConvoStudio.Web.Api;

/// <summary>How groups are treated, as sums only: never a protected value of a person.</summary>
internal static class ParityEndpoints
{
    public static void MapParity(this IEndpointRouteBuilder api)
    {
        api.MapGet("/playbooks/{playbook}/parity", ListAsync).Is(new(
            UseCase.ReadDecisions, "Read the parity of groups", StatusCodes.Status200OK, typeof(IReadOnlyList<ParityView>),
            Description: $"One monitor for each parity rule in force or in shadow, largest gap first. Intervals hold at every look. Groups below {ParityService.MinimumCell} conversations are left out, and counts move in steps of as many."));
        api.MapPost("/playbooks/{playbook}/rules/{rule}/proxy-test", TestAsync).Is(new(
            UseCase.ReadDecisions, "Test for stand-ins of a fact", StatusCodes.Status200OK, typeof(ProxyView),
            Description: "For a do-not-use rule: do the facts policies read tell the groups of the fact they must not use? Explained is the share beyond chance; p comes from shuffles."));
    }

    private static async Task<IResult> ListAsync(string playbook, HttpContext context, ParityService parity) => TypedResults.Json(
        [.. (await parity.WatchAsync(context.KeyActor(), playbook, context.RequestAborted)).Select(ParityView.Of)], ApiAnswerJson.Default.IReadOnlyListParityView);

    private static async Task<IResult> TestAsync(string playbook, string rule, HttpContext context, ProxyService proxies) =>
        TypedResults.Json(ProxyView.Of(await proxies.TestAsync(context.KeyActor(), playbook, rule, context.RequestAborted)), ApiAnswerJson.Default.ProxyView);
}
