using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ConvoStudio.Web.Api;

/// <summary>Rules of a playbook: read, write, submit. A key writes; approving, putting in force and withdrawing what is live is done by people in the console.</summary>
internal static class RuleEndpoints
{
    private const string All = "/playbooks/{playbook}/rules";
    private const string One = All + "/{rule}";
    private const string Example = """{"key":"cost-first","sentence":"Before recommend the agent must have said disclose-cost."}""";

    public static void MapRules(this IEndpointRouteBuilder api)
    {
        api.MapGet(All, ListAsync).Is(new(
            UseCase.ReadPlaybooks, "List a playbook's rules", StatusCodes.Status200OK, typeof(RuleListView), Description: "text, status and form filter; skip and take page."));
        api.MapPost(All, AddAsync).Is(new(
            UseCase.EditRules, "Begin a rule", StatusCodes.Status201Created, typeof(RuleView), typeof(AddRuleRequest), Example, "As a draft: a second person reviews it before it records, and puts it in force."));
        api.MapGet(One, GetAsync).Is(new(UseCase.ReadPlaybooks, "Read a rule with its history", StatusCodes.Status200OK, typeof(RuleDetailView)));
        api.MapPut(One, EditAsync).Is(new(
            UseCase.EditRules, "Edit a rule", StatusCodes.Status200OK, typeof(RuleView), typeof(EditRuleRequest),
            """{"sentence":"Before recommend the agent must have said disclose-cost about the same product.","version":1}""", "Where the newest version is live or over, this begins the next version as a draft."));
        api.MapDelete(One, WithdrawAsync).Is(new(
            UseCase.EditRules, "Withdraw a rule's draft", StatusCodes.Status200OK, typeof(RuleView), Description: "What is in shadow or in force is withdrawn by a person in the console."));
        api.MapPost(One + "/submit", SubmitAsync).Is(new(
            UseCase.EditRules, "Ask for a review", StatusCodes.Status200OK, typeof(RuleView), typeof(RuleStepRequest), """{"version":1}"""));
        api.MapPost(One + "/return", ReturnAsync).Is(new(
            UseCase.EditRules, "Take a rule back to a draft", StatusCodes.Status200OK, typeof(RuleView), typeof(RuleStepRequest), """{"version":2,"note":"Which product?"}"""));
        api.MapGet("/playbooks/{playbook}/rule-terms", TermsAsync).Is(new(UseCase.ReadPlaybooks, "Read the names rules may use", StatusCodes.Status200OK, typeof(RuleTermsView)));
    }

    private static async Task<IResult> ListAsync(string playbook, string? text, string? status, string? form, int? skip, int? take, HttpContext context, RuleReader rules)
    {
        var query = new RuleQuery(text, StatusOf(status), form, skip ?? 0, take ?? 100);
        var page = await rules.ListAsync(context.KeyActor(), playbook, query, context.RequestAborted);
        return TypedResults.Json(
            new RuleListView([.. page.Lines.Select(l => new RuleLineView(RuleView.Of(l.Newest), l.InForce?.Number, l.Shadow?.Number))], page.Total), ApiAnswerJson.Default.RuleListView);
    }

    private static async Task<IResult> GetAsync(string playbook, string rule, HttpContext context, RuleReader rules)
    {
        var detail = await rules.GetAsync(context.KeyActor(), playbook, rule, context.RequestAborted);
        return TypedResults.Json(
            new RuleDetailView(
                rule, [.. detail.Versions.Select(RuleView.Of)],
                [.. detail.Steps.Select(s => new RuleStepView(s.At, s.By, s.Number, s.Status is { } status ? ApiWords.Of(status) : null, s.Sentence, s.Note))]),
            ApiAnswerJson.Default.RuleDetailView);
    }

    private static async Task<IResult> AddAsync(string playbook, HttpContext context, RuleService rules)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.AddRuleRequest)).Value;
        var added = await rules.CreateAsync(context.KeyActor(), playbook, request.Key ?? "", request.Writing, context.RequestAborted);
        context.Response.Headers.Location = $"/api/v1/playbooks/{playbook}/rules/{Uri.EscapeDataString(added.Key)}";
        return Json(added, StatusCodes.Status201Created);
    }

    private static async Task<IResult> EditAsync(string playbook, string rule, HttpContext context, RuleService rules)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.EditRuleRequest)).Value;
        return Json(await rules.EditAsync(context.KeyActor(), playbook, rule, request.Writing, ApiVersion.Demand(request.Version), context.RequestAborted));
    }

    private static async Task<IResult> WithdrawAsync(string playbook, string rule, int? version, HttpContext context, RuleService rules, RuleReader reader)
    {
        var seen = version ?? (await reader.GetAsync(context.KeyActor(), playbook, rule, context.RequestAborted)).Newest.Revision;
        return Json(await rules.WithdrawAsync(context.KeyActor(), playbook, rule, seen, cancellationToken: context.RequestAborted));
    }

    private static async Task<IResult> SubmitAsync(string playbook, string rule, HttpContext context, RuleService rules)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.RuleStepRequest)).Value;
        return Json(await rules.SubmitAsync(context.KeyActor(), playbook, rule, ApiVersion.Demand(request.Version), context.RequestAborted));
    }

    private static async Task<IResult> ReturnAsync(string playbook, string rule, HttpContext context, RuleService rules)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.RuleStepRequest)).Value;
        return Json(await rules.ReturnAsync(context.KeyActor(), playbook, rule, ApiVersion.Demand(request.Version), request.Note, context.RequestAborted));
    }

    private static async Task<IResult> TermsAsync(string playbook, HttpContext context, RuleReader rules) =>
        TypedResults.Json(RuleTermsView.Of(await rules.TermsAsync(context.KeyActor(), playbook, context.RequestAborted)), ApiAnswerJson.Default.RuleTermsView);

    private static RuleStatus? StatusOf(string? word)
    {
        if (word is null)
            return null;
        foreach (var status in Enum.GetValues<RuleStatus>())
            if (ApiWords.Of(status) == word)
                return status;
        throw new ValidationException("status", $"Choose among {string.Join(", ", Enum.GetValues<RuleStatus>().Select(ApiWords.Of))}.");
    }

    private static JsonHttpResult<RuleView> Json(ComplianceRule rule, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(RuleView.Of(rule), ApiAnswerJson.Default.RuleView, statusCode: status);
}
