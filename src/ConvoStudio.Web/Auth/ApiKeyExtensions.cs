using ConvoStudio.Application.Keys;
using ConvoStudio.Application.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace ConvoStudio.Web.Auth;

/// <summary>Keys of machine clients, beside the cookie of people.</summary>
public static class ApiKeyExtensions
{
    public static void AddApiKeys(this WebApplicationBuilder builder) =>
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyDefaults.Scheme, null);

    /// <summary>Stores the key given from outside, so that a studio can be used without a person.</summary>
    public static async Task EnsureFirstKeyAsync(this WebApplication app)
    {
        if (app.Configuration[ApiKeyDefaults.FirstKeySetting] is { Length: > 0 } secret)
            await app.Services.GetRequiredService<ApiKeyService>().EnsureFirstKeyAsync(secret);
    }

    /// <summary>Demands a key whose scopes allow the use case.</summary>
    public static TBuilder RequireApiKey<TBuilder>(this TBuilder route, UseCase useCase)
        where TBuilder : IEndpointConventionBuilder => route.RequireAuthorization(KeyPolicy(new UseCaseRequirement(useCase)));

    /// <summary>Keys only: the cookie of a person opens nothing here, so no other site can act in a person's name.</summary>
    private static AuthorizationPolicy KeyPolicy(UseCaseRequirement requirement) =>
        new AuthorizationPolicyBuilder(ApiKeyDefaults.Scheme).RequireAuthenticatedUser().AddRequirements(requirement).Build();

    /// <summary>Keys and signed-in people.</summary>
    internal static AuthorizationPolicy KeyOrPersonPolicy(UseCaseRequirement requirement) =>
        new AuthorizationPolicyBuilder(ApiKeyDefaults.Scheme, IdentityConstants.ApplicationScheme).RequireAuthenticatedUser().AddRequirements(requirement).Build();
}
