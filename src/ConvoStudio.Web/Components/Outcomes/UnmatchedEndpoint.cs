using System.Security.Claims;
using ConvoStudio.Application.Outcomes;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Web.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ConvoStudio.Web.Components.Outcomes;

internal static class UnmatchedEndpoint
{
    public static void MapUnmatched(this IEndpointRouteBuilder app) =>
        app.MapGet("/outcomes/{id:guid}/unmatched.csv", HandleAsync).RequireAuthorization(new OpenToAttribute(UseCase.ReportOutcomes));

    /// <summary>The rows that were not matched as CSV, written while they are read.</summary>
    private static async Task<Results<PushStreamHttpResult, NotFound>> HandleAsync(Guid id, OutcomeUploadService uploads, ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var actor = PageActor.Of(person);
        try
        {
            await uploads.GetAsync(actor, id, cancellationToken);
        }
        catch (NotFoundException)
        {
            return TypedResults.NotFound();
        }

        return TypedResults.Stream(
            async stream =>
            {
                await using var writer = new StreamWriter(stream, leaveOpen: true);
                await uploads.WriteUnmatchedCsvAsync(actor, id, writer, cancellationToken);
            },
            "text/csv; charset=utf-8", $"unmatched-{id:N}.csv");
    }
}
