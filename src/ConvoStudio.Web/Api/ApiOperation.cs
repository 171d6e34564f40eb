using System.Text.Json;
using ConvoStudio.Application.Keys;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Auth;

namespace ConvoStudio.Web.Api;

/// <summary>What an endpoint of the API does, for the OpenAPI document and for the refusal of a key.</summary>
/// <param name="UseCase">Row of the role table that says which scopes open it.</param>
/// <param name="Status">Of the answer when all went well.</param>
/// <param name="Request">Type of the JSON body, or null when there is none.</param>
/// <param name="Example">Example of the body.</param>
internal sealed record ApiOperation(
    UseCase UseCase, string Summary, int Status, Type? Answer = null, Type? Request = null, string? Example = null, string? Description = null)
{
    private static readonly KeyScopes[] Single = [KeyScopes.Decide, KeyScopes.Report, KeyScopes.Manage];

    public IEnumerable<string> ScopeWords => Single.Where(s => RoleTable.Allows(s, UseCase)).Select(s => JsonNamingPolicy.CamelCase.ConvertName(s.ToString()));
}

internal static class ApiOperationExtensions
{
    /// <summary>Describes an endpoint and demands a key whose scopes allow it.</summary>
    public static RouteHandlerBuilder Is(this RouteHandlerBuilder route, ApiOperation operation) => route
        .WithMetadata(operation)
        .RequireApiKey(operation.UseCase);
}
