using ConvoStudio.Application.People;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace ConvoStudio.Web.Auth;

internal static class SignOutEndpoint
{
    /// <summary>A form post with the antiforgery token, so that no other site can sign a person out.</summary>
    public static async Task<Results<RedirectHttpResult, BadRequest>> HandleAsync(
        HttpContext context, IAntiforgery antiforgery, SignInManager<StudioUser> signIn)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return TypedResults.BadRequest();
        await signIn.SignOutAsync();
        return TypedResults.Redirect("/login");
    }
}
