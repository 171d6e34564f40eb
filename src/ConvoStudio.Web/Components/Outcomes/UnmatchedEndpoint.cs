using System.Security.Claims;
using ConvoStudio.Application.Outcomes;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.CsvFiles;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ConvoStudio.Web.Components.Outcomes;

internal static class UnmatchedEndpoint
{
    public static void MapUnmatched(this IEndpointRouteBuilder app) =>
        app.MapGet("/outcomes/{id:guid}/unmatched.csv", HandleAsync).RequireAuthorization(new OpenToAttribute(UseCase.ReportOutcomes));

    /// <summary>The rows that were not matched.</summary>
    private static Task<Results<PushStreamHttpResult, NotFound>> HandleAsync(Guid id, OutcomeUploadService uploads, ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var actor = PageActor.Of(person);
        return CsvDownload.OfAsync(
            () => uploads.GetAsync(actor, id, cancellationToken), writer => uploads.WriteUnmatchedCsvAsync(actor, id, writer, cancellationToken), $"unmatched-{id:N}.csv");
    }
}
