using System.Security.Claims;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ConvoStudio.Web.Auth;

/// <summary>Marks the cookie of a person whose password was made by somebody else, so that no request has to ask the database.</summary>
internal sealed class OneTimePasswordClaims(UserManager<StudioUser> users, RoleManager<IdentityRole> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<StudioUser, IdentityRole>(users, roles, options)
{
    public const string ClaimType = "convostudio:one-time-password";
    public const string PasswordPath = "/account/password";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(StudioUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        if (user.MustChangePassword) identity.AddClaim(new Claim(ClaimType, "true"));
        return identity;
    }
}

internal static class OneTimePasswordExtensions
{
    /// <summary>Leads every page, and every circuit, of such a person to the one page that ends it. Machines have keys and no passwords.</summary>
    public static void UseOneTimePassword(this WebApplication app) => app.Use((context, next) =>
    {
        if (!context.User.HasClaim(claim => claim.Type == OneTimePasswordClaims.ClaimType) || IsOpen(context)) return next(context);
        if (HttpMethods.IsGet(context.Request.Method) && !context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Redirect(OneTimePasswordClaims.PasswordPath);
            return Task.CompletedTask;
        }
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        // Words of its own: an empty answer would be turned into a page, and that page refuses a post.
        return context.Response.WriteAsync("Change the one-time password first.");
    });

    // Files are open to everybody and say so themselves.
    private static bool IsOpen(HttpContext context) =>
        context.Request.Path.StartsWithSegments(OneTimePasswordClaims.PasswordPath, StringComparison.OrdinalIgnoreCase) ||
        context.Request.Path.StartsWithSegments("/account/sign-out", StringComparison.OrdinalIgnoreCase) ||
        ErrorPages.IsMachine(context.Request.Path) ||
        context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is not null;
}
