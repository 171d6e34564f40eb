using ConvoStudio.Application.Keys;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ConvoStudio.Web.Api;

/// <summary>A key to be.</summary>
/// <param name="Scopes">Any of decide, report, manage; no more than the asking key has.</param>
internal sealed record CreateKeyRequest(string? Name, IReadOnlyList<string>? Scopes);

/// <summary>A key without its secret.</summary>
/// <param name="Prefix">Its first characters, to tell keys apart.</param>
public sealed record KeyView(
    Guid Id, string Name, string Prefix, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt, string? RevokedBy)
{
    internal static readonly KeyScopes[] AllScopes = [KeyScopes.Decide, KeyScopes.Report, KeyScopes.Manage];

    internal static KeyView Of(ApiKey key) => new(
        key.Id, key.Name, key.Prefix, ApiWords.OfFlags<KeyScopes>(key.Scopes, AllScopes), key.CreatedAt, key.CreatedBy, key.LastUsedAt, key.RevokedAt, key.RevokedBy);
}

/// <summary>A key just made. <paramref name="Secret"/> is shown this once.</summary>
public sealed record CreatedKeyView(KeyView Key, string Secret);

/// <summary>Keys: make, list, revoke.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder api)
    {
        api.MapGet("/keys", ListAsync).Is(new(UseCase.ManageKeys, "List keys", StatusCodes.Status200OK, typeof(IReadOnlyList<KeyView>)));
        api.MapPost("/keys", CreateAsync).Is(new(
            UseCase.ManageKeys, "Make a key", StatusCodes.Status201Created, typeof(CreatedKeyView), typeof(CreateKeyRequest),
            """{"name":"Chat widget","scopes":["decide"]}""", "The secret is in this answer and nowhere else."));
        api.MapGet("/keys/{id:guid}", GetAsync).Is(new(UseCase.ManageKeys, "Read a key, without its secret", StatusCodes.Status200OK, typeof(KeyView)));
        api.MapDelete("/keys/{id:guid}", RevokeAsync).Is(new(
            UseCase.ManageKeys, "Revoke a key", StatusCodes.Status200OK, typeof(KeyView), Description: "At once and for good."));
    }

    private static async Task<IResult> ListAsync(HttpContext context, ApiKeyService keys)
    {
        var list = await keys.ListAsync(context.KeyActor(), context.RequestAborted);
        return TypedResults.Json([.. list.Select(KeyView.Of)], ApiAnswerJson.Default.IReadOnlyListKeyView);
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext context, ApiKeyService keys) =>
        Json((await keys.ListAsync(context.KeyActor(), context.RequestAborted)).FirstOrDefault(k => k.Id == id) ?? throw new NotFoundException("key", id.ToString()));

    private static async Task<IResult> CreateAsync(HttpContext context, ApiKeyService keys)
    {
        var request = (await ApiBody.ReadAsync(context, ApiRequestJson.Default.CreateKeyRequest)).Value;
        var errors = new FieldErrors().Text(request.Name, "name", 100);
        var scopes = ApiWords.ReadFlags<KeyScopes>(request.Scopes, "scopes", errors, (a, b) => a | b, KeyView.AllScopes);
        errors.ThrowIfAny();
        var created = await keys.CreateAsync(context.KeyActor(), request.Name!, scopes, context.RequestAborted);
        context.Response.Headers.Location = $"/api/v1/keys/{created.Key.Id}";
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new CreatedKeyView(KeyView.Of(created.Key), created.Secret), ApiAnswerJson.Default.CreatedKeyView, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> RevokeAsync(Guid id, HttpContext context, ApiKeyService keys) =>
        Json(await keys.RevokeAsync(context.KeyActor(), id, context.RequestAborted));

    private static JsonHttpResult<KeyView> Json(ApiKey key) => TypedResults.Json(KeyView.Of(key), ApiAnswerJson.Default.KeyView);
}
