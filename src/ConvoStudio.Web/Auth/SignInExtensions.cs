using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;

namespace ConvoStudio.Web.Auth;

/// <summary>People sign in with a cookie. Machine clients add their own scheme beside it; a page never accepts it and the API never accepts the cookie.</summary>
public static class SignInExtensions
{
    /// <summary>How long a changed password or a removed person may go unnoticed elsewhere.</summary>
    public static TimeSpan StampCheckInterval { get; } = TimeSpan.FromMinutes(1);

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<StudioUser>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.Password.RequiredLength = 12;
                options.Password.RequireNonAlphanumeric = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireDigit = false;
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
            })
            .AddRoles<IdentityRole>().AddEntityFrameworkStores<StudioDbContext>().AddSignInManager().AddClaimsPrincipalFactory<OneTimePasswordClaims>();
        services.ConfigureApplicationCookie(Configure);
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = StampCheckInterval);
        // Whatever is not marked as open needs a signed-in person, pages that do not exist included.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitRevalidation>();
        services.AddScoped<CurrentPerson>();
        services.AddScoped<FirstAdministrator>();
        services.AddScoped<AccountService>().AddScoped<AccountChanges>();
    }

    public static void UseSignIn(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseOneTimePassword();
        app.UseAntiforgery();
    }

    public static void MapSignIn(this WebApplication app) => app.MapPost("/account/sign-out", SignOutEndpoint.HandleAsync);

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.LoginPath = "/login";
        cookie.AccessDeniedPath = "/forbidden";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Cookie.Name = "convostudio";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
        cookie.SlidingExpiration = true;
        cookie.Events.OnRedirectToLogin = context => Redirect(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => Redirect(context, StatusCodes.Status403Forbidden);
    }

    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context, int machineStatus)
    {
        if (ErrorPages.IsMachine(context.Request.Path)) context.Response.StatusCode = machineStatus;
        else context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
