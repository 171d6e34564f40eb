using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using ConvoStudio.Application.Keys;
using ConvoStudio.Application.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ConvoStudio.Web.Auth;

/// <summary>Signs in a machine by its key, for this request alone. The key service holds the hashes in memory.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiKeyService keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    // The key service makes a new actor whenever keys change, so an entry lives as long as its key is valid.
    private static readonly ConditionalWeakTable<IActor, ApiKeyIdentity> Identities = [];

    /// <summary>The key a request carries, or null.</summary>
    public static string? Presented(HttpRequest request)
    {
        if (request.Headers.TryGetValue(ApiKeyDefaults.Header, out var header))
            return header.Count == 1 ? header[0] : null;
        return request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase) ? request.Query[ApiKeyDefaults.Query] : default(string);
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Presented(Request) is not { Length: > 0 } presented)
            return AuthenticateResult.NoResult();
        return await keys.VerifyAsync(presented, Context.RequestAborted) is { } actor
            ? Identities.GetValue(actor, static a => new ApiKeyIdentity(a)).Result
            : AuthenticateResult.Fail("The key is unknown or revoked.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = $"{ApiKeyDefaults.Scheme} realm=\"ConvoStudio\", header=\"{ApiKeyDefaults.Header}\"";
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
