using ConvoStudio.Application.Imports;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Web.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ConvoStudio.Web.Components.Imports;

internal static class LeftOutEndpoint
{
    public static void MapLeftOut(this IEndpointRouteBuilder app) =>
        app.MapGet("/imports/{id:guid}/left-out.csv", HandleAsync).RequireAuthorization(new OpenToAttribute(UseCase.ReadJobs));

    /// <summary>The lines left out as CSV, written while they are read.</summary>
    private static async Task<Results<PushStreamHttpResult, NotFound>> HandleAsync(Guid id, ImportService imports, PageActor pageActor, CancellationToken cancellationToken)
    {
        var actor = await pageActor.GetAsync();
        try
        {
            await imports.GetAsync(actor, id, cancellationToken);
        }
        catch (NotFoundException)
        {
            return TypedResults.NotFound();
        }

        return TypedResults.Stream(
            async stream =>
            {
                await using var writer = new StreamWriter(stream, leaveOpen: true);
                await imports.WriteBadLinesCsvAsync(actor, id, writer, cancellationToken);
            },
            "text/csv; charset=utf-8", $"left-out-{id:N}.csv");
    }
}
