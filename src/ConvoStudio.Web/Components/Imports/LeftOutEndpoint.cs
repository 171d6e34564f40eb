using System.Security.Claims;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.CsvFiles;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ConvoStudio.Web.Components.Imports;

internal static class LeftOutEndpoint
{
    public static void MapLeftOut(this IEndpointRouteBuilder app) =>
        app.MapGet("/imports/{id:guid}/left-out.csv", HandleAsync).RequireAuthorization(new OpenToAttribute(UseCase.ReadJobs));

    /// <summary>The lines left out.</summary>
    private static Task<Results<PushStreamHttpResult, NotFound>> HandleAsync(Guid id, ImportService imports, ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var actor = PageActor.Of(person);
        return CsvDownload.OfAsync(
            () => imports.GetAsync(actor, id, cancellationToken), writer => imports.WriteBadLinesCsvAsync(actor, id, writer, cancellationToken), $"left-out-{id:N}.csv");
    }
}
