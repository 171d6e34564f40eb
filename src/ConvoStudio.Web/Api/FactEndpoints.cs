using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ConvoStudio.Web.Api;

/// <summary>Facts of a playbook. DELETE archives: the fact is still taken from clients that send it, and goes nowhere.</summary>
internal static class FactEndpoints
{
    private const string One = "/playbooks/{playbook}/facts/{fact}";

    public static void MapFacts(this IEndpointRouteBuilder api)
    {
        api.MapGet("/playbooks/{playbook}/facts", ListAsync).Is(new(UseCase.ReadPlaybooks, "List a playbook's facts", StatusCodes.Status200OK, typeof(IReadOnlyList<FactView>)));
        api.MapPost("/playbooks/{playbook}/facts", AddAsync).Is(new(
            UseCase.EditFacts, "Declare a fact", StatusCodes.Status201Created, typeof(FactView), typeof(AddFactRequest),
            """{"key":"segment","type":"category","usages":["policy","rules"],"words":["new","loyal"]}""",
            "Only facts with the usage policy reach a policy; the others stay in the protected store."));
        api.MapGet(One, GetAsync).Is(new(UseCase.ReadPlaybooks, "Read a fact", StatusCodes.Status200OK, typeof(FactView)));
        api.MapPut(One, EditAsync).Is(new(
            UseCase.EditFacts, "Edit a fact", StatusCodes.Status200OK, typeof(FactView), typeof(EditFactRequest),
            """{"usages":["policy"],"words":["new","loyal","dormant"],"version":1}""", "Words may only be added at the end."));
        api.MapDelete(One, ArchiveAsync).Is(new(UseCase.EditFacts, "Archive a fact", StatusCodes.Status200OK, typeof(FactView)));
        api.MapPost(One + "/restore", RestoreAsync).Is(new(UseCase.EditFacts, "Use an archived fact again", StatusCodes.Status200OK, typeof(FactView)));
    }

    private static async Task<IResult> ListAsync(string playbook, HttpContext context, PlaybookService playbooks)
    {
        var found = await playbooks.GetAsync(context.KeyActor(), playbook, context.RequestAborted);
        return TypedResults.Json([.. found.Facts.OrderBy(f => f.Position).Select(FactView.Of)], ApiAnswerJson.Default.IReadOnlyListFactView);
    }

    private static async Task<IResult> GetAsync(string playbook, string fact, HttpContext context, PlaybookService playbooks) =>
        Json(await FindAsync(playbook, fact, context, playbooks));

    private static async Task<IResult> AddAsync(string playbook, HttpContext context, FactService facts)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.AddFactRequest)).Value;
        var errors = new FieldErrors().Key(request.Key, "key").Require(request.Type is not null, "type", "Must be number, category or flag.");
        var usages = Usages(request.Usages, errors);
        errors.ThrowIfAny();
        var added = await facts.AddAsync(context.KeyActor(), playbook, request.Key!, request.Type!.Value, usages, request.Words, context.RequestAborted);
        context.Response.Headers.Location = $"/api/v1/playbooks/{playbook}/facts/{Uri.EscapeDataString(added.Key)}";
        return Json(added, StatusCodes.Status201Created);
    }

    private static async Task<IResult> EditAsync(string playbook, string fact, HttpContext context, FactService facts)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.EditFactRequest)).Value;
        var errors = new FieldErrors().Require(request.Version is not null, "version", "Send the version your edit was made on.");
        var usages = Usages(request.Usages, errors);
        errors.ThrowIfAny();
        return Json(await facts.EditAsync(context.KeyActor(), playbook, fact, usages, request.Words ?? [], request.Version!.Value, context.RequestAborted));
    }

    private static async Task<IResult> ArchiveAsync(string playbook, string fact, int? version, HttpContext context, PlaybookService playbooks, FactService facts)
    {
        var seen = version ?? (await FindAsync(playbook, fact, context, playbooks)).Version;
        return Json(await facts.ArchiveAsync(context.KeyActor(), playbook, fact, seen, context.RequestAborted));
    }

    private static async Task<IResult> RestoreAsync(string playbook, string fact, int? version, HttpContext context, PlaybookService playbooks, FactService facts)
    {
        var seen = version ?? (await FindAsync(playbook, fact, context, playbooks)).Version;
        return Json(await facts.RestoreAsync(context.KeyActor(), playbook, fact, seen, context.RequestAborted));
    }

    private static async Task<PlaybookFact> FindAsync(string playbook, string fact, HttpContext context, PlaybookService playbooks) =>
        (await playbooks.GetAsync(context.KeyActor(), playbook, context.RequestAborted)).Facts.FirstOrDefault(f => f.Key == fact)
        ?? throw new NotFoundException("fact", fact);

    private static FactUsages Usages(IReadOnlyList<string>? words, FieldErrors errors) =>
        ApiWords.ReadFlags(words, "usages", errors, (a, b) => a | b, FactUsages.Policy, FactUsages.Rules, FactUsages.Audit);

    private static JsonHttpResult<FactView> Json(PlaybookFact fact, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(FactView.Of(fact), ApiAnswerJson.Default.FactView, statusCode: status);
}
