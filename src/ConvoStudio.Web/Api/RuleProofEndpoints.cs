using System.Text;
using System.Text.Json;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Compliance.Verification;
using ConvoStudio.Engine.Contexts;
using Microsoft.AspNetCore.Mvc;

namespace ConvoStudio.Web.Api;

/// <summary>What can be known of rules before they bind: compile checks, previews, proofs, judged traces; and many rules at once.</summary>
internal static class RuleProofEndpoints
{
    public static void MapRuleProofs(this IEndpointRouteBuilder api)
    {
        api.MapPost("/playbooks/{playbook}/rule-check", CheckAsync).Is(new(
            UseCase.EditRules, "Check a rule", StatusCodes.Status200OK, typeof(RuleCheckView), typeof(CheckRuleRequest), """{"sentence":"Never say recommend when minor is true."}""",
            "Gives the tree and the canonical sentence, or what is wrong and where. Nothing is saved."));
        api.MapPost("/playbooks/{playbook}/rule-preview", PreviewAsync).Is(new(
            UseCase.EditRules, "Hold a rule against the last decisions", StatusCodes.Status200OK, typeof(RuleTrial), typeof(PreviewRuleRequest),
            """{"sentence":"Never say recommend when spend is at most 100.","last":1000}""", "Of a rule about a protected fact only counts above the minimum cell are shown."));
        api.MapPost("/playbooks/{playbook}/rule-trace", JudgeAsync).Is(new(
            UseCase.EditRules, "Judge a written trace", StatusCodes.Status200OK, typeof(IReadOnlyList<TraceJudgementView>), typeof(JudgeTraceRequest),
            """{"events":[{"kind":"customer","at":"2026-11-02T09:00:00Z","acts":["ask-price"]},{"kind":"agent","at":"2026-11-02T09:00:05Z","acts":["recommend"],"product":"gold"}],"channel":"web"}"""));
        api.MapPost("/playbooks/{playbook}/rule-imports", ImportAsync).WithMetadata(new RequestSizeLimitAttribute(RuleImportService.LongestText)).Is(new(
            UseCase.EditRules, "Import many rules", StatusCodes.Status201Created, typeof(RuleImportView),
            Description: $"Send text/plain, one rule a line: a key, a colon and a sentence, or the document of a rule. At most {RuleImportService.MostRules}; all become drafts, or none and errors names each line."));
        api.MapPost("/playbooks/{playbook}/rule-verifications", VerifyAsync).Is(new(
            UseCase.EditRules, "Verify the rules", StatusCodes.Status202Accepted, typeof(JobView), typeof(VerifyRulesRequest), """{"mode":"shielded","rules":"with-drafts","mostStates":20000}""",
            "A job; follow or cancel it at /api/v1/jobs/{id}, and read the result under the job's id."));
        api.MapGet("/rule-verifications/{id:guid}", GetVerificationAsync).Is(new(UseCase.ReadPlaybooks, "Read a verification", StatusCodes.Status200OK, typeof(RuleVerificationView)));
    }

    private static async Task<IResult> CheckAsync(string playbook, HttpContext context, RuleReader rules)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.CheckRuleRequest)).Value;
        return TypedResults.Json(RuleCheckView.Of(await rules.CheckAsync(context.KeyActor(), playbook, "", request.Writing, context.RequestAborted)), ApiAnswerJson.Default.RuleCheckView);
    }

    private static async Task<IResult> PreviewAsync(string playbook, HttpContext context, RuleTrialService trials)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.PreviewRuleRequest)).Value;
        return TypedResults.Json(await trials.PreviewAsync(context.KeyActor(), playbook, request.Writing, request.Last ?? 1000, context.RequestAborted), ApiAnswerJson.Default.RuleTrial);
    }

    private static async Task<IResult> JudgeAsync(string playbook, HttpContext context, TraceEvaluator traces)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.JudgeTraceRequest)).Value;
        var errors = new FieldErrors();
        var events = (request.Events ?? []).Select((e, i) => EventOf(e, i, errors)).ToList();
        errors.ThrowIfAny();
        var judged = await traces.EvaluateAsync(
            context.KeyActor(), playbook, new WrittenTrace(events, request.Channel, request.Jurisdiction, request.Segment, request.TimeZone), request.Writing, context.RequestAborted);
        return TypedResults.Json(
            [.. judged.Select(j => new TraceJudgementView(j.Event, j.Rule, j.Version, ApiWords.Of(j.Answer), j.Sentence))], ApiAnswerJson.Default.IReadOnlyListTraceJudgementView);
    }

    private static async Task<IResult> ImportAsync(string playbook, HttpContext context, RuleImportService imports)
    {
        if (context.Request.ContentType?.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase) != true)
            throw new ValidationException("body", "Send text/plain, one rule a line.");
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var drafts = await imports.ImportAsync(context.KeyActor(), playbook, await reader.ReadToEndAsync(context.RequestAborted), context.RequestAborted);
        return TypedResults.Json(new RuleImportView(drafts), ApiAnswerJson.Default.RuleImportView, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> VerifyAsync(string playbook, HttpContext context, RuleVerificationService verifications)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.VerifyRulesRequest)).Value;
        var asked = new VerificationRequest(request.Mode ?? VerificationMode.Shielded, request.Rules ?? VerifiedRules.InForce, request.MostStates ?? 20_000);
        var job = await verifications.StartAsync(context.KeyActor(), playbook, asked, context.RequestAborted);
        context.Response.Headers.Location = $"/api/v1/jobs/{job.Id}";
        return TypedResults.Json(JobView.Of(job), ApiAnswerJson.Default.JobView, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> GetVerificationAsync(Guid id, HttpContext context, RuleVerificationService verifications) =>
        TypedResults.Json(RuleVerificationView.Of(await verifications.GetAsync(context.KeyActor(), id, context.RequestAborted)), ApiAnswerJson.Default.RuleVerificationView);

    private static WrittenEvent EventOf(TraceEventRequest? request, int place, FieldErrors errors)
    {
        errors.Require(request?.Kind is not null, $"events[{place}].kind", "Must be agent, customer, facts, consent or cleared.")
            .Require(request?.At is not null, $"events[{place}].at", "Say when it was.");
        var facts = (request?.Facts ?? new Dictionary<string, JsonElement>()).ToDictionary(f => f.Key, f => ValueOf(f.Value, $"events[{place}].facts.{f.Key}", errors), StringComparer.Ordinal);
        return new(
            request?.Kind ?? default, request?.At ?? default, request?.Acts, request?.Product, facts.Count == 0 ? null : facts, request?.Purpose, request?.Channel,
            request?.Granted ?? false, request?.Earlier ?? false);
    }

    private static FactValue ValueOf(JsonElement json, string field, FieldErrors errors)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Null:
                return FactValue.Unknown;
            case JsonValueKind.True or JsonValueKind.False:
                return FactValue.Of(json.GetBoolean());
            case JsonValueKind.String:
                return FactValue.Of(json.GetString()!);
            case JsonValueKind.Number when json.TryGetDouble(out var number) && double.IsFinite(number):
                return FactValue.Of(number);
            case JsonValueKind.Object when json.TryGetProperty("withheld", out var withheld) && withheld.ValueKind == JsonValueKind.True:
                return FactValue.Withheld;
            default:
                errors.Require(holds: false, field, "Must be a number, a word, true or false, null, or {\"withheld\": true}.");
                return FactValue.Unknown;
        }
    }
}
