using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;

namespace ConvoStudio.Web.Api;

/// <summary>Work that goes on by itself.</summary>
/// <param name="Progress">0 to 1.</param>
/// <param name="SubjectKey">What it works on, for example an import's id.</param>
/// <param name="ResultKey">What came out, for example a playbook's key.</param>
public sealed record JobView(
    Guid Id, string Kind, string Title, string State, double Progress, string Message, double? Rate, string? RateUnit, bool CancelRequested,
    string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? SubjectKey, string? ResultKey, string? Error)
{
    internal static JobView Of(Job job) => new(
        job.Id, job.Kind, job.Title, ApiWords.Of(job.State), job.Progress, job.Message, job.Rate, job.RateUnit, job.CancelRequested,
        job.CreatedBy, job.CreatedAt, job.StartedAt, job.EndedAt, job.SubjectKey, job.ResultKey, job.Error);
}

/// <summary>Jobs: read, cancel.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        api.MapGet("/jobs/{id:guid}", GetAsync).Is(new(UseCase.ReadJobs, "Read a job", StatusCodes.Status200OK, typeof(JobView)));
        api.MapDelete("/jobs/{id:guid}", CancelAsync).Is(new(
            UseCase.ReadJobs, "Cancel a job", StatusCodes.Status202Accepted, typeof(JobView), Description: "It ends soon. Cancelling one that has ended changes nothing."));
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext context, JobService jobs) =>
        TypedResults.Json(JobView.Of(await jobs.GetAsync(context.KeyActor(), id, context.RequestAborted)), ApiAnswerJson.Default.JobView);

    private static async Task<IResult> CancelAsync(Guid id, HttpContext context, JobService jobs) =>
        TypedResults.Json(
            JobView.Of(await jobs.CancelAsync(context.KeyActor(), id, context.RequestAborted)), ApiAnswerJson.Default.JobView, statusCode: StatusCodes.Status202Accepted);
}
