using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Policies;

namespace ConvoStudio.Web.Api;

/// <summary>Policies of a playbook: what there is, and new ones that learn.</summary>
internal static class PolicyEndpoints
{
    private const string All = "/playbooks/{playbook}/policies";

    public static void MapPolicies(this IEndpointRouteBuilder api)
    {
        api.MapGet(All, ListAsync).Is(new(UseCase.ReadPolicies, "List a playbook's policies", StatusCodes.Status200OK, typeof(IReadOnlyList<PolicyView>)));
        api.MapPost(All, CreateAsync).Is(new(
            UseCase.StartExperiment, "Create a policy that learns", StatusCodes.Status201Created, typeof(PolicyView), typeof(CreatePolicyRequest),
            """{"id":"curious","name":"Curious learner","kind":"linear-bandit","floor":0.02,"exploration":"thompson-sampling","expectedConversion":0.03}""",
            "It learns from every decision of the playbook at once; conversations reach it through an experiment."));
    }

    private static async Task<IResult> ListAsync(string playbook, HttpContext context, PolicyService policies)
    {
        var list = await policies.ListAsync(context.KeyActor(), playbook, context.RequestAborted);
        return TypedResults.Json([.. list.Select(PolicyView.Of)], ApiAnswerJson.Default.IReadOnlyListPolicyView);
    }

    private static async Task<IResult> CreateAsync(string playbook, HttpContext context, PolicyService policies)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.CreatePolicyRequest)).Value;
        new FieldErrors().Key(request.Id, "id").Text(request.Name, "name", 100)
            .Require(request.Kind is not null, "kind", $"Must be {string.Join(", ", NewLearner.Kinds.Select(ApiWords.Of))}.").ThrowIfAny();
        var learner = new NewLearner(
            request.Id!, request.Name!, request.Kind!.Value, request.Floor ?? NewLearner.UsualFloor, request.Exploration, request.Strength, request.ExpectedConversion,
            request.StartsFromImported ?? false);
        var created = await policies.CreateAsync(context.KeyActor(), playbook, learner, context.RequestAborted);
        context.Response.Headers.Location = $"/api/v1/playbooks/{playbook}/policies";
        return TypedResults.Json(PolicyView.Of(created), ApiAnswerJson.Default.PolicyView, statusCode: StatusCodes.Status201Created);
    }
}
