using System.Security.Claims;
using ConvoStudio.Application.People;
using Microsoft.AspNetCore.Authentication;

namespace ConvoStudio.Web.Auth;

/// <summary>A verified key. One for each key in memory: a request takes it as it is.</summary>
public sealed class ApiKeyIdentity : ClaimsIdentity
{
    public ApiKeyIdentity(IActor actor)
        : base([new Claim(ClaimTypes.NameIdentifier, actor.Id), new Claim(ClaimTypes.Name, actor.Name)], ApiKeyDefaults.Scheme)
    {
        Key = actor;
        Result = AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(this), ApiKeyDefaults.Scheme));
    }

    public IActor Key { get; }

    internal AuthenticateResult Result { get; }

    /// <summary>The key behind a principal, or null when it is a person or nobody.</summary>
    public static IActor? ActorOf(ClaimsPrincipal principal)
    {
        foreach (var identity in principal.Identities)
        {
            if (identity is ApiKeyIdentity key)
                return key.Key;
        }

        return null;
    }
}
