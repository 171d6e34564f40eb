using System.Security.Claims;
using ConvoStudio.Application.Backups;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Web.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ConvoStudio.Web.Components.Settings;

internal static class BackupEndpoint
{
    public static void MapBackups(this IEndpointRouteBuilder app) =>
        app.MapGet("/settings/system/backups/{name}", Handle).RequireAuthorization(new OpenToAttribute(UseCase.ManageSystem));

    /// <summary>A finished backup; a broken download goes on where it stopped.</summary>
    private static Results<PhysicalFileHttpResult, NotFound> Handle(string name, BackupService backups, ClaimsPrincipal person)
    {
        try
        {
            return TypedResults.PhysicalFile(backups.PathOf(PageActor.Of(person), name), "application/zip", name, enableRangeProcessing: true);
        }
        catch (NotFoundException)
        {
            return TypedResults.NotFound();
        }
    }
}
